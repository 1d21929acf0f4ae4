//! What the server says back about answers: that another device did otherwise, or that one cannot be taken.

pub mod notices;

use crate::app::later::later_piece;
use crate::drafts::use_drafts;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::rest::TROUBLE;
use domain::questionnaire::StepKey;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TroubleProps {
    pub stock: Handle,
    /// The step on screen; `None` on pages that are about all of them.
    pub step: Option<StepKey>,
}

/// What is said of it, where something is. A component of its own, so that the page is not drawn again at each save.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let drafts = use_drafts();
    let is_any = !drafts.conflicts().is_empty()
        || !drafts.left_over().is_empty()
        || !drafts.removed().is_empty()
        || !drafts.refusals().is_empty();
    html! {
        <div role="status">
            if is_any {
                { later_piece(&TROUBLE, (props.stock.clone(), drafts, props.step.clone())) }
            }
        </div>
    }
}
