//! One's own sent answers, in the words that were answered: a copy to keep (Q10, Q13).

use super::{frame, not_there};
use crate::api::{Call, use_load};
use crate::app::paper::PaperLink;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{RecordPage, Route};
use crate::ui::{Card, Link, Review, ReviewItem, Soft};
use contract::questionnaire::{GET_QUESTIONNAIRE, GET_SUBMISSION, GET_SUBMISSION_COPY, Submission};
use domain::ids::SubmissionId;
use domain::questionnaire::{QuestionRef, Questionnaire, StepKey, Subject, answer_wording};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CopyPageProps {
    pub id: SubmissionId,
}

#[component]
pub(super) fn CopyPage(props: &CopyPageProps) -> Html {
    use_language();
    let sent = use_load::<Submission>(Call::new(&GET_SUBMISSION).path(&[props.id.as_str()]));
    match sent.load.value() {
        None => frame(html! { t("page.record-copy") }, not_there(&sent.load, &sent.again)),
        Some(sent) => html! { <InWords sent={sent.clone()} /> },
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct InWordsProps {
    sent: Rc<Submission>,
}

/// The questions of that time, in the language on screen.
#[component]
fn InWords(props: &InWordsProps) -> Html {
    let language = use_language();
    let sent = &props.sent;
    let call = Call::new(&GET_QUESTIONNAIRE).query("version", &sent.questionnaire_version);
    let questions = use_load::<Questionnaire>(call.query("language", &language.code));
    let content = match questions.load.value() {
        None => not_there(&questions.load, &questions.again),
        Some(questions) => {
            html! { <div key="there" class="mt-stack mt-stack--wide">{ copy(questions, sent) }</div> }
        }
    };
    frame(html! { t_with("record.answers.of", &[("date", &i18n::date(sent.sent_at))]) }, content)
}

fn copy(questions: &Questionnaire, sent: &Submission) -> Html {
    let is_discussed = |subject: &&Subject| sent.answers.level(&subject.id).is_some();
    let rest: Vec<&Subject> = questions.subjects.iter().filter(|subject| !is_discussed(subject)).collect();
    let line = |subject: &&Subject| html! { <li key={subject.id.to_string()}>{ subject.title.clone() }</li> };
    html! {
        <>
            <p>{ t("record.copy.lead") }</p>
            { for questions.subjects.iter().filter(is_discussed).map(|subject| one(questions, sent, subject)) }
            { for private(questions, sent) }
            <div>
                if !rest.is_empty() {
                    <Card title={t("record.copy.not-discussed")}>
                        <Soft>{ t("record.copy.not-discussed.text") }</Soft>
                        <ul class="mt-stack mt-stack--tight">{ for rest.iter().map(line) }</ul>
                    </Card>
                }
            </div>
            <p><Link href={Route::Record(RecordPage::Sharing).href()}>{ t("page.record-sharing") }</Link></p>
            <PaperLink endpoint={&GET_SUBMISSION_COPY} id={sent.id.to_string()} label={t("paper.copy")} />
        </>
    }
}

fn one(questions: &Questionnaire, sent: &Submission, subject: &Subject) -> Html {
    let asked = subject.questions.iter().map(|question| {
        let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
        (StepKey::Answer(at), AttrValue::from(question.text.clone()))
    });
    let level = (StepKey::Triage(subject.id.clone()), t("stock.review.level"));
    let items = core::iter::once(level).chain(asked);
    let items: Vec<ReviewItem> =
        items.filter_map(|(step, words)| item(questions, sent, &step, words)).collect();
    html! { <Review key={subject.id.to_string()} plain={true} title={subject.title.clone()} {items} /> }
}

fn private(questions: &Questionnaire, sent: &Submission) -> Option<Html> {
    let asked = AttrValue::from(questions.private_talk.text.clone());
    let items = vec![item(questions, sent, &StepKey::PrivateTalk, asked)?];
    Some(html! { <Review key="private" plain={true} title={t("stock.review.private")} {items} /> })
}

fn item(
    questions: &Questionnaire,
    sent: &Submission,
    step: &StepKey,
    question: AttrValue,
) -> Option<ReviewItem> {
    let answer = answer_wording(questions, step, sent.answers.get(step)?, i18n::date_of_day);
    Some(ReviewItem { id: step.to_string().into(), question, answer: answer.into(), change: None })
}
