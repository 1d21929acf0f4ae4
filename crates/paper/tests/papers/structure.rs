//! What makes a paper readable without eyes (ISO 14289-1).

use crate::reader::{Read, plain};
use crate::samples::{PRINTED, answers, questionnaire};
use domain::questionnaire::{Page, StepKey, route};
use lopdf::Object;

fn each(check: impl Fn(&str, &Read)) {
    for (name, read) in PRINTED.iter() {
        check(name, read);
    }
}

#[test]
fn a_paper_says_its_language_and_title_and_that_it_is_tagged() {
    each(|name, read| {
        let catalog = read.catalog();
        let follow = |object: &Object| match object {
            Object::Reference(id) => read.document.get_object(*id).unwrap().clone(),
            direct => direct.clone(),
        };
        let dict = |key: &[u8]| follow(catalog.get(key).unwrap()).as_dict().unwrap().clone();
        let language = name.split_once('.').unwrap().1;
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), language.as_bytes(), "{name}");
        assert!(dict(b"MarkInfo").get(b"Marked").unwrap().as_bool().unwrap(), "{name}");
        assert!(dict(b"ViewerPreferences").get(b"DisplayDocTitle").unwrap().as_bool().unwrap(), "{name}");
        assert!(dict(b"Outlines").has(b"First"), "{name}");
        let xmp = follow(catalog.get(b"Metadata").unwrap());
        let xmp = String::from_utf8(xmp.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
        assert!(xmp.contains("pdfuaid:part") && xmp.contains("<dc:title>"), "{name}: {xmp}");
        for page in read.document.get_pages().into_values() {
            let page = read.document.get_dictionary(page).unwrap();
            assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S", "{name}");
        }
    });
}

#[test]
fn every_mark_is_read_once_or_is_an_artifact() {
    each(|name, read| {
        assert_eq!(read.unheard, Vec::<String>::new(), "{name}");
        assert!(!read.artifacts.is_empty(), "{name}: the foot of the page");
        for leaf in &read.leaves {
            assert!(!leaf.text.trim().is_empty(), "{name}: {} says nothing", leaf.path);
        }
    });
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    each(|name, read| {
        let levels = read.leaves.iter().filter_map(|leaf| {
            let role = leaf.path.rsplit('/').next().unwrap();
            role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok())
        });
        let mut last = 0;
        for level in levels {
            assert!(level <= last + 1, "{name}: H{level} after H{last}");
            last = level;
        }
        assert!(last > 0, "{name}");
    });
}

/// Where each text is first read, after the one before it.
fn assert_in_order<'a>(text: &str, wanted: impl IntoIterator<Item = &'a str>) {
    let mut rest = text;
    for wanted in wanted {
        let wanted = plain(wanted);
        let at = rest.find(&wanted).unwrap_or_else(|| panic!("{wanted:?} is not in\n{rest}"));
        rest = &rest[at + wanted.len()..];
    }
}

#[test]
fn the_form_asks_every_question_with_every_option_in_order() {
    for language in ["fr", "en"] {
        let definition = questionnaire(language);
        let text = PRINTED[&format!("form.{language}")].text();
        // The table of levels names every subject before their own pages do.
        let mut wanted = vec![definition.title.as_str(), &definition.triage_question];
        wanted.extend(definition.subjects.iter().map(|subject| subject.title.as_str()));
        let numbers: Vec<String> = (1..=44).map(|number| number.to_string()).collect();
        let mut numbers = numbers.iter();
        for subject in &definition.subjects {
            wanted.push(&subject.title);
            wanted.extend(subject.notice.as_deref());
            for question in &subject.questions {
                wanted.push(numbers.next().unwrap());
                wanted.push(&question.text);
                wanted.extend(question.hint.as_deref());
                wanted.extend(question.options.iter().map(|option| option.label.as_str()));
            }
            wanted.push(&definition.sharing_question);
            wanted.extend(definition.sharing_options.iter().map(|option| option.label.as_str()));
        }
        assert_eq!(numbers.next(), None);
        wanted.push(&definition.private_talk.text);
        for line in &definition.helplines {
            wanted.extend([line.phone.as_str(), &line.name, &line.text]);
        }
        assert_in_order(&text, wanted);
    }
}

#[test]
fn each_box_of_the_form_is_told_beside_its_option() {
    let read = &PRINTED["form.fr"];
    let items: Vec<_> = read.leaves.windows(2).filter(|pair| pair[1].path.ends_with("/LI/LBody")).collect();
    let n_boxes = items.iter().filter(|pair| pair[0].path.ends_with("/LI/Lbl/Figure")).count();
    let definition = questionnaire("fr");
    let n_options: usize =
        definition.subjects.iter().flat_map(|subject| &subject.questions).map(|q| q.options.len()).sum();
    let n_sharings = definition.subjects.len() * definition.sharing_options.len();
    let n_others = definition.private_talk.options.len() + 2;
    assert_eq!(n_boxes, n_options + n_sharings + n_others);
    assert!(
        read.leaves
            .iter()
            .filter(|leaf| leaf.path.ends_with("Figure"))
            .all(|leaf| leaf.text == "Case à cocher")
    );
    let cells = read.leaves.iter().filter(|leaf| leaf.path.ends_with("/Table/TBody/TR/TD/Figure")).count();
    assert_eq!(cells, definition.subjects.len() * definition.levels.len());
}

#[test]
fn the_copy_holds_the_route_and_nothing_of_a_cut_branch() {
    let definition = questionnaire("fr");
    let given = answers(definition, 0);
    let route = route(definition, &given);
    let text = PRINTED["copy.fr"].text();
    let mut asked = Vec::new();
    for subject in &definition.subjects {
        for question in &subject.questions {
            let at = domain::questionnaire::QuestionRef {
                subject: subject.id.clone(),
                question: question.id.clone(),
            };
            if route.contains(&Page::Question(at.clone())) {
                asked.push(question.text.as_str());
                let chosen = given.get(&StepKey::Answer(at)).unwrap().choices();
                let said = question.options.iter().filter(|option| chosen.contains(&option.id));
                asked.extend(said.map(|option| option.label.as_str()));
            } else {
                assert!(!text.contains(&plain(&question.text)), "{}", question.text);
            }
        }
    }
    assert!(asked.len() > 20);
    assert_in_order(&text, asked);
}

#[test]
fn a_paper_from_right_to_left_is_read_in_the_order_of_its_words() {
    let read = &PRINTED["arabic.ar"];
    let preferences = read.catalog().get(b"ViewerPreferences").unwrap();
    assert_eq!(preferences.as_dict().unwrap().get(b"Direction").unwrap().as_name().unwrap(), b"R2L");
    let wanted =
        ["أجوبتي", "المرشدة هي Hélène Marchand، وهي تساعدك.", "1 هل لديك رخصة القيادة؟", "نعم", "لا", "بخير"];
    assert_in_order(&read.text(), wanted);
}
