//! An idea, with every reason for it (Q11).

use super::sheet::SheetDetails;
use crate::api::ApiError;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Heading, Notice, NoticeKind, Tag, TagKind};
use contract::pathway::{ReasonView, SuggestionView};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct SuggestionCardProps {
    pub suggestion: SuggestionView,
    pub is_waiting: bool,
    pub failed: Option<ApiError>,
    pub on_choose: Callback<()>,
}

#[component]
pub(super) fn SuggestionCard(props: &SuggestionCardProps) -> Html {
    use_language();
    let sheet = &props.suggestion.sheet;
    let on_choose = props.on_choose.clone();
    let id = AttrValue::from(["sheet-", sheet.id.as_str()].concat());
    html! {
        <div class="mt-card mt-stack" {id} tabindex="-1">
            <div>
                if sheet.urgent {
                    <Tag kind={TagKind::Warm}>{ t("pathway.urgent") }</Tag>
                }
                <Heading level={3}>{ sheet.title.clone() }</Heading>
            </div>
            <ul class="mt-stack mt-stack--tight">{ for props.suggestion.reasons.iter().map(reason) }</ul>
            <SheetDetails sheet={sheet.clone()} />
            <div role="status">
                if let Some(error) = &props.failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Button
                waiting={props.is_waiting}
                on_click={move |_| on_choose.emit(())}
                describes={t_with("pathway.act.for", &[("title", &sheet.title)])}
            >
                { if props.is_waiting { t("pathway.noting") } else { t("pathway.act.choose") } }
            </Button>
        </div>
    }
}

fn reason(reason: &ReasonView) -> Html {
    let about = [("subject", reason.subject.as_str()), ("question", reason.question.as_str())];
    html! {
        <li key={[reason.question.as_str(), &reason.answer].concat()}>
            <p>{ t_with("pathway.because", &[("answer", &reason.answer)]) }</p>
            <p class="mt-small mt-soft">{ t_with("pathway.because.subject", &about) }</p>
        </li>
    }
}
