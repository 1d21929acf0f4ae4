//! What the list of a part holds already, each to be changed or taken away.

use super::ask::titles;
use super::state::{After, Event, State};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind, Card};
use domain::cv::PartKey;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct ItemsProps {
    pub state: UseReducerHandle<State>,
}

/// While one of them is in the fields, only that one is there to think of.
#[component]
pub(super) fn Items(props: &ItemsProps) -> Html {
    use_language();
    let state = &props.state;
    // Suggested skills are there already, as ticks.
    let is_idea = |title: &str| {
        state.view.ideas.iter().any(|idea| state.key() == PartKey::Skills && idea.text == title)
    };
    let titles = titles(&state.kept).into_iter().enumerate();
    let titles = titles.filter(|(_, title)| state.at.is_none() && !is_idea(title));
    let titles: Vec<_> = titles.collect();
    let item = |(at, title): (usize, String)| {
        let press = |event: Event| {
            let dispatch = state.dispatcher();
            move |_: MouseEvent| dispatch.dispatch(event.clone())
        };
        let describes = AttrValue::from([" : ", &title].concat());
        html! {
            <Card key={at}>
                <p lang="fr"><strong>{ title }</strong></p>
                <div class="mt-cluster">
                    <Button kind={ButtonKind::Quiet} icon="pencil" describes={describes.clone()} on_click={press(Event::Change(at))}>
                        { t("cv.change") }
                    </Button>
                    <Button
                        kind={ButtonKind::Plain}
                        {describes}
                        waiting={state.errand.is_some()}
                        on_click={press(Event::Remove(at))}
                    >
                        { t("cv.remove") }
                    </Button>
                </div>
            </Card>
        }
    };
    let restore = {
        let dispatch = state.dispatcher();
        move |_| dispatch.dispatch(Event::Restore)
    };
    let is_gone = state.done == Some(After::Removed) && state.before.is_some();
    let is_empty = titles.is_empty() && !is_gone;
    html! {
        <div class="mt-stack" hidden={is_empty}>
            { for titles.into_iter().map(item) }
            <div key="restore" hidden={!is_gone}>
                <Button on_click={restore}>{ t("cv.restore") }</Button>
            </div>
        </div>
    }
}
