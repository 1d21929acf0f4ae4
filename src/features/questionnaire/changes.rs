//! "Ce qui a changé" (Q12): what became of each subject between the last two times, in the person's words. Strengths stand
//! beside needs, and what was not discussed is said as such.

use crate::api::{Call, Load, use_load};
use crate::app::shell::{Failure, Place};
use crate::features::questionnaire::words::capitalised;
use crate::i18n::{date, t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Heading, Link, Row, Rows, Skeleton, Soft, Title};
use contract::questionnaire::{LIST_SUBMISSIONS, SubmissionSummary};
use contract::session::Contact;
use contract::versions::{ChangedSubject, Changes, GET_CHANGES};
use domain::questionnaire::{Change, SubjectState};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChangesPageProps {
    pub referent: Option<Contact>,
}

/// Of the last two times. No address names what was sent.
#[component]
pub fn ChangesPage(props: &ChangesPageProps) -> Html {
    use_language();
    let list = use_load::<Vec<SubmissionSummary>>(Call::new(&LIST_SUBMISSIONS));
    let referent = &props.referent;
    let content = match &list.load {
        Load::UnderWay => html! { <Skeleton key="list" label={t("shell.loading")} lines={6} /> },
        Load::Failed(error) => html! {
            <Failure key="failed" error={error.clone()} on_retry={list.again} referent={referent.clone()} />
        },
        Load::There(list) => match list.first() {
            Some(last) => {
                html! { <Since key="since" id={last.id.to_string()} referent={referent.clone()} /> }
            }
            None => not_yet(),
        },
    };
    html! {
        <Place here={Route::Stock(StockPage::Start)}>
            <Title>{ t("page.changes") }</Title>
            <div class="mt-stack mt-stack--form">{ content }</div>
        </Place>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SinceProps {
    id: AttrValue,
    referent: Option<Contact>,
}

#[component]
fn Since(props: &SinceProps) -> Html {
    let language = use_language();
    let call = Call::new(&GET_CHANGES).path(&[&props.id]).query("language", &language.code);
    let changes = use_load::<Changes>(call);
    match &changes.load {
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
        Load::Failed(error) => html! {
            <Failure
                key="failed"
                error={error.clone()}
                on_retry={changes.again}
                referent={props.referent.clone()}
            />
        },
        Load::There(changes) => match changes.before_sent_at {
            Some(before) => {
                let dates = [("before", &*date(before)), ("after", &*date(changes.sent_at))];
                html! {
                    <div key="changes" class="mt-stack mt-stack--form">
                        <Soft>{ t_with("stock.changes.between", &dates) }</Soft>
                        { for GROUPS.iter().filter_map(|group| part(group, &changes.subjects)) }
                        <p><Link href={Route::Pathway.href()}>{ t("stock.sent.pathway") }</Link></p>
                    </div>
                }
            }
            None => not_yet(),
        },
    }
}

fn not_yet() -> Html {
    html! { <p key="not-yet">{ t("stock.changes.not-yet") }</p> }
}

/// Which changes stand under which heading, in the order of the page: what is lighter first, silence last.
const GROUPS: [(&str, &[Change]); 6] = [
    ("stock.changes.closed", &[Change::Closed]),
    ("stock.changes.easier", &[Change::Easier]),
    ("stock.changes.strength", &[Change::Strength]),
    ("stock.changes.new", &[Change::New, Change::FirstSaid, Change::Harder]),
    ("stock.changes.same", &[Change::Same]),
    ("stock.changes.silent", &[Change::Silent, Change::Gone]),
];

fn part((key, changes): &(&str, &[Change]), subjects: &[ChangedSubject]) -> Option<Html> {
    let here: Vec<&ChangedSubject> = subjects.iter().filter(|s| changes.contains(&s.change)).collect();
    (!here.is_empty()).then(|| {
        html! {
            <section key={key.to_string()} class="mt-stack">
                <Heading>{ t(key) }</Heading>
                <Rows>{ for here.into_iter().map(line) }</Rows>
            </section>
        }
    })
}

fn line(subject: &ChangedSubject) -> Html {
    let words = |state: SubjectState, words: &Option<String>| match (state, words) {
        (SubjectState::NotDiscussed, _) | (_, None) => t("stock.state.not-discussed"),
        (_, Some(words)) => AttrValue::from(words.clone()),
    };
    let before = words(subject.before, &subject.before_words);
    let after = words(subject.after, &subject.after_words);
    let key = match subject.change {
        Change::Gone => "stock.changes.gone",
        _ if subject.before == subject.after => "stock.changes.still",
        _ => "stock.changes.from-to",
    };
    let after = if key == "stock.changes.still" { capitalised(&after) } else { after.to_string() };
    let more = t_with(key, &[("before", &before), ("after", &after)]);
    html! { <Row key={subject.id.to_string()} icon={subject.icon.clone()} name={subject.title.clone()} {more} /> }
}
