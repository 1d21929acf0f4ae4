//! Pages as an .xlsx file that is pleasant to work in: heads that stay, columns as wide as their texts, lists to pick from.

use super::page::Page;
use crate::columns::{Column, read_head};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook, XlsxError};

/// Rows below the last one that have the lists to pick from too, for what authors add.
const N_SPARE_ROWS: u32 = 200;

/// # Errors
/// When a text is longer than a cell may hold.
pub(crate) fn write_workbook(pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let head =
        Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_align(FormatAlign::Top);
    // Format `@`: what an author types stays as typed, `1` and `1-2` included.
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let mut workbook = Workbook::new();
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(page.name)?;
        sheet.set_freeze_panes(1, 0)?;
        let n_rows = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        for (column, name) in (0..).zip(&page.heads) {
            let base = read_head(name).map_or_else(|_| name.clone(), |Column { base, .. }| base);
            sheet.set_column_width(column, width(&base))?;
            sheet.set_column_format(column, &text)?;
            sheet.write_string_with_format(0, column, name, &head)?;
            if let Some(words) = words(&base) {
                let pick = DataValidation::new().allow_list_strings(&words)?;
                sheet.add_data_validation(1, column, n_rows + N_SPARE_ROWS, column, &pick)?;
            }
        }
        for (row, cells) in (1..).zip(&page.rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string_with_format(row, column, cell, &text)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn width(base: &str) -> f64 {
    match base {
        "label" | "text" | "hint" => 44.0,
        "relevant" | "constraint" | "mt_relevant" | "mt_data_inclusion" | "mt_also" | "mt_sheets" => 32.0,
        "type" | "name" | "list_name" | "form_title" | "mt_title" => 24.0,
        _ => 14.0,
    }
}

/// The words that a column takes, where there are few.
fn words(base: &str) -> Option<Vec<&'static str>> {
    match base {
        "mt_role" => Some(vec!["unknown", "skip", "talk"]),
        "mt_exclusive" | "mt_sensitive" | "mt_health" | "mt_helplines" => Some(vec!["yes"]),
        "mt_sensitivity" => Some(content::sensitivities()),
        "mt_icon" => Some(content::icons()),
        _ => None,
    }
}
