//! Check your answers (Q10): every subject, what was said, who will be able to read it, and what sending does.

use crate::app::shell::OtherWays;
use crate::drafts::use_drafts;
use crate::features::questionnaire::going::PageProblem;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::send::{Sending, is_anything_shared, use_sending};
use crate::features::questionnaire::state::step_of;
use crate::features::questionnaire::summary::{
    Section, others_section, private_section, subject_sections, talk_lines,
};
use crate::features::questionnaire::task::{Frame, Going, task};
use crate::features::questionnaire::words::{referent_name, step_words};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{
    Button, ButtonKind, Fact, Facts, Heading, Link, LinkButton, Notice, NoticeKind, Review, Title,
};
use contract::ErrorCode;
use contract::session::Contact;
use domain::questionnaire::{Page, missing};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReviewPageProps {
    pub stock: Handle,
    pub referent: Option<Contact>,
    pub reload: Callback<()>,
}

#[component]
pub fn ReviewPage(props: &ReviewPageProps) -> Html {
    use_language();
    let stock = &props.stock;
    let drafts = use_drafts();
    {
        // What is checked here is what the server has, also when another device answered in the meantime.
        let reload = props.reload.clone();
        use_effect_with((), move |()| {
            if !drafts.has_unsent() {
                reload.emit(());
            }
        });
    }
    let (sending, on_send) = use_sending(stock);
    let going =
        Going { page: Page::Review, attempt: 0, problems: Vec::<PageProblem>::new(), on_continue: on_send };
    let is_busy = sending == Sending::UnderWay;
    let lacking = missing(&stock.definition, &stock.answers);
    let action = match lacking.first() {
        Some(page) => html! {
            <LinkButton kind={ButtonKind::Primary} href={Route::of_page(page).href()}>
                { t("stock.review.complete") }
            </LinkButton>
        },
        None => html! {
            <Button kind={ButtonKind::Primary} submit={true} form="ask" waiting={is_busy}>
                { if is_busy { t("stock.review.sending") } else { t("stock.review.send") } }
            </Button>
        },
    };
    let section = |section: Section| {
        let Section { id, title, change, items, note } = section;
        html! { <Review key={id} {title} {change} {items} reader={note} reader_icon="info" /> }
    };
    let name = referent_name(props.referent.as_ref());
    let talks = talk_lines(stock, &name);
    let content = html! {
        <>
            <Title>{ t("stock.review.title") }</Title>
            <div>
                <p>{ t("stock.review.nothing-sent") }</p>
                <Kept answered={true} />
            </div>
            <div>
                if !lacking.is_empty() {
                    <Notice kind={NoticeKind::Attention}>
                        <p>{ t_n("stock.review.lacks", u32::try_from(lacking.len()).unwrap_or(0)) }</p>
                    </Notice>
                }
            </div>
            <div class="mt-stack">
                { for subject_sections(stock, props.referent.as_ref()).into_iter().map(section) }
                { for others_section(stock, props.referent.as_ref()).into_iter().map(section) }
                { for private_section(stock).into_iter().map(section) }
            </div>
            <Heading>{ t("stock.review.what-happens") }</Heading>
            <Facts>
                <Fact key="who" icon="send">
                    { if is_anything_shared(stock) {
                        t_with("stock.review.leaves", &[("name", &name)])
                    } else {
                        t("stock.review.leaves-nothing")
                    } }
                </Fact>
                { for talks.into_iter().enumerate().map(|(i, line)| html! {
                    <Fact key={i} icon="message-circle">{ line }</Fact>
                }) }
                <Fact key="next" icon="route">{ t("stock.review.next") }</Fact>
            </Facts>
            <div role="alert">{ outcome(stock, &sending, props.referent.as_ref()) }</div>
        </>
    };
    task(stock, Frame { going: &going, field: AttrValue::Static("main"), action: Some(action) }, content)
}

/// Why it is not sent, and what to do; nothing while nothing is wrong.
fn outcome(stock: &Handle, sending: &Sending, referent: Option<&Contact>) -> Html {
    let lacking = |page: &Page| {
        let definition = &stock.definition;
        let words = match step_of(page) {
            Some(step) => step_words(definition, &step),
            None => AttrValue::from(definition.triage_question.clone()),
        };
        html! { <li key={Route::of_page(page).to_string()}><Link href={Route::of_page(page).href()}>{ words }</Link></li> }
    };
    match sending {
        Sending::Idle | Sending::UnderWay => Html::default(),
        Sending::Incomplete(pages) => html! {
            <Notice kind={NoticeKind::Attention} title={t("stock.review.incomplete.title")}>
                <ul class="mt-stack mt-stack--tight">{ for pages.iter().map(lacking) }</ul>
            </Notice>
        },
        Sending::Changed(error) => html! {
            <Notice kind={NoticeKind::Attention}>
                <p>{ t(&error.text_key()) }</p>
                if error.code() == Some(ErrorCode::DraftGone) {
                    <p><Link href={Route::Stock(StockPage::Sent).href()}>{ t("stock.review.see-sent") }</Link></p>
                }
            </Notice>
        },
        Sending::Failed(error) => html! {
            <div class="mt-stack">
                <Notice kind={NoticeKind::Attention} title={t("stock.review.failed.title")}>
                    <p>{ t(&error.text_key()) }</p>
                    <p>{ t("stock.review.failed") }</p>
                </Notice>
                <OtherWays referent={referent.cloned()} />
            </div>
        },
    }
}
