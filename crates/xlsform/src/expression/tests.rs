use super::conditions::{Condition, Target, conditions};
use super::constraint::{Constraint, constraint};
use super::parse;
use super::write::{Named, write_conditions, write_constraint};
use proptest::prelude::*;

/// `one` is a single choice of the same subject, `many` several choices of another.
fn find(name: &str) -> Result<Target, String> {
    match name {
        "one" | "two" => Ok(Target {
            key: ("a".to_owned(), name.to_owned()),
            is_one: true,
            is_always_asked: name == "one",
        }),
        "many" => {
            Ok(Target { key: ("b".to_owned(), name.to_owned()), is_one: false, is_always_asked: false })
        }
        _ => Err("No such question.".to_owned()),
    }
}

fn read(text: &str) -> Result<Vec<Condition>, Vec<String>> {
    let expression = parse(text).map_err(|one| vec![one.to_string()])?;
    conditions(&expression, &find).map_err(|all| all.iter().map(ToString::to_string).collect())
}

/// `one any x y; many none z`
fn told(conditions: &[Condition]) -> String {
    let one = |condition: &Condition| {
        let test = if condition.is_any { "any" } else { "none" };
        format!("{} {test} {}", condition.on.1, condition.options.join(" "))
    };
    conditions.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_expression_says_conditions() {
    for (text, says) in [
        ("${one} = 'x'", "one any x"),
        ("  ${ one }='x'  ", "one any x"),
        ("'x' = ${one}", "one any x"),
        ("${one} = \"x\"", "one any x"),
        ("${one} = \u{2018}x\u{2019}", "one any x"),
        ("${one} = \u{201c}x\u{201d}", "one any x"),
        ("${one} = 1", "one any 1"),
        ("${one} = 1.0", "one any 1"),
        ("${one} = 'x' or ${one} = 'y'", "one any x y"),
        ("(${one} = 'x') OR (${one} = 'y' or ${one} = 'z')", "one any x y z"),
        ("selected(${many}, 'x')", "many any x"),
        ("Selected(${many},'x') or selected(${many}, 'y')", "many any x y"),
        ("selected(${one}, 'x') and selected(${many}, 'y')", "one any x; many any y"),
        ("${one} != 'x'", "one none x"),
        ("not(${one} = 'x' or ${one} = 'y')", "one none x y"),
        ("${many} != '' and not(selected(${many}, 'x'))", "many none x"),
        ("not(selected(${many}, 'x')) and ${many} != ''", "many none x"),
        ("selected(${many}, 'y') and not(selected(${many}, 'x'))", "many any y; many none x"),
        ("${two} != '' and (${two} != 'x' and ${one} = 'y')", "two none x; one any y"),
    ] {
        assert_eq!(read(text).map(|conditions| told(&conditions)).as_deref(), Ok(says), "{text}");
    }
}

#[test]
fn what_is_no_condition_is_refused_at_its_character() {
    for (text, at, words) in [
        ("", 1, "missing at the end"),
        ("${one} =", 9, "missing at the end"),
        ("${one} = 'x' and", 17, "missing at the end"),
        ("= 'x'", 1, "missing before this"),
        ("${one = 'x'", 1, "`${question}`"),
        ("$one = 'x'", 1, "`${question}`"),
        ("${one} = 'x", 10, "does not end"),
        ("(${one} = 'x'", 1, "not closed"),
        ("${one} = 'x')", 13, "closes nothing"),
        ("${one} = 'x' ${one} = 'y'", 14, "`and` or `or` is missing"),
        ("${one} = oui", 10, "`oui` is not known"),
        ("${one} = 'x' & ${one} = 'y'", 14, "`&` is not part"),
        ("${one} > 'x'", 1, "no such condition"),
        ("${one} = ${two}", 1, "no such condition"),
        ("count-selected(${many}) > 1", 1, "no such condition"),
        ("true()", 1, "no such condition"),
        ("${one} = 'x' and today() = 'y'", 18, "no such condition"),
        (". = 'x'", 1, "no such condition"),
        ("${gone} = 'x'", 1, "No such question."),
        ("${one} = 'x' or ${gone} = 'x'", 17, "No such question."),
        ("${one} = 'x' or ${two} = 'x'", 17, "`or` between two questions"),
        ("${one} = 'x' or selected(${many}, 'x')", 17, "`or` between two questions"),
        ("${one} = 'x' or (${one} = 'y' and ${two} = 'z')", 17, "no such condition"),
        ("not(${one} = 'x' and ${two} = 'y')", 5, "no such condition"),
        ("${many} = 'x'", 1, "`selected(${question}, 'answer')`"),
        ("${many} != 'x'", 1, "`selected(${question}, 'answer')`"),
        ("${one} = ''", 1, "needs an answer"),
        ("${one} != ''", 1, "Name the answers"),
        ("${two} != 'x'", 1, "`${question} != '' and `"),
        ("not(selected(${many}, 'x'))", 1, "`${question} != '' and `"),
        ("if(${one} = 'x', 1, 2)", 1, "no such condition"),
    ] {
        let refused = read(text).unwrap_err();
        assert_eq!(refused.len(), 1, "{text}: {refused:?}");
        assert!(refused[0].starts_with(&format!("At character {at}: ")), "{text}: {refused:?}");
        assert!(refused[0].contains(words), "{text}: {refused:?}");
    }
}

#[test]
fn every_part_that_is_wrong_is_told() {
    assert_eq!(read("${gone} = 'x' and ${one} > 1 and ${one} = 'x'").unwrap_err().len(), 2);
}

#[test]
fn brackets_inside_each_other_have_an_end() {
    let deep = format!("{}${{one}} = 'x'{}", "(".repeat(9000), ")".repeat(9000));
    assert!(parse(&deep).unwrap_err().message.contains("too many brackets"));
    let deep = format!("{}{}", "not(".repeat(9000), ")".repeat(9000));
    assert!(parse(&deep).unwrap_err().message.contains("too many brackets"));
    assert!(parse("((((${one} = 'x'))))").is_ok());
}

#[test]
fn a_constraint_says_limits() {
    let limits = |max_chars: Option<&str>, max: Option<&str>, alone: &[&str]| Constraint {
        max_chars: max_chars.map(str::to_owned),
        max: max.map(str::to_owned),
        alone: alone.iter().map(|option| (*option).to_owned()).collect(),
    };
    for (text, says) in [
        ("string-length(.) <= 80", limits(Some("80"), None, &[])),
        ("string-length(.) < 81", limits(Some("80"), None, &[])),
        ("80 >= string-length( . )", limits(Some("80"), None, &[])),
        ("count-selected(.) <= 3", limits(None, Some("3"), &[])),
        ("not(selected(., 'none') and count-selected(.) > 1)", limits(None, None, &["none"])),
        ("not(count-selected(.) >= 2 and selected(., 'none'))", limits(None, None, &["none"])),
        (
            "not((selected(., 'a') or selected(., 'b')) and count-selected(.) > 1)",
            limits(None, None, &["a", "b"]),
        ),
        ("not(selected(., 'none')) or count-selected(.) = 1", limits(None, None, &["none"])),
        ("count-selected(.) <= 3 and string-length(.) <= 9", limits(Some("9"), Some("3"), &[])),
    ] {
        assert_eq!(constraint(&parse(text).unwrap()), Ok(says), "{text}");
    }
    for text in [
        ". > 5",
        "regex(., '[0-9]+')",
        "string-length(.) >= 3",
        "count-selected(.) = 2",
        "not(selected(., 'a'))",
        "string-length(${one}) <= 3",
    ] {
        let refused = constraint(&parse(text).unwrap()).unwrap_err();
        assert!(refused[0].message.contains("no such constraint"), "{text}");
    }
}

prop_compose! {
    fn some_condition()(
        on in prop::sample::select(vec!["one", "two", "many"]),
        is_any: bool,
        options in prop::collection::vec("[a-z0-9_-]{1,6}", 1..4),
    ) -> Condition {
        let target = find(on).unwrap();
        Condition { on: target.key, is_any, options }
    }
}

proptest! {
    #[test]
    fn conditions_that_are_written_read_back(all in prop::collection::vec(some_condition(), 1..5)) {
        let named = all.iter().map(|condition| Named {
            question: &condition.on.1,
            is_one: condition.on.1 != "many",
            is_any: condition.is_any,
            options: condition.options.iter().map(String::as_str).collect(),
        });
        let text = write_conditions(&named.collect::<Vec<_>>());
        prop_assert_eq!(read(&text), Ok(all), "{}", text);
    }

    #[test]
    fn constraints_that_are_written_read_back(
        max_chars in prop::option::of(1_u16..500),
        max in prop::option::of(1_u16..10),
        alone in prop::collection::vec("[a-z0-9_-]{1,6}", 0..4),
    ) {
        let limits = Constraint { max_chars: max_chars.map(|n| n.to_string()), max: max.map(|n| n.to_string()), alone };
        let text = write_constraint(&limits);
        prop_assume!(!text.is_empty());
        prop_assert_eq!(constraint(&parse(&text).unwrap()), Ok(limits), "{}", text);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "[a-z$ {}().,'\"=!<>0-9\u{e9}\u{2019}-]{0,40}") {
        let _ = read(&text);
    }
}
