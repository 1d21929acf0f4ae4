//! What a workshop is: what one does there, leaves with, brings; how to get there; who looks after the children.

use crate::i18n::{t, t_n, use_language};
use crate::ui::{Card, Fact};
use contract::workshops::SlotDetail;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct MeansProps {
    pub detail: Rc<SlotDetail>,
}

#[component]
pub(super) fn Means(props: &MeansProps) -> Html {
    use_language();
    let detail = &props.detail;
    let slot = &detail.slot;
    let is_talk = slot.of_month.as_ref().is_some_and(|of| of.company.is_some());
    let bring = |thing: &String| html! { <Fact key={thing.clone()} icon="folder">{ thing.clone() }</Fact> };
    html! {
        <div class="mt-stack">
            <Card title={t("workshops.about")}>
                <p>{ detail.about.clone() }</p>
                <ul class="mt-stack mt-stack--tight">
                    <Fact key="outcome" icon="heart-handshake">
                        { t("workshops.outcome") }{ " " }<strong>{ slot.outcome.clone() }</strong>
                    </Fact>
                    <Fact key="long" icon="clock">{ t_n("workshops.long", u32::from(slot.duration_min)) }</Fact>
                    if !is_talk {
                        <Fact key="group" icon="users-round">{ t_n("workshops.group", slot.n_places) }</Fact>
                    }
                </ul>
            </Card>
            <Card title={t("workshops.bring")}>
                if detail.bring.is_empty() {
                    <p>{ t("workshops.bring.none") }</p>
                } else {
                    <ul class="mt-stack mt-stack--tight">{ for detail.bring.iter().map(bring) }</ul>
                }
            </Card>
            <Card title={t("workshops.where")}>
                <ul class="mt-stack mt-stack--tight">
                    <Fact key="address" icon="map-pin">
                        <strong>{ detail.venue.name.clone() }</strong><br />{ detail.venue.address.clone() }
                    </Fact>
                    <Fact key="access" icon="bus">{ detail.venue.access.clone() }</Fact>
                </ul>
            </Card>
            if slot.childcare || slot.school_hours {
                <Card key="children" title={t("workshops.children")}>
                    <ul class="mt-stack mt-stack--tight">
                        if slot.childcare {
                            <Fact key="care" icon="baby">{ t("workshops.childcare") }</Fact>
                        }
                        if slot.school_hours {
                            <Fact key="school" icon="book-open-text">{ t("workshops.school") }</Fact>
                        }
                    </ul>
                </Card>
            }
        </div>
    }
}
