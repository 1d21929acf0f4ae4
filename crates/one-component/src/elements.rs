//! What `html!` writes elements and their children with. Yew's own are made to be inlined: about a dozen stores for each
//! element, four calls for each list of children. Here an element is one call, and a list two.

use core::{marker::PhantomData, mem::forget};
use original::{
    html::{ChildrenRenderer as Renderer, IntoPropValue},
    virtual_dom::{AttrValue, AttributeOrProperty, Attributes, Key, Listener, Listeners, VNode, VTag as Tag},
};
use std::rc::Rc;

/// The reference of an element that asks for none costs nothing.
pub type NodeRef = Option<original::NodeRef>;

type Fixed = &'static [(&'static str, AttributeOrProperty)];
type Values = Box<[Option<AttributeOrProperty>]>;
type Heard = Box<[Option<Rc<dyn Listener>>]>;

/// An element, as `html!` asks for it.
#[derive(Debug)]
pub struct VTag;

#[expect(clippy::inline_always, reason = "which of the functions below is meant is known where html! stands")]
impl VTag {
    /// Any element but those below.
    #[inline(always)]
    pub fn __new_other(
        tag: AttrValue,
        node_ref: NodeRef,
        key: Option<Key>,
        attributes: Attributes,
        listeners: Listeners,
        children: VNode,
    ) -> VNode {
        let (&AttrValue::Static(name), None, None) = (&tag, &node_ref, &key) else {
            return any(tag, node_ref, key, attributes, listeners, children);
        };
        // Nothing is in what is forgotten; the compiler would ask all the same.
        forget((tag, node_ref, key));
        let heard = match listeners {
            Listeners::Pending(heard) => Some(heard),
            none @ Listeners::None => {
                forget(none);
                None
            }
        };
        if let &Attributes::Static(fixed) = &attributes {
            forget(attributes);
            return match heard {
                Some(heard) => heard_plain(name, fixed, heard, children),
                None => plain(name, fixed, children),
            };
        }
        match attributes {
            Attributes::Dynamic { keys, values } => varying(name, keys, values, heard, children),
            more => any(AttrValue::Static(name), None, None, more, listened(heard), children),
        }
    }

    /// `<input>`.
    #[inline(never)]
    pub fn __new_input(
        value: Option<AttrValue>,
        checked: Option<bool>,
        node_ref: NodeRef,
        key: Option<Key>,
        attributes: Attributes,
        listeners: Listeners,
    ) -> VNode {
        Tag::__new_input(value, checked, node_ref.unwrap_or_default(), key, attributes, listeners).into()
    }

    /// `<textarea>`.
    #[inline(never)]
    pub fn __new_textarea(
        value: Option<AttrValue>,
        default: Option<AttrValue>,
        node_ref: NodeRef,
        key: Option<Key>,
        attributes: Attributes,
        listeners: Listeners,
    ) -> VNode {
        Tag::__new_textarea(value, default, node_ref.unwrap_or_default(), key, attributes, listeners).into()
    }
}

#[inline(never)]
fn plain(tag: &'static str, fixed: Fixed, children: VNode) -> VNode {
    any(AttrValue::Static(tag), None, None, Attributes::Static(fixed), Listeners::None, children)
}

#[inline(never)]
fn heard_plain(tag: &'static str, fixed: Fixed, heard: Heard, children: VNode) -> VNode {
    let listeners = Listeners::Pending(heard);
    any(AttrValue::Static(tag), None, None, Attributes::Static(fixed), listeners, children)
}

#[inline(never)]
fn varying(
    tag: &'static str,
    keys: &'static [&'static str],
    values: Values,
    heard: Option<Heard>,
    children: VNode,
) -> VNode {
    let attributes = Attributes::Dynamic { keys, values };
    any(AttrValue::Static(tag), None, None, attributes, listened(heard), children)
}

fn listened(heard: Option<Heard>) -> Listeners {
    heard.map_or(Listeners::None, Listeners::Pending)
}

#[inline(never)]
fn any(
    tag: AttrValue,
    node_ref: NodeRef,
    key: Option<Key>,
    attributes: Attributes,
    listeners: Listeners,
    children: VNode,
) -> VNode {
    Tag::__new_other(tag, node_ref.unwrap_or_default(), key, attributes, listeners, children).into()
}

/// `[a, b].to_vec()`, as `html!` writes a list of children. Without this, each child is cloned and dropped.
pub trait Nodes {
    /// The nodes, moved.
    fn to_vec(self) -> Vec<VNode>;
}

impl<const N: usize> Nodes for [VNode; N] {
    #[inline(never)]
    fn to_vec(self) -> Vec<VNode> {
        Vec::from(self)
    }
}

/// The children of an element or a component, as `html!` asks for them.
#[derive(Debug)]
pub struct ChildrenRenderer;

impl ChildrenRenderer {
    /// The list of `children`.
    #[inline(never)]
    #[expect(clippy::new_ret_no_self, reason = "the name that html! writes")]
    pub fn new(children: Vec<VNode>) -> VNode {
        Renderer::new(children).into_prop_value()
    }
}

/// What stands in braces among other children: one node, perhaps one, or several.
#[derive(Debug)]
pub struct NodeSeq<IN, OUT>(Vec<OUT>, PhantomData<IN>);

impl<IN: Into<VNode>> From<IN> for NodeSeq<IN, VNode> {
    #[inline(never)]
    fn from(node: IN) -> Self {
        Self(vec![node.into()], PhantomData)
    }
}

impl<IN: Into<VNode>> From<Option<IN>> for NodeSeq<IN, VNode> {
    #[inline(never)]
    fn from(node: Option<IN>) -> Self {
        Self(node.into_iter().map(Into::into).collect(), PhantomData)
    }
}

impl<IN: Into<VNode>> From<Vec<IN>> for NodeSeq<IN, VNode> {
    #[inline(never)]
    fn from(nodes: Vec<IN>) -> Self {
        Self(nodes.into_iter().map(Into::into).collect(), PhantomData)
    }
}

impl<IN, OUT> IntoIterator for NodeSeq<IN, OUT> {
    type IntoIter = std::vec::IntoIter<OUT>;
    type Item = OUT;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
