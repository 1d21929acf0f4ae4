//! Who follows the person: social and employment accompaniment side by side (P6).

use crate::app::shell::{OtherWays, phone_row};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Heading, Row, Rows};
use contract::pathway::FollowUpView;
use contract::session::Contact;
use domain::time::Timestamp;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct TeamProps {
    pub team: Vec<FollowUpView>,
    pub referent: Option<Contact>,
    /// Since when it is them, when that has changed.
    pub since: Option<Timestamp>,
}

/// The two sides, then the référent and the place where neither side is theirs: there is always someone to call.
#[component]
pub(super) fn Team(props: &TeamProps) -> Html {
    use_language();
    let is_named = |name: &str| {
        props.team.iter().any(|one| one.contact.as_ref().is_some_and(|contact| contact.name == name))
    };
    let needs_others = props.referent.as_ref().is_none_or(|referent| !is_named(&referent.name));
    html! {
        <div class="mt-stack">
            if let Some((referent, since)) = props.referent.as_ref().zip(props.since) {
                <p key="since">{ t_with("pathway.team.since", &[("name", &referent.name), ("day", &i18n::date(since))]) }</p>
            }
            <div class="mt-team">{ for props.team.iter().map(one) }</div>
            <div>
                if needs_others {
                    <OtherWays referent={props.referent.clone()} />
                }
            </div>
        </div>
    }
}

fn one(follow_up: &FollowUpView) -> Html {
    html! {
        <div class="mt-card mt-stack" key={follow_up.title.clone()}>
            <div class="mt-stack mt-stack--tight">
                <Heading level={3}>{ follow_up.title.clone() }</Heading>
                <p>{ follow_up.does.clone() }</p>
            </div>
            <div>
                if let Some(contact) = &follow_up.contact {
                    <Rows calm={true}>
                        { phone_row(&contact.name, &contact.phone, None) }
                        <Row key="place" icon="map-pin" name={t("shell.place")} more={contact.place.clone()} />
                    </Rows>
                } else {
                    <p class="mt-soft">{ t("pathway.team.nobody") }</p>
                }
            </div>
        </div>
    }
}
