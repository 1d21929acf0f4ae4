//! The home page: one next step, who can be called, where else to go.

mod next_step;

use crate::api::{Call, Load, use_load, use_session};
use crate::app::shell::{Failure, OtherWays, Place};
use crate::drafts::{Drafts, use_drafts};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{RecordPage, Route, StockPage};
use crate::ui::{Link, Notice, Row, Rows, Skeleton, Title};
use contract::pathway::{GET_PATHWAY, HomeView, NewReferent};
use domain::questionnaire::StepKey;
use next_step::{NextStepCard, resume_card};
use yew::prelude::*;

#[component]
pub fn Home() -> Html {
    let language = use_language();
    let session = use_session();
    let first_name = session.person().map(|me| me.first_name.clone()).unwrap_or_default();
    let drafts = use_drafts();
    let loaded = use_load::<HomeView>(Call::new(&GET_PATHWAY).query("language", &language.code));
    html! {
        <Place here={Route::Home}>
            <Title>{ t_with("home.hello", &[("name", &first_name)]) }</Title>
            { match &loaded.load {
                Load::UnderWay => html! { <Skeleton label={t("shell.loading")} lines={4} /> },
                Load::Failed(error) => {
                    let referent = session.person().and_then(|me| me.referent.clone());
                    html! {
                        <>
                            { for n_known(&drafts).map(resume_card) }
                            <Failure key="failure" error={error.clone()} on_retry={loaded.again} {referent} />
                        </>
                    }
                }
                Load::There(view) => html! { <Found view={view.clone()} /> },
            } }
        </Place>
    }
}

/// Answers of the draft that this device knows, with which one can go on without the server.
fn n_known(drafts: &Drafts) -> Option<u32> {
    let answers = drafts.answers(&drafts.known()?);
    let n_answers = answers.0.keys().filter(|step| !matches!(step, StepKey::Sharing(_))).count();
    u32::try_from(n_answers).ok().filter(|n| *n > 0)
}

#[derive(Debug, PartialEq, Properties)]
struct FoundProps {
    view: std::rc::Rc<HomeView>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let view = &props.view;
    html! {
        <>
            <NextStepCard view={view.clone()} />
            { for view.new_referent.iter().zip(&view.referent).map(|(new, who)| new_referent(new, &who.name)) }
            <OtherWays referent={view.referent.clone()} />
            <Rows>
                if let Some(sent) = &view.last_submission {
                    <Row
                        key="sent"
                        icon="file-text"
                        name={t_with("home.sent", &[("date", &i18n::date(sent.sent_at))])}
                        more={t("home.sent.more")}
                        href={[&Route::Pathway.href(), "#sent"].concat()}
                    />
                }
                <Row
                    key="workshops"
                    icon="calendar"
                    name={t("home.workshops")}
                    more={t("home.workshops.more")}
                    href={Route::Workshops.href()}
                />
                <Row
                    key="month"
                    icon="briefcase"
                    name={t("page.month")}
                    more={t("home.month.more")}
                    href={Route::Month.href()}
                />
                <Row
                    key="documents"
                    icon="folder"
                    name={t("home.documents")}
                    more={t("home.documents.more")}
                    href={Route::Documents.href()}
                />
                <Row
                    key="help"
                    icon="phone"
                    name={t("home.help")}
                    more={t("home.help.more")}
                    href={Route::Stock(StockPage::HelpNumbers).href()}
                />
            </Rows>
        </>
    }
}

/// Who follows the person now. What they showed to the one before is theirs to look at again.
fn new_referent(new: &NewReferent, name: &str) -> Html {
    let day = i18n::date(new.since);
    let title = t_with("home.referent.title", &[("name", name)]);
    html! {
        <Notice key="referent" icon="user-round" {title}>
            <div class="mt-stack mt-stack--tight">
                <p>
                    { t_with("home.referent.since", &[("day", &day)]) }
                    if let Some(before) = &new.before {
                        { " " }{ t_with("home.referent.before", &[("name", before)]) }
                    }
                </p>
                <p>{ t("home.referent.stays") }</p>
                <p><Link href={Route::Record(RecordPage::Sharing).href()}>{ t("home.referent.sharing") }</Link></p>
            </div>
        </Notice>
    }
}
