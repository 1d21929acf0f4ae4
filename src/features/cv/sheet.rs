//! What the paper will look like, line by line, and making it.

use super::page::CvPage;
use crate::api::{ApiError, Call, new_key, send};
use crate::device;
use crate::i18n::{t, use_language};
use crate::routes::{self, Route};
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, Soft};
use contract::cv::{CvView, GET_CV_PHOTO, MAKE_CV, SheetLine, SheetLineKind};
use contract::documents::DocumentList;
use domain::cv::{Cv, Lack, PartKey, lacks, suggest_next};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct SheetProps {
    pub view: Rc<CvView>,
    pub cv: Rc<Cv>,
}

#[component]
pub(super) fn Sheet(props: &SheetProps) -> Html {
    use_language();
    let lacks = lacks(&props.cv);
    // i18n: cv.lacks.*
    let missing = lacks.first().map(|lack| match lack {
        Lack::Name => t("cv.lacks.name"),
        Lack::Reach => t("cv.lacks.reach"),
    });
    let to = |key: PartKey| CvPage::Part(key).href();
    let advice = suggest_next(&props.cv).filter(|_| missing.is_none());
    // i18n: cv.advice.*
    let advice = advice.map(|key| (t(&["cv.advice.", key.as_str()].concat()), to(key)));
    html! {
        <div class="mt-stack mt-stack--wide">
            if let Some(missing) = missing {
                <Notice key="missing" title={missing}>
                    <LinkButton kind={ButtonKind::Primary} href={to(PartKey::Contact)}>{ t("cv.lacks.go") }</LinkButton>
                </Notice>
            } else {
                <Make key="make" />
            }
            if !props.view.sheet.is_empty() {
                <article key="sheet" class="mt-cv" lang="fr" aria-label={t("cv.sheet.label")}>
                    { for blocks(&props.view.sheet) }
                </article>
            }
            if let Some((text, href)) = advice {
                <Notice key="advice">
                    <div class="mt-stack mt-stack--tight">
                        <p>{ text }</p>
                        <LinkButton {href}>{ t("cv.advice.go") }</LinkButton>
                    </div>
                </Notice>
            }
            <div key="change" class="mt-cluster">
                <LinkButton icon="pencil" href={CvPage::Start.href()}>{ t("cv.sheet.change") }</LinkButton>
                if props.view.photo_at.is_none() && !device::is_from_desk() {
                    <LinkButton key="photo" icon="user-round" href={CvPage::Photo.href()}>{ t("cv.photo.add") }</LinkButton>
                }
            </div>
        </div>
    }
}

/// Bullets that follow each other are one list.
fn blocks(lines: &[SheetLine]) -> Vec<Html> {
    let is_bullet = |line: &SheetLine| line.kind == SheetLineKind::Bullet;
    let groups = lines.chunk_by(|one, next| is_bullet(one) && is_bullet(next));
    groups.enumerate().map(|(n, group)| block(n, group)).collect()
}

fn block(n: usize, group: &[SheetLine]) -> Html {
    let text = group.first().map(|line| line.text.clone()).unwrap_or_default();
    match group.first().map_or(SheetLineKind::Text, |line| line.kind) {
        SheetLineKind::Name => html! { <p key={n} class="mt-cv__name">{ text }</p> },
        SheetLineKind::Photo => {
            html! { <img key={n} class="mt-cv__photo" src={GET_CV_PHOTO.path} alt={text} /> }
        }
        SheetLineKind::Section => html! { <h2 key={n} class="mt-cv__section">{ text }</h2> },
        SheetLineKind::Item => html! { <h3 key={n} class="mt-cv__item">{ text }</h3> },
        SheetLineKind::Bullet => html! {
            <ul key={n} class="mt-cv__list">
                { for group.iter().enumerate().map(|(n, line)| html! { <li key={n}>{ line.text.clone() }</li> }) }
            </ul>
        },
        SheetLineKind::Lead | SheetLineKind::Text | SheetLineKind::Note => html! { <p key={n}>{ text }</p> },
    }
}

/// Makes the paper, and goes to where it is.
#[component]
fn Make() -> Html {
    use_language();
    let is_asked = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    // Pressed again after a lost answer, it is the same paper and no second file.
    let key = use_mut_ref(new_key);
    let on_click = {
        let (is_asked, failed) = (is_asked.clone(), failed.clone());
        move |_| {
            let (is_asked, failed, key) = (is_asked.setter(), failed.setter(), key.clone());
            is_asked.set(true);
            failed.set(None);
            spawn_local(async move {
                let call = Call::new(&MAKE_CV).key(&key.borrow());
                match send::<DocumentList>(&call).await {
                    Ok(_) => routes::navigate(&Route::Documents),
                    Err(error) => {
                        if error.code().is_some() {
                            key.replace(new_key());
                        }
                        failed.set(Some(error));
                    }
                }
                is_asked.set(false);
            });
        }
    };
    let waiting = *is_asked;
    html! {
        <div class="mt-stack">
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Button kind={ButtonKind::Primary} icon="file-text" {waiting} {on_click}>
                { t(if waiting { "workshops.act.waiting" } else { "cv.make" }) }
            </Button>
            <Soft>{ t("cv.make.more") }</Soft>
        </div>
    }
}
