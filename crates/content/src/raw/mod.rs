//! The files as authors write them. One record per shape; the published schemas come from these very records.

mod pathway;
mod questionnaire;
mod workshops;

pub(crate) use pathway::{ActionSheets, FollowUpText, PathwayFile, ReasonText, Sheet, StatusTexts};
pub(crate) use questionnaire::{
    Condition, Level, Lexicon, Pack, PrivateOption, Question, QuestionnaireFile, SubjectFile,
};
pub(crate) use workshops::{ForumFile, PartText, ProgrammeFile, Venue, Workshop, WorkshopsFile};
#[cfg(test)]
pub(crate) use {
    questionnaire::{QuestionPath, SharedOption, SharedOptionRecord},
    workshops::TimeSlot,
};
