//! Words about sizes and what is on its way.

use super::state::Sending;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Notice, NoticeKind, Soft, UploadBar};
use yew::prelude::*;

const KB: f64 = 1000.0;

/// "340 ko", "1,2 Mo".
pub(super) fn size_words(size_bytes: u64) -> AttrValue {
    #[expect(clippy::cast_precision_loss, reason = "a size is far below 2^53")]
    let n_kb = (size_bytes as f64 / KB).max(1.0);
    if n_kb < KB {
        t_with("documents.size.kb", &[("n", &i18n::number_to_tenths(n_kb.round()))])
    } else {
        t_with("documents.size.mb", &[("n", &i18n::number_to_tenths(n_kb / KB))])
    }
}

/// "1,2 Mo sur 3,4 Mo".
pub(super) fn progress_words(received_bytes: u64, size_bytes: u64) -> AttrValue {
    t_with(
        "documents.progress",
        &[("received", &size_words(received_bytes)), ("size", &size_words(size_bytes))],
    )
}

#[derive(PartialEq, Properties)]
pub(super) struct OnItsWayProps {
    pub sending: Sending,
    pub on_stop: Callback<()>,
}

/// The file on its way: how much is there, in words and as a bar, and the way to stop.
#[component]
pub(super) fn OnItsWay(props: &OnItsWayProps) -> Html {
    use_language();
    let OnItsWayProps { sending, on_stop } = props;
    html! {
        <div class="mt-stack">
            <p><bdi>{ sending.name.clone() }</bdi></p>
            <UploadBar
                id="upload"
                label={progress_words(sending.received_bytes, sending.size_bytes)}
                percent={sending.percent()}
            />
            <div role="status">
                if sending.is_waiting {
                    <Notice kind={NoticeKind::Warm} icon="wifi-off" title={t("documents.waiting.title")}>
                        <p>{ t("documents.waiting.text") }</p>
                    </Notice>
                } else {
                    <Soft>{ t("documents.sending.stay") }</Soft>
                }
            </div>
            <div class="mt-cluster">
                <Button on_click={on_stop.reform(|_: MouseEvent| ())}>{ t("documents.stop") }</Button>
            </div>
        </div>
    }
}
