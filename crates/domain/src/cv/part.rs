//! What a CV holds.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

macro_rules! part_keys {
    ($($(#[$doc:meta])* $name:ident = $text:tt),+ $(,)?) => {
        /// A part of the CV: one question page, saved by itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum PartKey { $($(#[$doc])* #[serde(rename = $text)] $name),+ }

        impl PartKey {
            /// In the order in which they are asked.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

part_keys! {
    Contact = "contact",
    /// What one looks for.
    Wish = "wish",
    Jobs = "jobs",
    /// Volunteering, family, helping out.
    Doings = "doings",
    Skills = "skills",
    Training = "training",
    Languages = "languages",
    /// Driving, interests.
    More = "more",
}

impl PartKey {
    /// The part that is asked after this one.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|key| *key == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

impl fmt::Display for PartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PartKey {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|key| key.as_str() == text).ok_or(())
    }
}

/// Who one is and how one is reached. `Debug` is hidden, as for every part: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvContact))]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Where one lives; no street is asked.
    pub town: String,
}

/// What one looks for.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wish {
    pub job: String,
    /// ROME, when the job was chosen from the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A few words about oneself.
    pub about: String,
}

/// Some time of a life: a job, another doing, a course.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stint {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// With whom and where, in one line.
    pub place: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    /// Year of the end; nothing while it goes on or when nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    pub goes_on: bool,
    pub tasks: Vec<String>,
}

/// Something one can do, in plain words.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skill {
    pub text: String,
    /// ROME code of the trade that it was suggested for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How well one speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SpokenLevel {
    Some,
    Well,
    Own,
}

impl SpokenLevel {
    pub const ALL: &'static [Self] = &[Self::Some, Self::Well, Self::Own];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::Well => "well",
            Self::Own => "own",
        }
    }
}

/// A language.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spoken {
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<SpokenLevel>,
}

/// Driving and interests.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct More {
    /// Driving licence B.
    pub licence: bool,
    pub car: bool,
    /// Another licence or certificate ("CACES 1").
    pub other: String,
    pub interests: String,
}

/// The value of one part, as it is saved.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Part {
    Contact(Contact),
    Wish(Wish),
    Jobs(Vec<Stint>),
    Doings(Vec<Stint>),
    Skills(Vec<Skill>),
    Training(Vec<Stint>),
    Languages(Vec<Spoken>),
    More(More),
}

/// All parts.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cv {
    pub contact: Contact,
    pub wish: Wish,
    pub jobs: Vec<Stint>,
    pub doings: Vec<Stint>,
    pub skills: Vec<Skill>,
    pub training: Vec<Stint>,
    pub languages: Vec<Spoken>,
    pub more: More,
}

/// What can be said of something in one line.
pub trait LineOf {
    fn line(&self) -> &str;
}

impl LineOf for Stint {
    fn line(&self) -> &str {
        &self.title
    }
}

impl LineOf for Skill {
    fn line(&self) -> &str {
        &self.text
    }
}

impl LineOf for Spoken {
    fn line(&self) -> &str {
        &self.language
    }
}

impl Part {
    pub const fn key(&self) -> PartKey {
        match self {
            Self::Contact(_) => PartKey::Contact,
            Self::Wish(_) => PartKey::Wish,
            Self::Jobs(_) => PartKey::Jobs,
            Self::Doings(_) => PartKey::Doings,
            Self::Skills(_) => PartKey::Skills,
            Self::Training(_) => PartKey::Training,
            Self::Languages(_) => PartKey::Languages,
            Self::More(_) => PartKey::More,
        }
    }
}

impl Cv {
    /// The CV of these parts; what is missing is empty.
    pub fn of(parts: impl IntoIterator<Item = Part>) -> Self {
        let mut cv = Self::default();
        for part in parts {
            match part {
                Part::Contact(contact) => cv.contact = contact,
                Part::Wish(wish) => cv.wish = wish,
                Part::Jobs(jobs) => cv.jobs = jobs,
                Part::Doings(doings) => cv.doings = doings,
                Part::Skills(skills) => cv.skills = skills,
                Part::Training(training) => cv.training = training,
                Part::Languages(languages) => cv.languages = languages,
                Part::More(more) => cv.more = more,
            }
        }
        cv
    }

    pub fn part(&self, key: PartKey) -> Part {
        match key {
            PartKey::Contact => Part::Contact(self.contact.clone()),
            PartKey::Wish => Part::Wish(self.wish.clone()),
            PartKey::Jobs => Part::Jobs(self.jobs.clone()),
            PartKey::Doings => Part::Doings(self.doings.clone()),
            PartKey::Skills => Part::Skills(self.skills.clone()),
            PartKey::Training => Part::Training(self.training.clone()),
            PartKey::Languages => Part::Languages(self.languages.clone()),
            PartKey::More => Part::More(self.more.clone()),
        }
    }

    /// What a part says, line by line; empty when there is nothing in it.
    pub fn lines(&self, key: PartKey) -> Vec<&str> {
        fn all<T: LineOf>(items: &[T]) -> Vec<&str> {
            items.iter().map(T::line).collect()
        }
        let lines = match key {
            PartKey::Contact => {
                let Contact { name, phone, email, town } = &self.contact;
                vec![name.as_str(), phone, email, town]
            }
            PartKey::Wish => vec![self.wish.job.as_str(), &self.wish.about],
            PartKey::Jobs => all(&self.jobs),
            PartKey::Doings => all(&self.doings),
            PartKey::Skills => all(&self.skills),
            PartKey::Training => all(&self.training),
            PartKey::Languages => all(&self.languages),
            PartKey::More => vec![self.more.other.as_str(), &self.more.interests],
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    pub fn is_empty(&self, key: PartKey) -> bool {
        self.lines(key).is_empty() && !(key == PartKey::More && (self.more.licence || self.more.car))
    }

    /// The trades that are named, by their ROME codes.
    pub fn trades(&self) -> Vec<&str> {
        let codes = self.jobs.iter().chain(&self.doings).chain(&self.training).map(|stint| &stint.code);
        [&self.wish.code].into_iter().chain(codes).flatten().map(String::as_str).collect()
    }
}

macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        })+
    };
}
hidden!(Contact, Wish, Stint, Skill, Spoken, More, Part, Cv);
