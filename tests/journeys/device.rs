//! The client side: what the app keeps in memory on one device, fed and emptied as its providers do it, and a network
//! that can fail.

use crate::world::World;
use axum::body::Body;
use axum::http::Request;
use contract::questionnaire::{
    Draft, GET_DRAFT, GET_QUESTIONNAIRE, SAVE_ANSWER, SUBMIT_DRAFT, SaveAnswer, SavedAnswer,
    SubmissionSummary,
};
use contract::session::{Me, START_SESSION, Setting};
use contract::{CLIENT_HEADER, Effect, Endpoint, IDEMPOTENCY_HEADER, Problem};
use domain::questionnaire::{Answer, Answers, Questionnaire, StepKey};
use main_tendue::api::ApiError;
use main_tendue::drafts::failure_of;
use main_tendue::drafts::state::{Event, Queue, Submit, Unsent};
use main_tendue::features::questionnaire::state::{Action, Errand, Stock};
use main_tendue::features::session::state::{Event as FormEvent, Form};
use main_tendue::ui::DateParts;
use serde::Serialize;
use serde::de::DeserializeOwned;
use server::cli::seed::DemoPerson;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use tower::ServiceExt;

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The server never hears of it.
    Lost,
    /// The server acts, and its reply is lost.
    ReplyLost,
    /// All goes well.
    Arrives,
}

/// One request of the app.
pub struct Send<'a> {
    pub endpoint: &'static Endpoint,
    pub values: &'a [&'a str],
    pub query: &'a str,
    pub key: &'a str,
    /// Without its quotes.
    pub if_match: Option<String>,
    pub body: Option<String>,
}

impl Send<'_> {
    pub const fn to(endpoint: &'static Endpoint) -> Self {
        Send { endpoint, values: &[], query: "", key: "", if_match: None, body: None }
    }
}

pub fn json(body: &impl Serialize) -> Option<String> {
    Some(serde_json::to_string(body).unwrap())
}

pub struct Device {
    name: &'static str,
    router: axum::Router,
    cookies: BTreeMap<String, String>,
    /// The fates of the next requests; then all goes well.
    pub fates: VecDeque<Fate>,
    n_keys: u32,
    pub queue: Queue,
    pub stock: Stock,
    wants_reload: bool,
}

impl Device {
    /// A person who has signed in with the form and whose draft has been read.
    pub async fn signed_in(world: &World, name: &'static str, person: &DemoPerson) -> Self {
        let mut device = Self {
            name,
            router: world.router.clone(),
            cookies: BTreeMap::new(),
            fates: VecDeque::new(),
            n_keys: 0,
            queue: Queue::default(),
            stock: Stock::new(Rc::new(questions(world).await), Answers::default()),
            wants_reload: false,
        };
        device.sign_in(person).await;
        device.read_draft().await;
        device
    }

    pub fn key(&mut self) -> String {
        self.n_keys += 1;
        format!("{}-{}", self.name, self.n_keys)
    }

    pub async fn sign_in(&mut self, person: &DemoPerson) -> Me {
        let birth = person.birth_date;
        let [day, month, year] =
            [birth.day().to_string(), birth.month().to_string(), birth.year().to_string()].map(Into::into);
        let form = Form::default()
            .after(FormEvent::Card(person.card.clone().into()))
            .after(FormEvent::Birth(DateParts { day, month, year }))
            .after(FormEvent::Pressed { this_year: 2026 });
        let body = form.to_send(2026, Setting::Phone).expect("a demonstration card can be sent");
        let key = self.key();
        let send = Send { key: &key, body: json(&body), ..Send::to(&START_SESSION) };
        let me: Me = self.ask(send).await.unwrap();
        self.tell(Event::SignedIn(me.id.clone()));
        me
    }

    /// The session's cookie is gone from the device, as when the browser forgets it.
    pub fn lose_cookies(&mut self) {
        self.cookies.clear();
    }

    /// Reads what the server holds and lays what is unsent over it, as the screen does.
    pub async fn read_draft(&mut self) -> Draft {
        let draft: Draft = self.ask(Send::to(&GET_DRAFT)).await.unwrap();
        self.tell(Event::Read(draft.clone()));
        let mut answers = draft.standing_answers();
        self.queue.overlay(&mut answers);
        self.stock = self.stock.after(Action::Loaded(answers));
        self.run_errands();
        draft
    }

    /// What the person does on the screen. Nothing leaves the device yet.
    pub fn act(&mut self, action: Action) {
        self.stock = self.stock.after(action);
        self.run_errands();
    }

    pub fn answer(&mut self, step: &str, answer: Answer) {
        self.act(Action::Answered { step: step.parse().unwrap(), answer: Some(answer) });
    }

    /// Sends what can be sent now.
    pub async fn pump(&mut self) {
        loop {
            let unsent = self.queue.sending().map(|(_, unsent)| unsent.clone());
            let submit = self.queue.submitting().map(|(_, submit)| submit.clone());
            let event = match (unsent, submit) {
                (Some(unsent), _) => self.send_one(unsent).await,
                (None, Some(submit)) => self.send_all(submit).await,
                (None, None) => break,
            };
            self.tell(event);
        }
        if core::mem::take(&mut self.wants_reload) {
            self.read_draft().await;
        }
    }

    /// Asks to send everything. Nothing leaves the device yet.
    pub fn ask_to_submit(&mut self) {
        let key = self.key();
        self.tell(Event::SubmitAsked(Submit {
            key,
            language: "fr".to_owned(),
            is_shared: true,
            is_retake: false,
            if_match: None,
        }));
    }

    /// The browser stops and opens again without network: what the device has kept is all there is.
    pub fn restart(&mut self) {
        let record = self.queue.to_record();
        self.queue =
            Queue::from_record(&record, |text| serde_json::from_str(text).ok()).expect("a record of ours");
        let mut answers = self.queue.known().map(|known| known.standing_answers()).unwrap_or_default();
        self.queue.overlay(&mut answers);
        self.stock = Stock::new(self.stock.definition.clone(), answers);
        self.wants_reload = false;
    }

    /// The network, the server or the person is back.
    pub async fn wake(&mut self) {
        self.tell(Event::Woken);
        self.pump().await;
    }

    /// Wakes until everything has left, which must come to an end.
    pub async fn settle(&mut self) {
        for _ in 0..200 {
            if !self.queue.has_unsent() {
                return;
            }
            self.wake().await;
        }
        panic!("answers never leave: {:?}", self.queue);
    }

    pub fn tell(&mut self, event: Event) {
        self.queue = self.queue.after(event);
    }

    /// One request, and the answer read.
    pub async fn ask<T: DeserializeOwned>(&mut self, send: Send<'_>) -> Result<T, ApiError> {
        let text = self.send(send).await?;
        Ok(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}")))
    }

    pub async fn send(&mut self, send: Send<'_>) -> Result<String, ApiError> {
        let fate = self.fates.pop_front();
        if fate == Some(Fate::Lost) {
            return Err(ApiError::Unreachable);
        }
        let path = send.endpoint.path_with(send.values);
        let uri = if send.query.is_empty() { path } else { format!("{path}?{}", send.query) };
        let mut request = Request::builder()
            .method(send.endpoint.method.as_str())
            .uri(uri)
            .header("host", "localhost:8080")
            .header(CLIENT_HEADER, "1");
        if send.endpoint.effect == Effect::Write {
            request = request.header(IDEMPOTENCY_HEADER, send.key);
        }
        if let Some(tag) = send.if_match {
            request = request.header("if-match", format!("\"{tag}\""));
        }
        if send.body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let request = request.body(Body::from(send.body.unwrap_or_default())).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        if fate == Some(Fate::ReplyLost) {
            return Err(ApiError::Unreachable);
        }
        for line in parts.headers.get_all("set-cookie") {
            let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        if parts.status.is_success() {
            return Ok(text);
        }
        let problem: Problem =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("no problem document: {text}"));
        Err(ApiError::Problem(problem.into()))
    }

    async fn send_one(&mut self, unsent: Unsent) -> Event {
        let Unsent { step, answer, questionnaire_version, key, if_match } = unsent;
        let body = json(&SaveAnswer { answer, questionnaire_version });
        let step = step.to_string();
        let send = Send { values: &[&step], key: &key, if_match, body, ..Send::to(&SAVE_ANSWER) };
        match self.ask::<SavedAnswer>(send).await {
            Ok(saved) => Event::Confirmed { key, saved },
            Err(error) => Event::Failed { key, failure: failure_of(error) },
        }
    }

    async fn send_all(&mut self, submit: Submit) -> Event {
        let Submit { key, language, if_match, .. } = submit;
        let query = format!("language={language}");
        match self
            .ask::<SubmissionSummary>(Send { query: &query, key: &key, if_match, ..Send::to(&SUBMIT_DRAFT) })
            .await
        {
            Ok(summary) => Event::Submitted { key, summary },
            Err(error) => Event::Failed { key, failure: failure_of(error) },
        }
    }

    fn run_errands(&mut self) {
        for errand in core::mem::take(&mut self.stock.errands) {
            match errand {
                Errand::Keep { step, answer } => {
                    let given = Event::Given {
                        step,
                        answer,
                        questionnaire_version: self.stock.definition.version.clone(),
                        key: self.key(),
                    };
                    self.tell(given);
                }
                Errand::Reload => self.wants_reload = true,
            }
        }
    }
}

async fn questions(world: &World) -> Questionnaire {
    let request =
        Request::get(GET_QUESTIONNAIRE.path).header("host", "localhost:8080").body(Body::empty()).unwrap();
    let response = world.router.clone().oneshot(request).await.unwrap();
    serde_json::from_slice(&axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()).unwrap()
}

/// An answer of chosen options.
pub fn choices(ids: &[&str]) -> Answer {
    Answer::Choices(ids.iter().map(|id| domain::ids::OptionId::new(*id).unwrap()).collect())
}

/// A step by its wire name.
pub fn step(name: &str) -> StepKey {
    name.parse().unwrap()
}
