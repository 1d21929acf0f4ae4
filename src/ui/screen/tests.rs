use super::*;
use crate::ui::tests::{attribute, count, draw_html, find, text};
use wasm_bindgen_test::wasm_bindgen_test;

fn items() -> Vec<NavItem> {
    let item = |href: &'static str, label: &'static str, current| NavItem {
        href: href.into(),
        icon: "house".into(),
        label: label.into(),
        current,
    };
    vec![item("/", "Accueil", false), item("/pathway", "Parcours", true)]
}

#[wasm_bindgen_test]
async fn a_place_has_its_landmarks_and_a_way_past_the_bar() {
    let root = draw_html(html! {
        <Screen
            kind={ScreenKind::Place}
            skip_label="Aller au contenu"
            topbar={html! { <TopBar start={brand("/".into())} /> }}
            foot={navigation("Menu principal".into(), &items())}
        >
            <h1>{ "Mon parcours" }</h1>
        </Screen>
    })
    .await;
    assert_eq!(count(&root, "header"), 1);
    assert_eq!(count(&root, "main#main > h1"), 1);
    assert_eq!(attribute(&root, "nav", "aria-label").as_deref(), Some("Menu principal"));
    let first = find(&root, "a, button");
    assert_eq!(first.get_attribute("href").as_deref(), Some("#main"));
    assert_eq!(first.text_content().as_deref(), Some("Aller au contenu"));
    assert_eq!(count(&root, "[aria-current]"), 1);
    assert_eq!(text(&root, "[aria-current=page]"), "Parcours");
    assert_eq!(text(&root, ".mt-topbar__brand"), "Main Tendue");
}

#[wasm_bindgen_test]
async fn a_task_ends_in_its_hand() {
    let root = draw_html(html! {
        <Screen
            kind={ScreenKind::Task}
            skip_label="Aller au contenu"
            topbar={html! { <TopBar start={html! { <Tool icon="arrow-left" label="Retour" turn={true} /> }} /> }}
            foot={html! { <Hand><button type="submit">{ "Continuer" }</button></Hand> }}
        >
            <p>{ "Question" }</p>
        </Screen>
    })
    .await;
    assert_eq!(text(&root, "button.mt-topbar__tool[type=button]"), "Retour");
    assert_eq!(count(&root, ".mt-screen > .mt-screen__foot > .mt-hand button"), 1);
    assert_eq!(count(&root, "nav"), 0);
}
