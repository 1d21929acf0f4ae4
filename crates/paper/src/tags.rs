//! The logical structure of a document: what a screen reader walks through, in reading order.

use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as PdfNode, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use std::num::NonZeroU16;

/// A node of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

/// What a node is. Names as in ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    Heading { level: u16, title: String },
    Paragraph,
    List(ListNumbering),
    ListItem,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    TableRow,
    ColumnHeader,
    RowHeader,
    Cell,
}

#[derive(Debug)]
enum Child {
    Node(NodeId),
    Leaf(Identifier),
    Figure { alt: String, place: BBox, leaf: Identifier },
}

#[derive(Debug)]
struct Node {
    role: Role,
    children: Vec<Child>,
}

/// The structure under construction.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    nodes: Vec<Node>,
    roots: Vec<NodeId>,
}

impl Tags {
    /// A node under `parent`, after what is there; under the document without one.
    pub(crate) fn add(&mut self, parent: Option<NodeId>, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { role, children: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent.0].children.push(Child::Node(id)),
            None => self.roots.push(id),
        }
        id
    }

    /// Content on a page that says what `node` is about.
    pub(crate) fn attach(&mut self, node: NodeId, leaf: Identifier) {
        self.nodes[node.0].children.push(Child::Leaf(leaf));
    }

    /// A drawing under `node`, told by `alt`.
    pub(crate) fn attach_figure(&mut self, node: NodeId, alt: String, place: BBox, leaf: Identifier) {
        self.nodes[node.0].children.push(Child::Figure { alt, place, leaf });
    }

    pub(crate) fn into_tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for root in &self.roots {
            tree.push(self.group(*root));
        }
        tree
    }

    fn group(&self, id: NodeId) -> TagGroup {
        let node = &self.nodes[id.0];
        let children = node.children.iter().map(|child| match child {
            Child::Node(id) => PdfNode::Group(self.group(*id)),
            Child::Leaf(leaf) => PdfNode::Leaf(*leaf),
            Child::Figure { alt, place, leaf } => {
                let figure = Tag::Figure(Some(alt.clone())).with_bbox(Some(*place));
                PdfNode::Group(TagGroup::with_children(figure, vec![PdfNode::Leaf(*leaf)]))
            }
        });
        TagGroup::with_children(tag(&node.role), children.collect())
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading { level, title } => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List(numbering) => Tag::L(*numbering).into(),
        Role::ListItem => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::TableRow => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}
