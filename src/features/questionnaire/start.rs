//! The way in: what to know before starting, or where one was.

use crate::api::{Call, use_load};
use crate::app::own_device::OwnDevice;
use crate::app::shell::Place;
use crate::device;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::trouble::Trouble;
use crate::features::questionnaire::words::referent_name;
use crate::i18n::{date, t, t_n, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Art, ButtonKind, Fact, Facts, Link, LinkButton, NextStep, Notice, NoticeKind, Title};
use contract::questionnaire::{LIST_SUBMISSIONS, SubmissionSummary};
use contract::session::Contact;
use domain::questionnaire::{Page, StepKey};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StartPageProps {
    pub stock: Handle,
    pub referent: Option<Contact>,
}

#[component]
pub fn StartPage(props: &StartPageProps) -> Html {
    use_language();
    let stock = &props.stock;
    let submissions = use_load::<Vec<SubmissionSummary>>(Call::new(&LIST_SUBMISSIONS));
    let latest = submissions.load.value().and_then(|list| list.first().map(|latest| date(latest.sent_at)));
    let is_retaken = submissions.load.value().is_some_and(|list| list.len() > 1);
    let place = if stock.is_begun() { resume(stock) } else { begin(stock) };
    let welcome = stock.definition.welcome.iter().enumerate();
    html! {
        <Place here={Route::Stock(StockPage::Start)}>
            <Title>{ stock.definition.title.clone() }</Title>
            <Trouble stock={stock.clone()} step={None::<StepKey>} />
            <div>
                if stock.draft().newer_version.is_some() {
                    <Notice title={t("stock.new.title")}>
                        <p>{ t("stock.new.text") }</p>
                        <p><Link href={Route::Stock(StockPage::NewQuestions).href()}>{ t("stock.new.see") }</Link></p>
                    </Notice>
                }
            </div>
            <div>
                if let Some(day) = latest.filter(|_| !stock.is_begun()) {
                    <Notice kind={NoticeKind::Success} title={t_with("stock.start.sent-on", &[("date", &day)])}>
                        <p>{ t("stock.start.again") }</p>
                        if is_retaken {
                            <p><Link href={Route::Stock(StockPage::Changes).href()}>{ t("stock.changes.see") }</Link></p>
                        }
                    </Notice>
                }
            </div>
            { place }
            <Facts>
                { for welcome.map(|(i, line)| html! { <Fact key={i} icon="check">{ line.clone() }</Fact> }) }
                // Whoever fills in with the person sees it all, as was agreed.
                if device::sitting().is_none() {
                    <Fact key="later" icon="send">
                        { t_with("stock.start.nothing-sent", &[("name", &referent_name(props.referent.as_ref()))]) }
                    </Fact>
                }
            </Facts>
            <OwnDevice />
        </Place>
    }
}

fn begin(stock: &Handle) -> Html {
    let n_subjects = u32::try_from(stock.definition.subjects.len()).unwrap_or(0);
    html! {
        <NextStep key="begin" title={t_n("stock.start.subjects", n_subjects)} text={t("stock.start.how")}>
            <LinkButton kind={ButtonKind::Primary} href={Route::of_page(&Page::Triage).href()}>
                { t("stock.start.begin") }
            </LinkButton>
        </NextStep>
    }
}

/// Where one was (Q8): the same question, on whatever device it was left.
fn resume(stock: &Handle) -> Html {
    let page = stock.resume_at();
    let n_answers = stock.answers.0.keys().filter(|step| !matches!(step, StepKey::Sharing(_))).count();
    let (title, go) = match page {
        Page::Review => (t("stock.start.ready"), t("stock.start.check")),
        Page::Triage | Page::Question(_) | Page::Sharing(_) | Page::PrivateTalk => {
            (t("stock.start.resume.title"), t("stock.start.resume"))
        }
    };
    html! {
        <>
            <NextStep
                key="resume"
                art={Art::Held}
                {title}
                text={t_n("stock.start.kept", u32::try_from(n_answers).unwrap_or(0))}
            >
                <LinkButton kind={ButtonKind::Primary} href={Route::of_page(&page).href()}>{ go }</LinkButton>
            </NextStep>
            <p key="subjects"><Link href={Route::of_page(&Page::Triage).href()}>{ t("stock.start.see-subjects") }</Link></p>
        </>
    }
}
