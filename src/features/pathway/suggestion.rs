//! An idea, with every reason for it (Q11), and the ideas that were put aside.

use super::said::said;
use super::sheet::SheetDetails;
use super::state::{Errand, Event, Part, State};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Heading, More, Soft, Stack, Tag, TagKind};
use contract::pathway::{PathwayView, ReasonView, SuggestionView};
use yew::prelude::*;

/// Ideas shown at once.
const N_SHOWN: usize = 3;

#[derive(PartialEq, Properties)]
pub(super) struct SuggestionsProps {
    pub view: std::rc::Rc<PathwayView>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Suggestions(props: &SuggestionsProps) -> Html {
    use_language();
    let SuggestionsProps { view, state } = props;
    let none = match view.last_submission {
        _ if !view.suggestions.is_empty() => "pathway.suggestions.text",
        Some(_) => "pathway.suggestions.all-chosen",
        None => "pathway.suggestions.none",
    };
    let card = |suggestion: &SuggestionView| card(suggestion, state, false);
    // The best come first; a long list would hide who follows the person, further down.
    let (first, more) = view.suggestions.split_at(view.suggestions.len().min(N_SHOWN));
    html! {
        <Stack>
            <Soft>{ t(none) }</Soft>
            <div role="status">{ said(state, &Part::Suggestions) }</div>
            { for first.iter().map(card) }
            <div hidden={more.is_empty()}>
                <More label={t_n("pathway.suggestions.more", count(more))}>
                    <Stack>{ for more.iter().map(card) }</Stack>
                </More>
            </div>
            <div hidden={view.put_aside.is_empty()}>
                <More label={t_n("pathway.aside", count(&view.put_aside))}>
                    <Stack>
                        <Soft>{ t("pathway.aside.text") }</Soft>
                        { for view.put_aside.iter().map(|suggestion| self::card(suggestion, state, true)) }
                    </Stack>
                </More>
            </div>
        </Stack>
    }
}

fn count(suggestions: &[SuggestionView]) -> u32 {
    u32::try_from(suggestions.len()).unwrap_or(u32::MAX)
}

fn card(suggestion: &SuggestionView, state: &UseReducerHandle<State>, is_aside: bool) -> Html {
    let sheet = &suggestion.sheet;
    let part = Part::Sheet(sheet.id.clone());
    let waiting = state.is_waiting(&part);
    let describes = t_with("pathway.act.for", &[("title", &sheet.title)]);
    let ask = |errand: Errand| {
        let dispatch = state.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Event::Asked(errand.clone())))
    };
    let (away, away_key) = if is_aside {
        (Errand::TakeBack(sheet.id.clone()), "pathway.act.back")
    } else {
        (Errand::PutAside(sheet.id.clone()), "pathway.act.aside")
    };
    html! {
        <div class="mt-card mt-stack" key={sheet.id.to_string()} id={part.id()} tabindex="-1">
            <div>
                if sheet.urgent {
                    <Tag kind={TagKind::Warm}>{ t("pathway.urgent") }</Tag>
                }
                <Heading level={3}>{ sheet.title.clone() }</Heading>
            </div>
            <ul class="mt-stack mt-stack--tight">{ for suggestion.reasons.iter().map(reason) }</ul>
            <SheetDetails sheet={sheet.clone()} />
            <div role="status">{ said(state, &part) }</div>
            <div class="mt-cluster">
                <Button {waiting} on_click={ask(Errand::Choose(sheet.id.clone()))} describes={describes.clone()}>
                    { if waiting { t("pathway.noting") } else { t("pathway.act.choose") } }
                </Button>
                <Button kind={ButtonKind::Plain} {waiting} on_click={ask(away)} {describes}>{ t(away_key) }</Button>
            </div>
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
