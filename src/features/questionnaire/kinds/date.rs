//! A calendar day, typed in three parts.

use super::Ask;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::{Action, Typed};
use crate::i18n::t;
use crate::ui::{DateField, DateParts};
use domain::questionnaire::Answer;
use yew::prelude::*;

/// Id of the first part.
pub const DAY: &str = "q-date-day";

/// Kept as soon as it is a day of the calendar; until then it stays in the field.
pub fn date_field(stock: &Handle, ask: &Ask) -> Html {
    let step = &ask.step;
    let value = match (stock.typed.get(step), stock.answers.get(step)) {
        (Some(Typed::Date { day, month, year }), _) => {
            DateParts { day: day.clone().into(), month: month.clone().into(), year: year.clone().into() }
        }
        (_, Some(Answer::Date(date))) => DateParts {
            day: date.day().to_string().into(),
            month: date.month().to_string().into(),
            year: date.year().to_string().into(),
        },
        _ => DateParts::default(),
    };
    let on_input = {
        let (stock, step) = (stock.clone(), step.clone());
        move |parts: DateParts| {
            let [day, month, year] = [parts.day, parts.month, parts.year].map(|part| part.to_string());
            let is_whole = year.trim().len() == 4;
            stock.dispatch(Action::Typed { step: step.clone(), typed: Typed::Date { day, month, year } });
            // Not before: 2 would be the year 2 of 2024.
            if is_whole {
                stock.dispatch(Action::Settled { step: step.clone() });
            }
        }
    };
    html! {
        <DateField
            id="q-date"
            label={t("stock.date.label")}
            hint={t("stock.date.hint")}
            day_label={t("stock.date.day")}
            month_label={t("stock.date.month")}
            year_label={t("stock.date.year")}
            {value}
            {on_input}
            error={ask.error.clone()}
        />
    }
}
