//! Answers, triage, fields.

use super::part;
use crate::ui::*;
use yew::prelude::*;

#[component]
pub(super) fn Answers() -> Html {
    let reader = use_state(|| "me");
    let radio = |key: &'static str, label: &'static str, more: &'static str, icon: &'static str| {
        let reader_state = reader.clone();
        let on_change = move |_| reader_state.set(key);
        html! {
            <Choice
                {key}
                id={["reader-", key].concat()}
                name="reader"
                kind={ChoiceKind::Radio}
                {label}
                {more}
                {icon}
                checked={*reader == key}
                {on_change}
            />
        }
    };
    part(
        "answers",
        "Réponses",
        html! {
            <>
                <Card>
                    <ChoiceGroup id="reader" legend="Qui peut lire vos réponses sur ce sujet ?" hint="Vous pourrez changer d’avis.">
                        { radio("one", "Mon référent", "Hélène Marchand", "user-round") }
                        { radio("all", "Mon référent et les personnes qui me suivent", "Hélène Marchand, Karim Aït-Saïd", "users-round") }
                        { radio("me", "Moi seulement, pour l’instant", "Personne d’autre ne les voit.", "lock") }
                    </ChoiceGroup>
                </Card>
                <Card>
                    <ChoiceGroup id="licence" legend="Avez-vous le permis de conduire ?" error="Choisissez une réponse.">
                        <Choice key="yes" id="licence-yes" name="licence" kind={ChoiceKind::Radio} label="Oui" checked={false} invalid={true} on_change={Callback::noop()} />
                        <Choice key="no" id="licence-no" name="licence" kind={ChoiceKind::Radio} label="Non" checked={false} invalid={true} on_change={Callback::noop()} />
                    </ChoiceGroup>
                </Card>
            </>
        },
    )
}

#[component]
pub(super) fn Triage() -> Html {
    let chosen = use_state(|| vec![Some(Road::Blocked), Some(Road::Fine), None, None]);
    let subjects = [
        ("trips", "Me déplacer", "bus", None),
        ("home", "Mon logement", "house", None),
        (
            "health",
            "Ma santé",
            "heart-pulse",
            Some("Ce que vous dites ici reste à vous, sauf si vous choisissez de le partager."),
        ),
        ("family", "Mes enfants, mes proches", "baby", None),
    ];
    let subject = |(i, (id, title, icon, note)): (
        usize,
        (&'static str, &'static str, &'static str, Option<&'static str>),
    )| {
        let level = chosen[i];
        let on_choose = {
            let chosen = chosen.clone();
            move |(_, road)| {
                let mut next = (*chosen).clone();
                next[i] = Some(road);
                chosen.set(next);
            }
        };
        html! {
            <li key={id}>
                <Subject
                    {id}
                    group="triage"
                    {title}
                    {icon}
                    legend={[title, " : où en êtes-vous ?"].concat()}
                    answer={level.map(|road| AttrValue::Static(words(road)))}
                    {level}
                    note={note.map(AttrValue::Static)}
                    open={id == "health"}
                    current={id == "health"}
                    levels={levels()}
                    {on_choose}
                />
            </li>
        }
    };
    part(
        "triage",
        "Tri des sujets",
        html! { <ol class="mt-stack mt-stack--tight">{ for subjects.into_iter().enumerate().map(subject) }</ol> },
    )
}

fn words(road: Road) -> &'static str {
    match road {
        Road::Fine => "Ça va",
        Road::Hard => "C’est difficile, mais j’avance",
        Road::Blocked => "Ça me bloque",
        Road::Unsaid => "Je préfère ne pas répondre",
    }
}

fn levels() -> Vec<LevelChoice> {
    let roads = [Road::Fine, Road::Hard, Road::Blocked, Road::Unsaid];
    roads.into_iter().map(|road| LevelChoice { road, label: words(road).into() }).collect()
}

#[component]
pub(super) fn Fields() -> Html {
    let job = use_state(|| AttrValue::Static("cuisine"));
    let card = use_state(|| AttrValue::Static("K7M2P 4XQ"));
    let birth = use_state(|| DateParts { day: "27".into(), month: "3".into(), year: "86".into() });
    let on = |state: &UseStateHandle<AttrValue>| {
        let state = state.clone();
        move |text| state.set(text)
    };
    let on_birth = {
        let birth = birth.clone();
        move |parts| birth.set(parts)
    };
    let texts = AccessTexts {
        card_label: "Le code de votre carte".into(),
        card_hint: "10 lettres ou chiffres".into(),
        birth_label: "Votre date de naissance".into(),
        birth_hint: "Par exemple : 27 3 1986".into(),
        day: "Jour".into(),
        month: "Mois".into(),
        year: "Année".into(),
    };
    let problem =
        |field: &'static str, text: &'static str| Problem { field: field.into(), text: text.into() };
    let problems = vec![
        problem("card", "Le code a 10 signes. Il en manque 1."),
        problem("birth-year", "Écrivez l’année avec 4 chiffres."),
    ];
    part(
        "fields",
        "Champs",
        html! {
            <Card>
                <ErrorSummary title="2 choses à corriger" {problems} />
                <AccessCard
                    {texts}
                    card={(*card).clone()}
                    birth={(*birth).clone()}
                    on_card={on(&card)}
                    {on_birth}
                    on_submit={Callback::noop()}
                    card_error="Le code a 10 signes. Il en manque 1."
                    birth_error="Écrivez l’année avec 4 chiffres."
                    birth_wrong={DatePart::Year}
                />
                <Field id="job" label="Quel métier ?" hint="Écrivez un mot, puis choisissez dans la liste." value={(*job).clone()} on_input={on(&job)} />
                <Field id="phone" label="Votre téléphone" kind={FieldKind::Phone} autocomplete="tel" error="Un numéro a 10 chiffres. Il en manque 1." value="06 39 98 12 4" on_input={Callback::noop()} />
                <LongField id="words" label="Qu’est-ce qu’il faut corriger ?" hint="Avec vos mots, en quelques phrases." value="Mon adresse a changé." on_input={Callback::noop()} />
                <Field id="search" label="Chercher une personne" kind={FieldKind::Search} value="" on_input={Callback::noop()} />
                <Field id="due" label="À faire avant le" kind={FieldKind::Date} value="2026-12-08" on_input={Callback::noop()} />
                <List id="sheet" label="Fiche action" options={vec![("cv".into(), "Faire mon CV".into()), ("permis".into(), "Passer le permis".into())]} value="permis" on_change={Callback::noop()} />
            </Card>
        },
    )
}
