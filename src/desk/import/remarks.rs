//! What there is to say about the lines of a list: to put right first, then what is only told.

use crate::i18n::{t, t_n, use_language};
use crate::ui::{Heading, LinkButton, Soft, Stack, Tag, TagKind};
use contract::import::{DOWNLOAD_IMPORT_PROBLEMS, ImportRemark, ImportView};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct RemarksProps {
    pub view: ImportView,
    /// Of the words of the file.
    pub language: AttrValue,
}

#[component]
pub(super) fn Remarks(props: &RemarksProps) -> Html {
    use_language();
    let view = &props.view;
    let n_shown = u32::try_from(view.remarks.len()).unwrap_or(u32::MAX);
    let path = DOWNLOAD_IMPORT_PROBLEMS.path_with(&[view.id.as_str()]);
    let file = [&path, "?language=", props.language.as_str()].concat();
    html! {
        <Stack>
            <Heading>{ t("desk.import.remarks") }</Heading>
            <div class="mt-remarks-frame">
                <table class="mt-remarks" role="table">
                    <caption class="mt-visually-hidden">{ t("desk.import.remarks") }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{ t("desk.import.column.line") }</th>
                            <th scope="col" role="columnheader">{ t("desk.import.column.column") }</th>
                            <th scope="col" role="columnheader">{ t("desk.import.column.remark") }</th>
                            <th scope="col" role="columnheader">{ t("desk.import.column.state") }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for view.remarks.iter().map(row) }</tbody>
                </table>
            </div>
            <div>
                if view.n_remarks > n_shown {
                    <Soft>{ t_n("desk.import.remarks.more", view.n_remarks - n_shown) }</Soft>
                }
            </div>
            <p>
                <LinkButton href={file} icon="file-text" download="">{ t("desk.import.remarks.download") }</LinkButton>
            </p>
        </Stack>
    }
}

fn row(remark: &ImportRemark) -> Html {
    let key = [&remark.line.to_string(), " ", remark.kind.as_str(), " ", &remark.column].concat();
    html! {
        <tr class="mt-remarks__row" role="row" {key}>
            <th class="mt-remarks__line" scope="row" role="rowheader">
                <span class="mt-remarks__word">{ t("desk.import.column.line") }{ " " }</span>{ remark.line }
            </th>
            <td class="mt-remarks__column" role="cell">{ remark.column.clone() }</td>
            <td class="mt-remarks__text" role="cell">{ remark.text.clone() }</td>
            <td role="cell">
                if remark.is_fault {
                    <Tag key="fault" kind={TagKind::Attention}>{ t("desk.import.fault") }</Tag>
                } else {
                    <Tag key="told">{ t("desk.import.told") }</Tag>
                }
            </td>
        </tr>
    }
}
