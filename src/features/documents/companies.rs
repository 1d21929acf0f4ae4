//! The companies of a jobs dating that one talks with, and whether each may have a file.

use super::state::{Errand, Event, State};
use crate::i18n::{t_with, use_language};
use crate::ui::{Button, Icon};
use contract::documents::DocumentView;
use contract::documents::company::CompanyChoice;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct CompaniesProps {
    pub document: DocumentView,
    pub companies: Vec<CompanyChoice>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Companies(props: &CompaniesProps) -> Html {
    use_language();
    let CompaniesProps { document, companies, state } = props;
    let waiting = state.errand.as_ref().is_some_and(|errand| *errand.about() == document.id);
    let one = |company: &CompanyChoice| {
        let is_shared = document.companies.contains(&company.id);
        let with_name = |key: &'static str| t_with(key, &[("name", &company.name)]);
        let (icon, words, act) = if is_shared {
            ("eye", "documents.company.shared", "documents.company.unshare")
        } else {
            ("lock", "documents.company.own", "documents.company.share")
        };
        let on_click = {
            let (dispatch, id, company) = (state.dispatcher(), document.id.clone(), company.id.clone());
            move |_| {
                let (id, company) = (id.clone(), company.clone());
                dispatch.dispatch(Event::Asked(if is_shared {
                    Errand::UnshareWith(id, company)
                } else {
                    Errand::ShareWith(id, company)
                }));
            }
        };
        html! {
            <div key={company.id.to_string()} class="mt-stack mt-stack--tight">
                <ul class="mt-list">
                    <li class="mt-list__item"><Icon name={icon} /><span>{ with_name(words) }</span></li>
                </ul>
                <div class="mt-cluster">
                    <Button {waiting} describes={[" : ", &document.name].concat()} {on_click}>{ with_name(act) }</Button>
                </div>
            </div>
        }
    };
    html! { <div class="mt-stack">{ for companies.iter().map(one) }</div> }
}
