//! The staff desk: sign in, the people one follows, one of them before a meeting, the workshops, the months, the forum
//! and its door, whom to call, who follows whom, what people ask about what is kept of
//! them.
//!
//! Must never know: the person's features. Its addresses are in [`place`]; a name never stands in one.

mod assign;
mod calls;
mod cancel;
mod cards;
mod caseload;
mod client;
mod door;
mod forum;
mod import;
mod kiosks;
mod log;
mod pathway;
pub mod place;
mod programme;
mod provider;
mod purpose;
mod reading;
mod rights;
mod setup;
mod sign_in;
pub mod state;
mod team;
mod typed;
mod words;
mod workshops;
mod writing;

use crate::api::{ApiError, Call, send, send_only};
use crate::app::shell::Failure;
use crate::i18n::{LanguageProvider, t, use_language};
use crate::routes;
use crate::ui::{Screen, ScreenKind, Skeleton, Title, Tool, TopBar, brand, focus_title};
use calls::CallsPage;
use cards::CardPage;
use caseload::{Asked, Caseload};
use client::ClientPage;
use contract::provider::FINISH_PROVIDER_SIGN_IN;
use contract::staff::{END_STAFF_SESSION, GET_STAFF_ME, StaffMe, StaffRole};
use door::DoorPage;
use kiosks::KiosksPage;
use place::{Part, Place, use_place};
use setup::SetupPage;
use sign_in::SignIn;
use state::{Event, Staff, Who};
use std::rc::Rc;
use team::TeamPage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The desk.
#[component]
pub fn Desk() -> Html {
    html! { <LanguageProvider><Room /></LanguageProvider> }
}

#[component]
fn Room() -> Html {
    let language = use_language();
    let staff = use_reducer_eq(Staff::default);
    let place = use_place();
    let asked = use_state_eq(Asked::default);
    let is_shown = staff.me().is_some() || place == Place::Setup;
    let key = if is_shown { place.title_key() } else { "desk.sign-in.title" };
    use_effect_with((key, language.code), |(key, _)| routes::set_title(&t(key)));
    {
        let dispatch = staff.dispatcher();
        use_effect_with(staff.who == Who::Unknown, move |is_unknown| {
            if *is_unknown {
                spawn_local(async move {
                    dispatch.dispatch(match provider::take_back() {
                        Some(returned) => {
                            match send(&Call::new(&FINISH_PROVIDER_SIGN_IN).body(&returned)).await {
                                Ok(me) => Event::Found(Rc::new(me)),
                                Err(error) => Event::TurnedAway(error),
                            }
                        }
                        None => match send::<StaffMe>(&Call::new(&GET_STAFF_ME)).await {
                            Ok(me) => Event::Found(Rc::new(me)),
                            Err(error) => Event::NotFound(error),
                        },
                    });
                });
            }
        });
    }
    let was_known = use_mut_ref(|| false);
    use_effect_with(staff.is_in(), move |is_in| {
        // Coming in and going out are pages, too; the first has the browser's own focus.
        if is_in.is_some() && was_known.replace(true) {
            focus_title();
        }
    });
    let dispatch = staff.dispatcher();
    match &staff.who {
        Who::Unknown => html! {
            <Frame staff={staff.clone()}><Skeleton label={t("shell.loading")} lines={4} /></Frame>
        },
        // A door stands alone: it needs nobody to be signed in, and says itself what it cannot send.
        Who::Away(_) if place == Place::Door => door_page(&staff),
        Who::Away(error) => {
            let on_retry = Callback::from(move |()| dispatch.dispatch(Event::Asking));
            html! {
                <Frame staff={staff.clone()}>
                    <Title>{ t("shell.away.title") }</Title>
                    <Failure error={error.clone()} {on_retry} />
                </Frame>
            }
        }
        Who::Nobody { expired } => {
            if place == Place::Setup {
                let on_signed_in = Callback::from(move |me| {
                    dispatch.dispatch(Event::Found(me));
                    place::open(&Place::Caseload);
                });
                return html! { <SetupPage {on_signed_in} /> };
            }
            let on_signed_in = Callback::from(move |me| dispatch.dispatch(Event::Found(me)));
            html! { <SignIn expired={*expired} {on_signed_in} /> }
        }
        Who::TurnedAway(error) => {
            let on_signed_in = Callback::from(move |me| dispatch.dispatch(Event::Found(me)));
            html! { <SignIn expired=false turned_away={error.clone()} {on_signed_in} /> }
        }
        // Without the parts of the desk: on a phone at an entrance the sign and the camera need the room.
        Who::Here(_) if place == Place::Door => door_page(&staff),
        Who::Here(me) => {
            let on_lost = Callback::from(move |()| dispatch.dispatch(Event::Lost));
            let page = match &place {
                Place::Caseload => html! { <Caseload {asked} role={me.role} {on_lost} /> },
                Place::Person(id) => html! { <ClientPage key={id.to_string()} id={id.clone()} {on_lost} /> },
                Place::Card(id) if me.role == StaffRole::Coordinator => {
                    html! { <CardPage key={id.to_string()} id={id.clone()} {on_lost} /> }
                }
                Place::Import | Place::ImportReport(_) if me.role == StaffRole::Coordinator => {
                    import::page(&place, on_lost)
                }
                Place::Referent(id) if me.role == StaffRole::Coordinator => {
                    html! { <assign::PersonPage key={id.to_string()} id={id.clone()} {on_lost} /> }
                }
                Place::Card(_) | Place::Import | Place::ImportReport(_) | Place::Referent(_) => {
                    html! { <Caseload {asked} role={me.role} {on_lost} /> }
                }
                Place::Calls => html! { <CallsPage role={me.role} {on_lost} /> },
                // What only a coordinator may do is not there for others, as the server says too.
                place if place.part() == Part::Office && me.role == StaffRole::Coordinator => {
                    office(place, on_lost)
                }
                place if place.part() == Part::Office || *place == Place::Setup => {
                    html! { <Caseload {asked} role={me.role} {on_lost} /> }
                }
                place if place.part() == Part::Months => programme::page(place, me.role, on_lost),
                place if place.part() == Part::Forum => forum::page(place, me.role, on_lost),
                _ => workshops::page(&place, me.role, on_lost),
            };
            html! { <Frame staff={staff.clone()} place={place.clone()}>{ page }</Frame> }
        }
    }
}

/// A page of what a coordinator looks after.
fn office(place: &Place, on_lost: Callback<()>) -> Html {
    match place {
        Place::Log => html! { <log::LogPage {on_lost} /> },
        Place::Unassigned => html! { <assign::UnassignedPage {on_lost} /> },
        Place::Assignment(id) => {
            html! { <assign::AccountPage key={id.to_string()} id={id.clone()} {on_lost} /> }
        }
        Place::Kiosks => html! { <KiosksPage {on_lost} /> },
        Place::Rights | Place::RightsRequest(_) => rights::page(place, on_lost),
        _ => html! { <TeamPage {on_lost} /> },
    }
}

/// The same whether someone is signed in or nobody can be asked, so that it goes on when that changes.
fn door_page(staff: &UseReducerHandle<Staff>) -> Html {
    let dispatch = staff.dispatcher();
    let on_lost = Callback::from(move |()| dispatch.dispatch(Event::Lost));
    html! { <Frame staff={staff.clone()}><DoorPage {on_lost} /></Frame> }
}

#[derive(PartialEq, Properties)]
struct FrameProps {
    staff: UseReducerHandle<Staff>,
    /// Once someone is signed in: which part of the desk this is.
    #[prop_or_default]
    place: Option<Place>,
    children: Html,
}

/// The bar with who is signed in and the way out, and the page under it.
#[component]
fn Frame(props: &FrameProps) -> Html {
    use_language();
    let failed = use_state_eq(|| None::<ApiError>);
    let on_leave = {
        let (dispatch, failed) = (props.staff.dispatcher(), failed.setter());
        move |_| {
            let (dispatch, failed) = (dispatch.clone(), failed.clone());
            spawn_local(async move {
                match send_only(&Call::new(&END_STAFF_SESSION)).await {
                    Ok(_) => dispatch.dispatch(Event::Left),
                    Err(error) if state::is_session_lost(&error) => dispatch.dispatch(Event::Left),
                    Err(error) => failed.set(Some(error)),
                }
            });
        }
    };
    let me = props.staff.me();
    let end = match me {
        Some(me) => html! {
            <>
                <span>{ me.name.clone() }{ ", " }{ t(role_key(me.role)) }</span>
                <Tool icon="log-out" label={t("desk.leave")} on_click={on_leave} />
            </>
        },
        None => html! { <crate::app::shell::LanguageTool /> },
    };
    let office = props.place.as_ref().filter(|place| place.part() == Part::Office);
    let office = office.filter(|_| me.is_some_and(|me| me.role == StaffRole::Coordinator));
    let start = html! {
        <>
            { brand("/staff/".into()) }
            if let Some(place) = &props.place {
                { parts(place, me.map(|me| me.role)) }
            }
        </>
    };
    html! {
        <Screen
            kind={ScreenKind::Place}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar {start} {end} /> }}
        >
            <div role="status">
                if let Some(error) = &*failed {
                    <crate::ui::Notice kind={crate::ui::NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></crate::ui::Notice>
                }
            </div>
            if let Some(place) = office {
                { office_parts(place) }
            }
            { props.children.clone() }
        </Screen>
    }
}

/// The parts of the desk.
fn parts(place: &Place, role: Option<StaffRole>) -> Html {
    let part = |to: Place, key: &'static str| {
        let is_here = to.part() == place.part();
        html! { <a class="mt-parts__link" href={to.href()} aria-current={is_here.then_some("page")}>{ t(key) }</a> }
    };
    html! {
        <nav class="mt-parts" aria-label={t("nav.label")}>
            { part(Place::Caseload, "desk.title") }
            { part(Place::Workshops, "desk.slots.title") }
            { part(Place::Months, "desk.months.title") }
            { part(Place::Forums, "desk.forum.title") }
            { part(Place::Calls, "desk.calls.title") }
            if role == Some(StaffRole::Coordinator) {
                { part(Place::Team, "desk.office.part") }
            }
        </nav>
    }
}

/// The parts of what a coordinator looks after.
fn office_parts(place: &Place) -> Html {
    let part = |to: Place, key: &'static str, is_here: bool| {
        html! { <a class="mt-parts__link" href={to.href()} aria-current={is_here.then_some("page")}>{ t(key) }</a> }
    };
    let is_rights = matches!(place, Place::Rights | Place::RightsRequest(_));
    html! {
        <nav class="mt-parts" aria-label={t("desk.office.part")}>
            { part(Place::Team, "desk.team.title", matches!(place, Place::Team | Place::Assignment(_))) }
            { part(Place::Unassigned, "desk.assign.part", *place == Place::Unassigned) }
            { part(Place::Log, "desk.log.title", *place == Place::Log) }
            { part(Place::Kiosks, "desk.kiosks.title", *place == Place::Kiosks) }
            { part(Place::Rights, "desk.rights.part", is_rights) }
        </nav>
    }
}

const fn role_key(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Referent => "desk.role.referent",
        StaffRole::Coordinator => "desk.role.coordinator",
    }
}

#[cfg(test)]
mod tests;
