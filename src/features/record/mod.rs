//! What the person has sent, who may read it, who has looked at it, and their wishes to talk (Q6, Q7, Q10, R3, S4).
//! Everything here is the person's own: they read all of it and change their mind about it.
//!
//! To add a page: a variant in `routes::RecordPage`, a file here, a row of the account page.

mod answers;
mod copy;
mod looks;
mod sharing;
mod talks;

use crate::routes::RecordPage;
use answers::AnswersPage;
use copy::CopyPage;
use looks::LooksPage;
use sharing::SharingPage;
use talks::TalksPage;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RecordProps {
    pub page: RecordPage,
}

/// The pages of the person's record.
#[component]
pub fn Record(props: &RecordProps) -> Html {
    match &props.page {
        RecordPage::Answers => html! { <AnswersPage /> },
        RecordPage::Copy(id) => html! { <CopyPage key={id.to_string()} id={id.clone()} /> },
        RecordPage::Sharing => html! { <SharingPage /> },
        RecordPage::Talks => html! { <TalksPage /> },
        RecordPage::Looks => html! { <LooksPage /> },
    }
}

/// The frame of a page: its name, and what it holds once it is there.
fn frame(title: Html, content: Html) -> Html {
    html! {
        <crate::app::shell::Place here={crate::routes::Route::Account}>
            <crate::ui::Title>{ title }</crate::ui::Title>
            <div class="mt-stack mt-stack--wide">{ content }</div>
        </crate::app::shell::Place>
    }
}

/// Why a page is not there, or that it is on its way.
fn not_there<T>(load: &crate::api::Load<T>, again: &Callback<()>) -> Html {
    match load {
        crate::api::Load::Failed(error) => html! {
            <crate::app::shell::Failure key="failed" error={error.clone()} on_retry={again.clone()} />
        },
        _ => {
            html! { <crate::ui::Skeleton key="loading" label={crate::i18n::t("shell.loading")} lines={6} /> }
        }
    }
}
