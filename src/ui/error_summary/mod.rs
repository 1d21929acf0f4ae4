//! All problems of a page, on top, before the title. It takes focus when problems arrive; each line goes to its field.
//! Not for network trouble: that is a notice.

use yew::prelude::*;

use super::focus::focus_field;

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Id of the field that gets focus.
    pub field: AttrValue,
    pub text: AttrValue,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ErrorSummaryProps {
    /// "2 choses à corriger".
    pub title: AttrValue,
    /// Empty: nothing is shown.
    pub problems: Vec<Problem>,
    /// Changes with every attempt, so that the same problems take focus again.
    #[prop_or_default]
    pub attempt: u32,
}

#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((props.attempt, props.problems.clone()), move |(_, problems)| {
            if let Some(element) = place.cast::<web_sys::HtmlElement>().filter(|_| !problems.is_empty()) {
                let _ = element.focus();
            }
        });
    }
    html! {
        <div class="mt-errors" role="alert" tabindex="-1" ref={place} hidden={props.problems.is_empty()}>
            if !props.problems.is_empty() {
                <h2 class="mt-errors__title">{ props.title.clone() }</h2>
                <ul>
                    { for props.problems.iter().map(line) }
                </ul>
            }
        </div>
    }
}

fn line(problem: &Problem) -> Html {
    let field = problem.field.clone();
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        focus_field(&field);
    };
    let href = super::part_id("#", &problem.field);
    html! {
        <li key={problem.field.to_string()}><a class="mt-errors__link" {href} {onclick}>{ problem.text.clone() }</a></li>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
