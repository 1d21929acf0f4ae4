//! The person's own settings: language, who follows them, the way to their record, how they are told, what is
//! kept of them, closing the space.

mod health;
mod kept;
mod leave;
mod provider;
mod told;

use crate::api::use_session;
use crate::app::own_device::OwnDevice;
use crate::app::shell::{OtherWays, Place};
use crate::i18n::{t, use_language};
use crate::routes::{RecordPage, Route};
use crate::ui::{Choice, ChoiceGroup, ChoiceKind, Heading, Row, Rows, Stack, Title};
use kept::Kept;
use leave::Leave;
use provider::Provider;
use told::Told;
use yew::prelude::*;

#[component]
pub fn Account() -> Html {
    let language = use_language();
    let session = use_session();
    let referent = session.person().and_then(|me| me.referent.clone());
    let choice = |(code, name): &(AttrValue, AttrValue)| {
        let (wanted, choose) = (code.clone(), language.choose.clone());
        let on_change = Callback::from(move |is_chosen| {
            if is_chosen {
                choose.emit(wanted.clone());
            }
        });
        html! {
            <Choice
                key={code.to_string()}
                id={["language-", code].concat()}
                name="language"
                kind={ChoiceKind::Radio}
                label={name.clone()}
                checked={*code == language.code}
                {on_change}
            />
        }
    };
    html! {
        <Place here={Route::Account}>
            <Title>{ t("account.title") }</Title>
            <Stack>
                <Heading>{ t("account.who") }</Heading>
                <OtherWays {referent} />
            </Stack>
            <Stack>
                <Heading>{ t("account.record") }</Heading>
                <Rows>
                    <Row key="documents" icon="folder" name={t("page.documents")} href={Route::Documents.href()} />
                    { row(RecordPage::Answers, "file-text", "page.record-answers") }
                    { row(RecordPage::Sharing, "lock", "page.record-sharing") }
                    { row(RecordPage::Talks, "message-circle", "page.record-talks") }
                    { row(RecordPage::Looks, "eye", "page.record-looks") }
                </Rows>
            </Stack>
            <Told />
            if let Some(label) = provider::label() {
                <Provider key="provider" {label} />
            }
            <ChoiceGroup id="language" legend={t("account.language")}>
                { for language.offered.iter().map(choice) }
            </ChoiceGroup>
            <Kept />
            <OwnDevice />
            <Leave />
        </Place>
    }
}

fn row(page: RecordPage, icon: &'static str, name: &'static str) -> Html {
    html! { <Row key={name} {icon} name={t(name)} href={Route::Record(page).href()} /> }
}
