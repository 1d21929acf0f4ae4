//! The readable page about the API: plain HTML made from the operations, without a script.

use crate::error::describe;
use crate::openapi::{path_parameters, tag};
use crate::operation::Operation;
use crate::static_files::escape_html as text;
use contract::{Effect, ErrorCode};
use std::fmt::Write;

/// Its style sheet, a file of its own because the policy allows no inline style.
pub const STYLE: &str = include_str!("docs.css");

/// The whole page.
pub fn render(operations: &[Operation]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Main Tendue: API</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><main>\n<h1>The API of Main Tendue</h1>\n\
         <p>The machine-readable document is <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1). Bodies are \
         JSON; errors are RFC 9457 problem documents with a stable <code>code</code>. Every write needs an \
         <code>Idempotency-Key</code> and the header <code>X-Main-Tendue</code>.</p>\n",
    );
    write_matrix(&mut page, operations);
    for operation in operations {
        write_operation(&mut page, operation);
    }
    write_errors(&mut page, operations);
    page.push_str("</main></body></html>\n");
    page
}

/// Who may do what: the authorisation matrix.
fn write_matrix(page: &mut String, operations: &[Operation]) {
    page.push_str(
        "<h2 id=\"operations\">Operations</h2>\n<table><thead><tr><th scope=\"col\">Operation</th>\
         <th scope=\"col\">Address</th><th scope=\"col\">Who may</th><th scope=\"col\">Effect</th>\
         <th scope=\"col\">Belongs to</th></tr></thead><tbody>\n",
    );
    for operation in operations {
        let endpoint = operation.endpoint;
        put(
            page,
            format_args!(
                "<tr><th scope=\"row\"><a href=\"#{id}\">{id}</a></th><td><code>{} {}</code></td><td>{}</td>\
                 <td>{}</td><td>{}</td></tr>\n",
                endpoint.method.as_str(),
                text(endpoint.path),
                roles(operation),
                endpoint.effect.as_str(),
                text(endpoint.owner),
                id = endpoint.operation_id,
            ),
        );
    }
    page.push_str("</tbody></table>\n");
}

fn roles(operation: &Operation) -> String {
    let roles: Vec<&str> = operation.endpoint.roles.iter().map(|role| role.as_str()).collect();
    roles.join(", ")
}

fn write_operation(page: &mut String, operation: &Operation) {
    let endpoint = operation.endpoint;
    put(
        page,
        format_args!(
            "<section><h2 id=\"{id}\">{id}</h2>\n<p>{}</p>\n<p><code>{} {}</code> · {} · {}</p>\n<dl>\n",
            text(endpoint.summary),
            endpoint.method.as_str(),
            text(endpoint.path),
            roles(operation),
            tag(endpoint),
            id = endpoint.operation_id,
        ),
    );
    for name in path_parameters(endpoint.path) {
        put(page, format_args!("<dt>Path</dt><dd><code>{}</code></dd>\n", text(name)));
    }
    for query in operation.query {
        let (name, description) = (text(query.name), text(query.description));
        put(page, format_args!("<dt>Query</dt><dd><code>{name}</code>: {description}</dd>\n"));
    }
    if endpoint.effect == Effect::Write {
        page.push_str("<dt>Headers</dt><dd><code>Idempotency-Key</code>, <code>X-Main-Tendue</code></dd>\n");
    }
    if endpoint.needs_if_match {
        page.push_str("<dt>Header</dt><dd><code>If-Match</code>: the version to change, quoted</dd>\n");
    }
    if let Some(body) = operation.body {
        put(page, format_args!("<dt>Body</dt><dd><code>{}</code></dd>\n", text(&(body.name)())));
    }
    let file = operation.file.unwrap_or_default().to_owned();
    let answer = operation.answer.map_or(file, |answer| (answer.name)());
    let list = if operation.is_list { "list of " } else { "" };
    let status = operation.success.as_u16();
    put(page, format_args!("<dt>Answer</dt><dd>{status} {list}<code>{}</code></dd>\n", text(&answer)));
    page.push_str("<dt>Refusals</dt><dd>");
    for code in operation.all_errors() {
        let name = code.as_str();
        put(page, format_args!("<a href=\"#error-{name}\">{} {name}</a> ", describe(code).0.as_u16()));
    }
    page.push_str("</dd>\n</dl></section>\n");
}

fn write_errors(page: &mut String, operations: &[Operation]) {
    page.push_str("<h2 id=\"errors\">Errors</h2>\n<dl>\n");
    let errors_of: Vec<Vec<ErrorCode>> = operations.iter().map(Operation::all_errors).collect();
    for code in ErrorCode::ALL {
        let (status, title) = describe(*code);
        put(
            page,
            format_args!(
                "<dt id=\"error-{name}\"><code>{name}</code> · {}</dt>\n<dd>{}.",
                status.as_u16(),
                text(title),
                name = code.as_str(),
            ),
        );
        let of = operations.iter().zip(&errors_of).filter(|(_, errors)| errors.contains(code));
        let ids: Vec<&str> = of.map(|(operation, _)| operation.endpoint.operation_id).collect();
        match ids.len() {
            0 => page.push_str(" Any address that is no operation."),
            n if n == operations.len() => page.push_str(" Any operation."),
            _ => put(page, format_args!(" {}.", ids.join(", "))),
        }
        page.push_str("</dd>\n");
    }
    page.push_str("</dl>\n");
}

fn put(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).expect("BUG: writing to memory does not fail");
}
