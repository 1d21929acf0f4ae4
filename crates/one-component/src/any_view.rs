use std::{any::Any, fmt, marker::PhantomData, rc::Rc};

use original::{
    BaseComponent, Context, Html, HtmlResult, Properties, Renderer,
    functional::{FunctionComponent, FunctionProvider, HookContext},
    html::{AnyScope, IntoPropValue},
    virtual_dom::{Key, VComp, VList, VNode},
};
use web_sys::Element;

use crate::any_context::Place;

/// One function component with its properties.
trait View: Any {
    fn run(&self, hooks: &mut HookContext) -> HtmlResult;
    fn is_same(&self, other: &dyn Any) -> bool;
}

struct Of<C: FunctionProvider>(C::Properties);

impl<C: FunctionProvider + 'static> View for Of<C> {
    fn run(&self, hooks: &mut HookContext) -> HtmlResult {
        C::run(hooks, &self.0)
    }

    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| other.0 == self.0)
    }
}

/// What `<Name .. />` is in `html!`: the view of `C` with its properties.
pub struct VChild<C> {
    view: Rc<dyn View>,
    key: Option<Key>,
    component: PhantomData<C>,
}

impl<C: FunctionProvider + 'static> VChild<C> {
    /// A child with the properties `props`, told from its neighbours by `key`.
    pub fn new(props: C::Properties, key: Option<Key>) -> Self {
        Self { view: Rc::new(Of::<C>(props)), key, component: PhantomData }
    }
}

impl<C> From<VChild<C>> for VNode {
    fn from(child: VChild<C>) -> Self {
        mounted(child.view, child.key)
    }
}

impl<C> IntoPropValue<VNode> for VChild<C> {
    fn into_prop_value(self) -> VNode {
        mounted(self.view, self.key)
    }
}

impl<C> fmt::Debug for VChild<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VChild<_>")
    }
}

#[inline(never)]
fn mounted(view: Rc<dyn View>, key: Option<Key>) -> VNode {
    VComp::new::<AnyView>(Rc::new(AnyViewProps { view }), key).into()
}

/// Shows `C` with `props` in the element `place`, as long as the page is open.
pub fn show<C: FunctionProvider + 'static>(place: Element, props: C::Properties) {
    let view = Rc::new(Of::<C>(props));
    Renderer::<AnyView>::with_root_and_props(place, AnyViewProps { view }).render();
}

/// The properties of [`AnyView`]: which view.
#[derive(Properties)]
pub struct AnyViewProps {
    view: Rc<dyn View>,
}

impl PartialEq for AnyViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view) || self.view.is_same(&*other.view)
    }
}

/// The component that all function components are mounted as.
///
/// Yew tells components by their type when it looks whether one that stood at a place goes on there. Here that is
/// always so; when another view comes, `AnyView` begins anew: the hooks of the one before end, and its elements go.
pub struct AnyView {
    function: FunctionComponent<Self>,
    place: Place,
    /// How many other views stood here before.
    turn: usize,
}

impl fmt::Debug for AnyView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyView")
    }
}

impl FunctionProvider for AnyView {
    type Properties = AnyViewProps;

    fn run(hooks: &mut HookContext, props: &Self::Properties) -> HtmlResult {
        props.view.run(hooks)
    }
}

impl BaseComponent for AnyView {
    type Message = ();
    type Properties = AnyViewProps;

    fn create(context: &Context<Self>) -> Self {
        Self { function: FunctionComponent::new(context), place: place(context), turn: 0 }
    }

    fn update(&mut self, _context: &Context<Self>, (): Self::Message) -> bool {
        true
    }

    fn changed(&mut self, context: &Context<Self>, before: &Self::Properties) -> bool {
        let (now, then): (&dyn Any, &dyn Any) = (&*context.props().view, &*before.view);
        if now.type_id() != then.type_id() {
            self.function.destroy();
            self.function = FunctionComponent::new(context);
            self.place = place(context);
            self.turn += 1;
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> HtmlResult {
        let html = self.place.draw(|| self.function.render(context.props()))?;
        Ok(if self.turn == 0 { html } else { apart(html, self.turn) })
    }

    fn rendered(&mut self, _context: &Context<Self>, _is_first: bool) {
        self.function.rendered();
    }

    fn destroy(&mut self, _context: &Context<Self>) {
        self.function.destroy();
    }

    fn prepare_state(&self) -> Option<String> {
        None
    }
}

/// Where a component stands: below the one that it was drawn by.
fn place(context: &Context<AnyView>) -> Place {
    let outer = context.link().get_parent().and_then(AnyScope::find_parent_scope::<AnyView>);
    outer.and_then(|outer| outer.get_component().map(|outer| Place::below(&outer.place))).unwrap_or_default()
}

/// `html` so that nothing of what stood there is taken over. What came without a turn is compared with the last of the
/// list, which is empty; after that each turn has its own key.
fn apart(html: Html, turn: usize) -> Html {
    let this = VList::with_children(vec![html], Some(Key::from(turn)));
    let nothing = VList::with_children(Vec::new(), Some(Key::from("")));
    VList::with_children(vec![this.into(), nothing.into()], None).into()
}
