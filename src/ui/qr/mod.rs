//! A QR code: black on white in every theme, with the white margin that readers need. Beside it always stands what it
//! says in another way: a code that is read out, a link.

use yew::prelude::*;

/// White modules around the code that every reader expects (ISO/IEC 18004).
const MARGIN: usize = 4;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct QrProps {
    /// What it is: "QR code de votre billet".
    pub label: AttrValue,
    /// Whether each module is dark, row by row; as many as a square has.
    pub modules: Vec<bool>,
}

#[component]
pub fn Qr(props: &QrProps) -> Html {
    let size = props.modules.len().isqrt();
    let side = size + 2 * MARGIN;
    html! {
        <svg
            class="mt-qr"
            viewBox={format!("0 0 {side} {side}")}
            shape-rendering="crispEdges"
            role="img"
            aria-label={props.label.clone()}
        >
            <rect class="mt-qr__light" width="100%" height="100%" />
            <path class="mt-qr__dark" d={path(&props.modules, size)} />
        </svg>
    }
}

/// As the server draws them: a text a row, `#` for each dark module.
pub fn qr_modules(rows: &[String]) -> Vec<bool> {
    rows.iter().flat_map(|row| row.bytes()).map(|module| module == b'#').collect()
}

/// Each run of dark modules in a row is one stroke.
fn path(modules: &[bool], size: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(size.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] {
                let (from, y, n) = (x + MARGIN, y + MARGIN, run.len());
                path.push_str(&format!("M{from} {y}h{n}v1h-{n}z"));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
