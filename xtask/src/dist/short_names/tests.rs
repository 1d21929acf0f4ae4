use super::*;
use tempfile::TempDir;

const LONG: &str = "__wbg_querySelector_3f9c2b7a1d0e4f55";

/// A wasm with one import of this name and a section of code that happens to hold it too.
fn wasm(name: &str) -> Vec<u8> {
    let mut import = vec![1, 1, b'm'];
    import.extend(counted(name));
    import.extend([0, 0]);
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for (id, section) in [(IMPORTS, import), (10, counted(LONG))] {
        bytes.push(id);
        push_number(&mut bytes, section.len());
        bytes.extend(section);
    }
    bytes
}

#[test]
fn a_name_is_shortened_on_both_sides_and_nowhere_else() {
    let root = TempDir::new().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::write(at("portal.js"), format!("i={{{LONG}:f,__wbindgen_malloc:g,__wbg_init:h}}")).unwrap();
    fs::write(at("portal_bg.wasm"), wasm(LONG)).unwrap();
    shorten(root.path()).unwrap();
    assert_eq!(fs::read_to_string(at("portal.js")).unwrap(), "i={w0:f,__wbindgen_malloc:g,__wbg_init:h}");
    assert_eq!(fs::read(at("portal_bg.wasm")).unwrap(), wasm("w0"));
}

#[test]
fn a_closure_named_by_its_type_is_not_taken_for_the_one_that_its_name_begins() {
    let root = TempDir::new().unwrap();
    let closure = "wasm_bindgen_5d9af5b9d0ff38d___convert__closures________invoke______true_";
    let script = root.path().join("portal.js");
    fs::write(&script, format!("a.{closure}(b);a.{closure}_1_(b)")).unwrap();
    shorten(root.path()).unwrap();
    assert_eq!(fs::read_to_string(script).unwrap(), "a.w0(b);a.w1(b)");
}

#[test]
fn a_file_that_is_no_wasm_is_refused() {
    let root = TempDir::new().unwrap();
    fs::write(root.path().join("portal_bg.wasm"), b"\0asm\x01\0\0\0\x02\xff").unwrap();
    assert!(shorten(root.path()).unwrap_err().to_string().contains("portal_bg.wasm"));
}

#[test]
fn long_sections_keep_their_length() {
    for value in [0, 127, 128, 16_383, 16_384, 1_000_000] {
        let mut bytes = Vec::new();
        push_number(&mut bytes, value);
        assert_eq!(read_number(&bytes), Some((value, &[][..])));
    }
}
