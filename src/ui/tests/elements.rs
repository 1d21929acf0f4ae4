//! An element is one call (`crates/one-component`): whatever it has, the page says it as `html!` does.

use super::*;

fn markup(root: &Element) -> String {
    root.inner_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn elements_have_what_is_written() {
    let (name, shown, hidden) = ("x".to_owned(), Some("y"), None::<AttrValue>);
    let press = |_: MouseEvent| ();
    let node = NodeRef::default();
    let root = draw_html(html! {
        <section>
            <p />
            <p class="a" id="b">{ "plain" }</p>
            <p class={name.clone()} id={shown} title={hidden.clone()}>{ "varying" }</p>
            <button class="a" onclick={press}>{ "heard" }</button>
            <button class={name} onclick={press} hidden={true} disabled={false}>{ "both" }</button>
            <p key="k" class="a">{ "keyed" }</p>
            <p ref={node.clone()}>{ "kept" }</p>
            <input class="a" value="v" checked={true} type="checkbox" />
            <textarea class={shown} value="w" />
        </section>
    })
    .await;
    assert_eq!(
        markup(&root),
        concat!(
            r#"<section><p></p><p id="b" class="a">plain</p><p id="y" class="x">varying</p>"#,
            r#"<button class="a">heard</button><button hidden="hidden" class="x">both</button><p class="a">keyed</p>"#,
            r#"<p>kept</p><input type="checkbox" class="a" value="v"><textarea class="y"></textarea></section>"#,
        )
    );
    assert_eq!(node.cast::<Element>().unwrap().text_content().as_deref(), Some("kept"));
    let input: HtmlInputElement = root.query_selector("input").unwrap().unwrap().unchecked_into();
    assert!(input.checked());
    let area: web_sys::HtmlTextAreaElement =
        root.query_selector("textarea").unwrap().unwrap().unchecked_into();
    assert_eq!(area.value(), "w");
}

#[wasm_bindgen_test]
async fn children_stand_in_their_order_whatever_they_are() {
    let some = |n: usize| html! { <b>{ n }</b> };
    let root = draw_html(html! {
        <ul>
            { "a" }
            { Some(some(1)) }
            { None::<Html> }
            { (2..4).map(some).collect::<Vec<_>>() }
            { Vec::<Html>::new() }
            { for (4..6).map(some) }
            if true { <i /> { "z" } }
            if false { <i /> }
            <>{ "y" }<i /></>
        </ul>
    })
    .await;
    assert_eq!(markup(&root), "<ul>a<b>1</b><b>2</b><b>3</b><b>4</b><b>5</b><i></i>zy<i></i></ul>");
}
