//! A browser keeps what is typed, to offer it again and to fill it in after Back. On a kiosk no field may have that, whoever
//! wrote it: only here, because elsewhere people are helped by it (WCAG 1.3.5).

use crate::device;
use crate::device::by_name::{call, get};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

const FIELDS: &str = "input, select, textarea, form";

/// Watches over every field of the page, and goes on until the returned value is called.
pub fn nothing_typed_is_kept() -> impl FnOnce() {
    let quieten = Closure::<dyn FnMut()>::new(quieten_all);
    let observer = watch(quieten.as_ref());
    quieten_all();
    move || {
        if let Some(observer) = observer {
            let _ = call(&observer, "disconnect", &[]);
        }
        drop(quieten);
    }
}

/// Tells of every change of what is on the page.
fn watch(tell: &JsValue) -> Option<JsValue> {
    let window = device::window();
    let (observer, with) = (get(&window, "MutationObserver")?, Array::of1(tell));
    // What is built is named twice: a third value that is not there would be taken for "nothing to build".
    let observer = call(&get(&window, "Reflect")?, "construct", &[observer.clone(), with.into(), observer])?;
    let wanted = Object::new();
    for what in ["childList", "subtree"] {
        let _ = Reflect::set(&wanted, &what.into(), &JsValue::TRUE);
    }
    let body: JsValue = device::document().body()?.into();
    call(&observer, "observe", &[body, wanted.into()])?;
    Some(observer)
}

fn quieten_all() {
    let Ok(fields) = device::document().query_selector_all(FIELDS) else { return };
    for at in 0..fields.length() {
        let field = fields.item(at).and_then(|field| field.dyn_into::<Element>().ok());
        if let Some(field) =
            field.filter(|field| field.get_attribute("autocomplete").as_deref() != Some("off"))
        {
            let _ = field.set_attribute("autocomplete", "off");
        }
    }
}
