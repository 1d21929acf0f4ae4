//! The CV maker's pages: where one stands, a part, the paper.

use super::editor::Editor;
use super::page::CvPage;
use super::photo::PhotoPage;
use super::sheet::Sheet;
use crate::api::{Call, Load, use_load, use_session};
use crate::app::shell::{Failure, NotFoundScreen, Place};
use crate::i18n::{t, use_language};
use crate::routes::Route;
use crate::ui::{ButtonKind, Lead, LinkButton, Row, Rows, Skeleton, Soft, Title};
use contract::cv::{CvView, GET_CV};
use contract::messages::{GET_REACH, ReachView};
use domain::cv::{Contact, Cv, Part, PartKey};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct CvMakerProps {
    pub page: Option<AttrValue>,
}

#[component]
pub fn CvMaker(props: &CvMakerProps) -> Html {
    match CvPage::parse(props.page.as_deref()) {
        Some(page) => html! { <Maker {page} /> },
        None => html! { <NotFoundScreen /> },
    }
}

#[derive(PartialEq, Properties)]
struct MakerProps {
    page: CvPage,
}

#[component]
fn Maker(props: &MakerProps) -> Html {
    use_language();
    let session = use_session();
    let loaded = use_load::<CvView>(Call::new(&GET_CV));
    let reach = use_load::<ReachView>(Call::new(&GET_REACH));
    let referent = session.person().and_then(|me| me.referent.clone());
    // How one is reached is known already, perhaps: without it the page waits for nothing.
    let is_reach_known = !matches!(reach.load, Load::UnderWay);
    let content = match &loaded.load {
        Load::There(view) if is_reach_known => {
            let first = first(view.name.clone(), reach.load.value());
            page(props.page, view, first, &loaded.again)
        }
        Load::Failed(error) => html! {
            <Failure key="failed" error={error.clone()} on_retry={loaded.again.clone()} {referent} />
        },
        Load::There(_) | Load::UnderWay => {
            html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> }
        }
    };
    html! {
        <Place here={Route::Account}>
            <Title>{ t(title_key(props.page)) }</Title>
            { content }
        </Place>
    }
}

/// What is known of the person already.
fn first(name: String, reach: Option<&Rc<ReachView>>) -> Part {
    let (phone, email) = reach.map(|reach| (reach.phone.clone(), reach.email.clone())).unwrap_or_default();
    Part::Contact(Contact { name, phone, email, town: String::new() })
}

fn page(page: CvPage, view: &Rc<CvView>, first: Part, again: &Callback<()>) -> Html {
    let cv = Rc::new(Cv::of(view.parts.iter().map(|kept| kept.part.clone())));
    match page {
        CvPage::Start => html! { <Start key="start" {cv} has_photo={view.photo_at.is_some()} /> },
        CvPage::Part(part) => html! {
            <Editor
                key={part.as_str()}
                key_of={part}
                view={view.clone()}
                first={(part == PartKey::Contact).then_some(first)}
                again={again.clone()}
            />
        },
        CvPage::Photo => html! { <PhotoPage key="photo" since={view.photo_at} again={again.clone()} /> },
        CvPage::Sheet => html! { <Sheet key="sheet" view={view.clone()} {cv} /> },
    }
}

pub(super) const fn title_key(page: CvPage) -> &'static str {
    match page {
        CvPage::Start => "page.cv",
        CvPage::Part(PartKey::Contact) => "cv.part.contact",
        CvPage::Part(PartKey::Wish) => "cv.part.wish",
        CvPage::Part(PartKey::Jobs) => "cv.part.jobs",
        CvPage::Part(PartKey::Doings) => "cv.part.doings",
        CvPage::Part(PartKey::Skills) => "cv.part.skills",
        CvPage::Part(PartKey::Training) => "cv.part.training",
        CvPage::Part(PartKey::Languages) => "cv.part.languages",
        CvPage::Part(PartKey::More) => "cv.part.more",
        CvPage::Photo => "cv.photo",
        CvPage::Sheet => "cv.sheet",
    }
}

#[derive(PartialEq, Properties)]
struct StartProps {
    cv: Rc<Cv>,
    has_photo: bool,
}

/// The parts with what is in them; one begins with the first that is empty. The photo is no part: nothing is missing without.
#[component]
fn Start(props: &StartProps) -> Html {
    use_language();
    let cv = &props.cv;
    let to = |key: PartKey| CvPage::Part(key).href();
    let empty = PartKey::ALL.iter().copied().find(|key| cv.is_empty(*key));
    let is_new = PartKey::ALL.iter().all(|key| cv.is_empty(*key));
    let (words, href) = match empty {
        Some(key) if is_new => ("cv.begin", to(key)),
        Some(key) => ("cv.go-on", to(key)),
        None => ("cv.see", CvPage::Sheet.href()),
    };
    let row = |key: &PartKey| {
        let lines = cv.lines(*key);
        let more = match (lines.is_empty(), cv.is_empty(*key)) {
            (false, _) => AttrValue::from(lines.join(", ")),
            (true, false) => t("cv.filled"),
            (true, true) => t("cv.empty"),
        };
        html! { <Row key={key.as_str()} icon={icon(*key)} name={t(title_key(CvPage::Part(*key)))} {more} href={to(*key)} /> }
    };
    html! {
        <div class="mt-stack mt-stack--wide">
            <Lead>{ t("cv.lead") }</Lead>
            <Soft>{ t("cv.needed") }</Soft>
            <div class="mt-cluster">
                <LinkButton key="go" kind={ButtonKind::Primary} {href}>{ t(words) }</LinkButton>
                if !is_new && empty.is_some() {
                    <LinkButton key="see" icon="eye" href={CvPage::Sheet.href()}>{ t("cv.see") }</LinkButton>
                }
            </div>
            <Rows>
                { for PartKey::ALL.iter().map(row) }
                <Row
                    key="photo"
                    icon="user-round"
                    name={t("cv.photo")}
                    more={t(if props.has_photo { "cv.filled" } else { "cv.photo.none" })}
                    href={CvPage::Photo.href()}
                />
            </Rows>
        </div>
    }
}

const fn icon(key: PartKey) -> &'static str {
    match key {
        PartKey::Contact => "phone",
        PartKey::Wish => "search",
        PartKey::Jobs => "briefcase",
        PartKey::Doings => "heart-handshake",
        PartKey::Skills => "hammer",
        PartKey::Training => "book-open-text",
        PartKey::Languages => "globe",
        PartKey::More => "bus",
    }
}
