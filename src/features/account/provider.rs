//! Linking a provider with one's space, to sign in there as well (S2, decision 38).

use crate::api::{ApiError, Call, Load, send_only, use_load_at};
use crate::app::provider::ToProvider;
use crate::app::shell::Failure;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{self, Button, Heading, Notice, NoticeKind, Skeleton, Soft, Stack};
use contract::identity::{BEGIN_PROVIDER_LINK, GET_IDENTITY, IdentityView, UNLINK_IDENTITY};
use contract::session::Setting;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const UNLINKED: &str = "unlinked";

/// What people know the provider by, where there is a way to it: not on a kiosk, nor to whoever looks.
pub(super) fn label() -> Option<AttrValue> {
    let is_own = device::setting() != Setting::Kiosk && !device::is_from_desk();
    device::page_data("provider").filter(|_| is_own).map(AttrValue::from)
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ProviderProps {
    pub label: AttrValue,
}

#[component]
pub(super) fn Provider(props: &ProviderProps) -> Html {
    use_language();
    let n_unlinked = use_state_eq(|| 0_u32);
    let is_sending = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    let loaded = use_load_at::<IdentityView>(Call::new(&GET_IDENTITY), *n_unlinked);
    use_effect_with(*n_unlinked, |n_unlinked| {
        // The button that was pressed is gone.
        if *n_unlinked > 0 {
            ui::focus_field(UNLINKED);
        }
    });
    let on_failed = {
        let failed = failed.setter();
        Callback::from(move |error| failed.set(Some(error)))
    };
    let on_unlink = {
        let (n_unlinked, is_sending, on_failed) =
            (n_unlinked.clone(), is_sending.setter(), on_failed.clone());
        let failed = failed.setter();
        move |_: MouseEvent| {
            is_sending.set(true);
            failed.set(None);
            let (n_unlinked, is_sending, on_failed) =
                (n_unlinked.clone(), is_sending.clone(), on_failed.clone());
            spawn_local(async move {
                match send_only(&Call::new(&UNLINK_IDENTITY)).await {
                    Ok(_) => n_unlinked.set(*n_unlinked + 1),
                    Err(error) => on_failed.emit(error),
                }
                is_sending.set(false);
            });
        }
    };
    let named = [("provider", props.label.as_str())];
    let content = match &loaded.load {
        Load::There(view) => match view.linked_at {
            Some(at) => html! {
                <Stack key="linked">
                    <p>{ t_with("identity.since", &[named[0], ("day", &i18n::date(at))]) }</p>
                    <div class="mt-cluster">
                        <Button id="unlink" waiting={*is_sending} on_click={on_unlink}>
                            { t_with("identity.unlink", &named) }
                        </Button>
                    </div>
                </Stack>
            },
            None => html! {
                <Stack key="free">
                    <p>{ t_with("identity.text", &named) }</p>
                    <Soft>{ t_with("identity.told", &named) }</Soft>
                    <div class="mt-cluster">
                        <ToProvider endpoint={&BEGIN_PROVIDER_LINK} {on_failed}>
                            { t_with("identity.link", &named) }
                        </ToProvider>
                    </div>
                </Stack>
            },
        },
        Load::Failed(error) => {
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={3} /> },
    };
    html! {
        <Stack>
            <Heading>{ t_with("identity.enter", &named) }</Heading>
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(words(error)) }</p></Notice>
                } else if *n_unlinked > 0 {
                    <p id={UNLINKED} tabindex="-1">{ t_with("identity.unlinked", &named) }</p>
                }
            </div>
            { content }
        </Stack>
    }
}

fn words(error: &ApiError) -> &'static str {
    if error.code() == Some(contract::ErrorCode::ProviderAway) {
        "identity.away.text"
    } else {
        "identity.refused.text"
    }
}
