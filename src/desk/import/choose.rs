//! What a list needs, a model of one, and choosing it.

use super::handing::Handing;
use crate::desk::place::Place;
use crate::i18n::{t, use_language};
use crate::ui::{ButtonKind, Card, Fact, Facts, Gap, Lead, Link, LinkButton, Stack, Title};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ChoosePageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ChoosePage(props: &ChoosePageProps) -> Html {
    use_language();
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Caseload.href()}>{ t("desk.import.back") }</Link></p>
            <Title>{ t("desk.import.title") }</Title>
            <Lead>{ t("desk.import.lead") }</Lead>
            <Card title={t("desk.import.needs")}>
                <Stack>
                    <Facts>
                        <Fact key="needed" icon="check">{ t("desk.import.needs.columns") }</Fact>
                        <Fact key="more" icon="info">{ t("desk.import.needs.more") }</Fact>
                        <Fact key="others" icon="lock">{ t("desk.import.needs.others") }</Fact>
                    </Facts>
                    <p>{ t("desk.import.save-as") }</p>
                    <p>
                        <LinkButton href={model()} icon="file-text" download={t("desk.import.model.file")}>
                            { t("desk.import.model") }
                        </LinkButton>
                    </p>
                </Stack>
            </Card>
            <Handing words="desk.import.choose" kind={ButtonKind::Primary} on_lost={props.on_lost.clone()} />
        </Stack>
    }
}

/// In UTF-8 with its mark, so that every program opens it as it is meant.
fn model() -> String {
    let text = ["\u{feff}", &t("desk.import.model.text")].concat();
    ["data:text/csv;charset=utf-8,", &String::from(js_sys::encode_uri_component(&text))].concat()
}
