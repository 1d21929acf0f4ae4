//! OpenAPI schemas of the types that travel as text. Built for the server only (feature `openapi`).

use crate::questionnaire::StepKey;
use crate::time::{Date, TimeOfDay};

/// Gives `$name` the schema of a string with a pattern.
macro_rules! text_schema {
    ($name:ty, $description:literal, $pattern:literal) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some($description))
                    .pattern(Some($pattern))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                let path = stringify!($name);
                std::borrow::Cow::Borrowed(path)
            }
        }
    };
}
pub(crate) use text_schema;

text_schema!(Date, "A calendar day, YYYY-MM-DD", r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$");
text_schema!(TimeOfDay, "A time of day at a venue, HH:MM", r"^([01][0-9]|2[0-3]):[0-5][0-9]$");
text_schema!(
    StepKey,
    "What is answered: triage.<subject>, answer.<subject>.<question>, sharing.<subject> or private-talk",
    r"^(triage\.[a-z0-9_-]{1,64}|answer\.[a-z0-9_-]{1,64}\.[a-z0-9_-]{1,64}|sharing\.[a-z0-9_-]{1,64}|private-talk)$"
);
