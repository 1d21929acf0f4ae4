//! Newer questions (Q13): what moving the draft to them keeps, what it cannot, and the person's word for it. Until then the
//! draft stays as it is.

use crate::api::{ApiError, Call, Load, send, use_load_at};
use crate::app::shell::Failure;
use crate::drafts::use_drafts;
use crate::features::questionnaire::aside::aside;
use crate::i18n::{t, t_n, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{
    Button, ButtonKind, Card, CardKind, Fact, Facts, Heading, Lead, LinkButton, Notice, NoticeKind, Skeleton,
    Title,
};
use contract::ErrorCode;
use contract::questionnaire::draft_tag;
use contract::session::Contact;
use contract::versions::{DraftMove, DroppedAnswer, GET_DRAFT_MOVE, MOVE_DRAFT, MoveDraft, MovedDraft};
use domain::questionnaire::DropReason;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NewQuestionsPageProps {
    pub referent: Option<Contact>,
    pub reload: Callback<()>,
}

#[component]
pub fn NewQuestionsPage(props: &NewQuestionsPageProps) -> Html {
    let language = use_language();
    let drafts = use_drafts();
    // What has just been saved is in the plan too.
    let call = Call::new(&GET_DRAFT_MOVE).query("language", &language.code);
    let plan = use_load_at::<DraftMove>(call, drafts.n_saved());
    let moving = use_state(|| None::<Result<(), ApiError>>);
    let is_busy = matches!(*moving, Some(Ok(()))) || drafts.has_unsent();
    let on_move = {
        let (moving, reload, again) = (moving.clone(), props.reload.clone(), plan.again.clone());
        let plan = plan.load.value().cloned();
        move |_| {
            let Some(plan) = plan.clone() else { return };
            let (moving, reload, again) = (moving.clone(), reload.clone(), again.clone());
            moving.set(Some(Ok(())));
            wasm_bindgen_futures::spawn_local(async move {
                let body = MoveDraft { questionnaire_version: plan.to.clone() };
                let call =
                    Call::new(&MOVE_DRAFT).body(&body).if_match_tag(draft_tag(&plan.draft, plan.revision));
                match send::<MovedDraft>(&call).await {
                    Ok(_) => {
                        routes::replace(&Route::Stock(StockPage::Start));
                        reload.emit(());
                    }
                    Err(error) => {
                        // Another device answered meanwhile: what was shown is not what would be done.
                        again.emit(());
                        moving.set(Some(Err(error)));
                    }
                }
            });
        }
    };
    let start = Route::Stock(StockPage::Start).href();
    let stay =
        |key| html! { <LinkButton kind={ButtonKind::Plain} href={start.clone()}>{ t(key) }</LinkButton> };
    let (actions, content) = match &plan.load {
        Load::UnderWay => {
            (stay("stock.new.stay"), html! { <Skeleton label={t("shell.loading")} lines={5} /> })
        }
        Load::Failed(error) if error.code() == Some(ErrorCode::DraftGone) => nothing(&start),
        Load::Failed(error) => {
            let (error, referent) = (error.clone(), props.referent.clone());
            (stay("stock.new.stay"), html! { <Failure {error} on_retry={plan.again.clone()} {referent} /> })
        }
        Load::There(plan) if plan.from == plan.to => nothing(&start),
        Load::There(plan) => {
            let error = moving.as_ref().and_then(|moving| moving.as_ref().err());
            let actions = html! {
                <>
                    <Button kind={ButtonKind::Primary} on_click={on_move} waiting={is_busy}>
                        { t(if is_busy { "stock.new.moving" } else { "stock.new.move" }) }
                    </Button>
                    { stay("stock.new.stay") }
                </>
            };
            (actions, what_changes(plan, error))
        }
    };
    aside(&start, actions, html! { <><Title>{ t("page.new-questions") }</Title><div>{ content }</div></> })
}

fn nothing(start: &AttrValue) -> (Html, Html) {
    let actions = html! {
        <LinkButton kind={ButtonKind::Primary} href={start.clone()}>{ t("stock.continue") }</LinkButton>
    };
    (actions, html! { <p>{ t("stock.new.nothing") }</p> })
}

fn what_changes(plan: &Rc<DraftMove>, error: Option<&ApiError>) -> Html {
    html! {
        <div class="mt-stack mt-stack--form">
            <div role="alert">
                if let Some(error) = error {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Lead>{ t("stock.new.lead") }</Lead>
            <Facts>
                <Fact key="kept" icon="check">{ t_n("stock.new.kept", plan.n_kept) }</Fact>
                <Fact key="answer" icon="pencil">{ to_answer(plan.n_to_answer) }</Fact>
            </Facts>
            if plan.dropped.is_empty() {
                <p>{ t("stock.new.all-kept") }</p>
            } else {
                <div class="mt-stack">
                    <Heading>{ t("stock.new.dropped") }</Heading>
                    <p>{ t("stock.new.dropped.text") }</p>
                    { for subjects(&plan.dropped) }
                </div>
            }
        </div>
    }
}

fn to_answer(n: u32) -> AttrValue {
    if n == 0 { t("stock.new.to-answer.none") } else { t_n("stock.new.to-answer", n) }
}

/// A card for each subject, in the order of the questions.
fn subjects(dropped: &[DroppedAnswer]) -> Vec<Html> {
    let same = |one: &DroppedAnswer, other: &DroppedAnswer| one.subject == other.subject;
    let card = |lost: &[DroppedAnswer]| {
        let first = lost.first()?;
        let title = first.subject.clone().unwrap_or_else(|| t("stock.review.private").to_string());
        Some(html! {
            <Card key={first.step.to_string()} kind={CardKind::Calm} {title}>
                <dl class="mt-review">{ for lost.iter().map(item) }</dl>
            </Card>
        })
    };
    dropped.chunk_by(same).filter_map(card).collect()
}

/// The answer as it was said, and why it has no place.
fn item(lost: &DroppedAnswer) -> Html {
    let why = match (lost.reason, lost.is_part) {
        (_, true) => "stock.new.lost.part",
        (DropReason::QuestionGone, _) => "stock.new.lost.question",
        (DropReason::OptionGone, _) => "stock.new.lost.option",
        (DropReason::OtherKind, _) => "stock.new.lost.kind",
        (DropReason::LessPrivate, _) => "stock.new.lost.private",
        (DropReason::NoLongerAsked, _) => "stock.new.lost.asked",
    };
    html! {
        <div key={[&lost.step.to_string(), why].concat()} class="mt-review__item">
            <dt class="mt-review__question">{ lost.question.clone() }</dt>
            <dd class="mt-review__answer">{ lost.answer.clone() }</dd>
            <dd class="mt-review__why">{ t(why) }</dd>
        </div>
    }
}
