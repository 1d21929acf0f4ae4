//! Skills that many have and few would call so: one tick each.

use super::state::{Event, State};
use crate::i18n::{t, use_language};
use crate::ui::{Card, Choice, ChoiceGroup, ChoiceKind, More};
use contract::cv::SkillIdea;
use yew::prelude::*;

/// So many are shown at once; the others are a touch away.
const N_FIRST: usize = 6;

#[derive(PartialEq, Properties)]
pub(super) struct IdeasProps {
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Ideas(props: &IdeasProps) -> Html {
    use_language();
    let state = &props.state;
    // Their order is that of the first look: what is ticked must not move away.
    let ideas = use_memo((), |()| state.view.ideas.clone());
    let idea = |(n, idea): (usize, &SkillIdea)| {
        let (dispatch, of) = (state.dispatcher(), idea.clone());
        html! {
            <Choice
                key={n}
                id={["idea-", &n.to_string()].concat()}
                name="ideas"
                kind={ChoiceKind::Check}
                label={idea.text.clone()}
                checked={state.has_skill(&idea.text)}
                on_change={move |is_ticked| dispatch.dispatch(Event::Ticked(of.clone(), is_ticked))}
            />
        }
    };
    let numbered: Vec<_> = ideas.iter().enumerate().collect();
    let (first, others) = numbered.split_at(N_FIRST.min(numbered.len()));
    html! {
        <Card>
            <ChoiceGroup id="ideas" legend={t("cv.ideas")} hint={t("cv.ideas.hint")}>
                <div class="mt-stack mt-stack--tight" lang="fr">{ for first.iter().copied().map(idea) }</div>
            </ChoiceGroup>
            <More label={t("cv.ideas.more")}>
                <div class="mt-stack mt-stack--tight" lang="fr">{ for others.iter().copied().map(idea) }</div>
            </More>
        </Card>
    }
}
