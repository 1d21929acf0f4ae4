//! What an action sheet says about itself.

use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::More;
use domain::pathway::ActionSheet;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct SheetDetailsProps {
    pub sheet: ActionSheet,
}

/// Who offers it, how long it takes, and its steps behind a native `details`.
#[component]
pub(super) fn SheetDetails(props: &SheetDetailsProps) -> Html {
    use_language();
    let sheet = &props.sheet;
    html! {
        <More label={t("pathway.steps")} describes={t_with("pathway.act.for", &[("title", &sheet.title)])}>
            <ol class="mt-numbered">{ for sheet.steps.iter().map(|step| html! { <li key={step.clone()}>{ step.clone() }</li> }) }</ol>
            <p>{ t_with("pathway.by", &[("by", &sheet.by)]) }</p>
            <p>{ t_n("pathway.effort", u32::from(sheet.hours)) }</p>
        </More>
    }
}
