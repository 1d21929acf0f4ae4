//! The content as it is served: every language, the current version of the questions and every earlier one.
//!
//! A version is named `<version in the content>-<8 hex digits of its texts and rules>`: rewording makes a new version
//! even when the author forgot to count up, so a draft and a sent answer keep the wording they were given (Q13).

use crate::compress::Packed;
use content::{Content, Conversation, Forum, Programme, Workshops};
use domain::ids::{SheetId, WorkshopId};
use domain::pathway::Pathway;
use domain::questionnaire::{Entry, HealthData, Kind, Questionnaire, Subject};
use domain::workshops::OfferTerms;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use store::{Store, Tx};

/// The questionnaire of one version in one language, ready to be sent.
#[derive(Debug)]
pub struct Edition {
    pub questionnaire: Questionnaire,
    /// What of the answers to it is health data, also where it is not asked any more.
    pub health: HealthData,
    /// The questionnaire as JSON, compressed once.
    pub packed: Packed,
    /// Weak, because the compressed forms differ in their bytes.
    pub etag: String,
}

/// Content, by language and version.
#[derive(Debug)]
pub struct Library {
    content: Content,
    current_version: String,
    asks: HealthQuestions,
    /// What the questions as they are mark as health data.
    health: HealthData,
    /// Editions by (version, language): the current ones and those that were asked for.
    editions: RwLock<HashMap<(String, String), Arc<Edition>>>,
}

/// Whether this host may hold health data (trust.md, "Privacy").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HealthQuestions {
    Asked,
    /// Of no version: as if they were not there.
    LeftOut,
}

impl HealthQuestions {
    /// The questions that this host asks.
    pub fn of(self, questionnaire: Questionnaire) -> Questionnaire {
        match self {
            Self::Asked => questionnaire,
            Self::LeftOut => questionnaire.without_health(),
        }
    }
}

impl Library {
    /// [`Library::of_host`] where everything is asked.
    pub fn new(content: Content) -> Self {
        Self::of_host(content, HealthQuestions::Asked)
    }

    /// Names the current version; nothing is written.
    pub fn of_host(mut content: Content, asks: HealthQuestions) -> Self {
        let mut health = HealthData::default();
        for questionnaire in content.questionnaires.values_mut() {
            health = health.and(&HealthData::of(questionnaire));
            *questionnaire = asks.of(questionnaire.clone());
        }
        let current_version = name_version(&content);
        let mut editions = HashMap::new();
        for (language, questionnaire) in &mut content.questionnaires {
            questionnaire.version.clone_from(&current_version);
            let key = (current_version.clone(), language.to_string());
            editions.insert(key, Arc::new(Edition::new(questionnaire.clone(), asks)));
        }
        Self { content, current_version, asks, health, editions: RwLock::new(editions) }
    }

    /// Keeps the current version in the store, so that it can be shown when the content has moved on. Does nothing
    /// when it is there already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn publish(&self, store: &Store, now: domain::time::Timestamp) -> Result<(), store::Error> {
        let questionnaires: Vec<Questionnaire> = self.content.questionnaires.values().cloned().collect();
        let write = store.write(move |tx| {
            Box::pin(async move {
                for questionnaire in &questionnaires {
                    tx.publish_questionnaire(questionnaire, now).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        write.await
    }

    pub fn current_version(&self) -> &str {
        &self.current_version
    }

    /// The declared language nearest to a tag; the content's default when none fits or none is asked for.
    pub fn language_for(&self, tag: Option<&str>) -> &str {
        let pack = &self.content.pack;
        tag.map_or(&pack.default_language, |tag| pack.language_for(tag)).as_str()
    }

    /// What the questions as they are mark as health data, asked or not.
    pub const fn health(&self) -> &HealthData {
        &self.health
    }

    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The subjects that are asked about here, in one of the languages.
    pub fn subjects(&self) -> &[Subject] {
        self.content.questionnaires.values().next().map_or(&[], |questionnaire| &questionnaire.subjects)
    }

    /// Phases and action sheets in the declared language nearest to a tag.
    pub fn pathway(&self, tag: &str) -> &Pathway {
        let language = self.content.pack.language_for(tag);
        self.content.pathways.get(language).expect("BUG: a checked content has a pathway in each language")
    }

    /// What can be said around the actions, in the declared language nearest to a tag.
    pub fn conversation(&self, tag: &str) -> &Conversation {
        let language = self.content.pack.language_for(tag);
        let found = self.content.conversations.get(language);
        found.expect("BUG: a checked content has its closed lists in each language")
    }

    /// What can be held and where, in the declared language nearest to a tag.
    pub fn workshops(&self, tag: &str) -> &Workshops {
        let found = self.content.workshops.get(self.content.pack.language_for(tag));
        found.expect("BUG: a checked content has its workshops in each language")
    }

    /// What is said about the forum, and what one is usually like, in the declared language nearest to a tag.
    pub fn forum(&self, tag: &str) -> &Forum {
        let found = self.content.forums.get(self.content.pack.language_for(tag));
        found.expect("BUG: a checked content has its forum in each language")
    }

    /// How a month goes, in the declared language nearest to a tag.
    pub fn programme(&self, tag: &str) -> &Programme {
        let found = self.content.programmes.get(self.content.pack.language_for(tag));
        found.expect("BUG: a checked content has its programme in each language")
    }

    /// The jobs that the questionnaire knows, in the declared language nearest to a tag.
    pub fn jobs(&self, tag: &str) -> &[Entry] {
        let questionnaire = self.content.questionnaires.get(self.content.pack.language_for(tag));
        let subjects = questionnaire.into_iter().flat_map(|all| &all.subjects);
        let jobs = subjects.flat_map(|subject| &subject.questions).find_map(|one| match &one.kind {
            Kind::Guided { entries, .. } => Some(entries.as_slice()),
            _ => None,
        });
        jobs.unwrap_or_default()
    }

    /// The title of a workshop in the declared language nearest to a tag.
    pub fn workshop_title(&self, tag: &str, id: &WorkshopId) -> Option<&str> {
        self.workshops(tag).kind(id).map(|workshop| workshop.title.as_str())
    }

    /// How long a free place is offered to one person.
    pub fn offer_terms(&self) -> OfferTerms {
        let programme = self.content.programmes.values().next();
        let terms = programme.map(|programme| &programme.preparation.waiting_list);
        terms.map_or_else(OfferTerms::default, |terms| OfferTerms {
            hours: terms.offer_h,
            urgent_hours: terms.urgent_offer_h,
            urgent_within_days: terms.urgent_within_days,
        })
    }

    /// Whether a sheet can be chosen.
    pub fn has_sheet(&self, id: &SheetId) -> bool {
        self.pathway("").sheet(id).is_some()
    }

    /// A version in the language nearest to `tag`, from memory or from the store. `None` when it was never published.
    ///
    /// # Errors
    /// When the store fails, or what it kept cannot be read.
    pub async fn find(
        &self,
        tx: &mut Tx,
        version: &str,
        tag: Option<&str>,
    ) -> Result<Option<Arc<Edition>>, store::Error> {
        let default = self.language_for(None).to_owned();
        for language in [self.language_for(tag).to_owned(), default] {
            if let Some(edition) = self.find_exactly(tx, version, &language).await? {
                return Ok(Some(edition));
            }
        }
        Ok(None)
    }

    async fn find_exactly(
        &self,
        tx: &mut Tx,
        version: &str,
        language: &str,
    ) -> Result<Option<Arc<Edition>>, store::Error> {
        let key = (version.to_owned(), language.to_owned());
        if let Some(known) = self.editions.read().expect("BUG: no panic under this lock").get(&key) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(questionnaire) = tx.find_questionnaire(version, language).await? else { return Ok(None) };
        let edition = Arc::new(Edition::new(questionnaire, self.asks));
        let mut editions = self.editions.write().expect("BUG: no panic under this lock");
        Ok(Some(Arc::clone(editions.entry(key).or_insert(edition))))
    }
}

impl Edition {
    fn new(questionnaire: Questionnaire, asks: HealthQuestions) -> Self {
        let health = HealthData::of(&questionnaire);
        let questionnaire = asks.of(questionnaire);
        let json = serde_json::to_vec(&questionnaire).expect("BUG: a questionnaire is JSON");
        // The same version is another text where health is left out.
        let part = match asks {
            HealthQuestions::Asked => "",
            HealthQuestions::LeftOut => ".part",
        };
        let etag = format!("W/\"{}.{}{part}\"", questionnaire.version, questionnaire.language);
        Self { questionnaire, health, packed: Packed::new(json), etag }
    }
}

/// The same texts and rules always give the same name, on every instance.
fn name_version(content: &Content) -> String {
    let mut hash = Sha256::new();
    for questionnaire in content.questionnaires.values() {
        hash.update(serde_json::to_vec(questionnaire).expect("BUG: a questionnaire is JSON"));
    }
    let written = content.questionnaires.values().next().map_or("0", |first| first.version.as_str());
    let digest = hash.finalize();
    let digits: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{written}-{digits}")
}

#[cfg(test)]
mod tests;
