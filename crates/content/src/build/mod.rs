//! From records to the values of [`crate::model`] and of `domain`, one language at a time.

mod pack;
mod pathway;
mod questionnaire;
mod workshops;

pub(crate) use pack::{build_pack, read_credits};
pub(crate) use pathway::{build_conversation, build_pathway, build_reasons, build_statuses, sheet_ids};
pub(crate) use questionnaire::{build_questionnaire, read_codes};
pub(crate) use workshops::{build_forum, build_month_kinds, build_programme, build_workshops};

use crate::model::Lang;
use crate::problem::Report;
use crate::text::Text;

/// The language being built, and where problems go.
#[derive(Debug)]
pub(crate) struct Build<'a> {
    pub lang: &'a Lang,
    pub default: &'a Lang,
    pub report: &'a mut Report,
}

impl Build<'_> {
    pub fn text<const MAX: usize>(&mut self, text: &Text<MAX>) -> String {
        text.get(self.lang, self.default, self.report)
    }

    pub fn texts<const MAX: usize>(&mut self, texts: &[Text<MAX>]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    pub fn optional<const MAX: usize>(&mut self, text: Option<&Text<MAX>>) -> Option<String> {
        text.map(|text| self.text(text))
    }
}
