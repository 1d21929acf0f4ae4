//! The kit page: every component in every state, together, for the eye. In development builds only.
//!
//! The sample texts are French, as on the real screens; no feature is used here.

mod answers;
mod places;
mod states;

use crate::ui::*;
use answers::{Answers, Fields, Triage};
use places::{Pathway, Places, Reviews};
use states::{Buttons, Dialogs, Notices, Waits};
use yew::prelude::*;

/// What the page shows: the list of components, or one kind of screen as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Components,
    Place,
    Task,
    Held,
    Offline,
}

/// The kit page.
#[component]
pub fn Kit() -> Html {
    let shown = use_state(|| Shown::Components);
    let language = use_state(|| AttrValue::Static("fr"));
    let choose = {
        let shown = shown.clone();
        Callback::from(move |next| shown.set(next))
    };
    match *shown {
        Shown::Components => components(&choose, &language),
        Shown::Place => place(&choose),
        Shown::Task => task(&choose),
        Shown::Held => held(Art::Landed, "C’est envoyé.", Some("Mardi 1er décembre à 14 h 32"), &choose),
        Shown::Offline => held(Art::Waiting, "Gardé sur ce téléphone. Pas encore envoyé.", None, &choose),
    }
}

const SKIP: &str = "Aller au contenu";

fn components(choose: &Callback<Shown>, language: &UseStateHandle<AttrValue>) -> Html {
    let languages = vec![
        Language { code: "fr".into(), name: "Français".into(), rtl: false },
        Language { code: "en".into(), name: "English".into(), rtl: false },
        Language { code: "ar".into(), name: "العربية".into(), rtl: true },
    ];
    let on_choose = {
        let language = language.clone();
        Callback::from(move |code| language.set(code))
    };
    let end =
        html! { <LanguageChoice label="Langue" {languages} current={(**language).clone()} {on_choose} /> };
    let topbar = html! { <TopBar start={brand("/kit".into())} {end} /> };
    html! {
        <Screen key="components" kind={ScreenKind::Place} skip_label={SKIP} {topbar} foot={navigation()}>
            <Title>{ "Composants" }</Title>
            <Rows>
                { screen_row("place", "Un lieu", "house", Shown::Place, choose) }
                { screen_row("task", "Une tâche", "pencil", Shown::Task, choose) }
                { screen_row("held", "Un moment tenu", "send", Shown::Held, choose) }
                { screen_row("offline", "Sans réseau", "wifi-off", Shown::Offline, choose) }
            </Rows>
            <Buttons />
            <Answers />
            <Triage />
            <Fields />
            <Notices />
            <Pathway />
            <Places />
            <Reviews />
            <Waits />
            <Dialogs />
        </Screen>
    }
}

fn screen_row(
    key: &'static str,
    name: &'static str,
    icon: &'static str,
    shown: Shown,
    choose: &Callback<Shown>,
) -> Html {
    html! { <Row {key} {name} {icon} on_click={choose.reform(move |_: MouseEvent| shown)} /> }
}

fn navigation() -> Html {
    let item = |href: &'static str, icon: &'static str, label: &'static str, current| NavItem {
        href: href.into(),
        icon: icon.into(),
        label: label.into(),
        current,
    };
    let items = vec![
        item("/kit", "house", "Accueil", true),
        item("/kit#pathway", "route", "Parcours", false),
        item("/kit#workshops", "calendar", "Ateliers", false),
        item("/kit#documents", "folder", "Documents", false),
    ];
    crate::ui::navigation("Menu principal".into(), &items)
}

fn back(choose: &Callback<Shown>) -> Html {
    let on_click = choose.reform(|_: MouseEvent| Shown::Components);
    html! { <TopBar start={html! { <Tool icon="arrow-left" turn={true} label="Retour" {on_click} /> }} /> }
}

fn place(choose: &Callback<Shown>) -> Html {
    html! {
        <Screen key="place" kind={ScreenKind::Place} skip_label={SKIP} topbar={back(choose)} foot={navigation()}>
            <Title>{ "Bonjour Samira." }</Title>
            <NextStep
                eyebrow="Votre prochaine étape"
                title="Faire le point avant votre rendez-vous"
                text="2 à 12 minutes. Vous pouvez vous arrêter et reprendre plus tard."
            >
                <LinkButton kind={ButtonKind::Primary} href="/kit">{ "Commencer" }</LinkButton>
            </NextStep>
            <Rows>
                <Row key="meeting" name="Mardi 8 décembre, 10 h" more="Au pôle Centre-ville" icon="calendar" href="/kit" />
                <Row key="call" name="Appeler Hélène Marchand" more="Votre référente" icon="phone" href="tel:0465710012" />
            </Rows>
        </Screen>
    }
}

fn task(choose: &Callback<Shown>) -> Html {
    let foot = html! {
        <Hand>
            <Button kind={ButtonKind::Primary}>{ "Continuer" }</Button>
            <LinkButton kind={ButtonKind::Plain} href="/kit">{ "Je m’arrête ici, je reprendrai" }</LinkButton>
        </Hand>
    };
    let answer = |key: &'static str, label: &'static str, checked: bool| {
        html! {
            <Choice {key} id={key} name="trips" kind={ChoiceKind::Check} {label} {checked} on_change={Callback::noop()} />
        }
    };
    html! {
        <Screen key="task" kind={ScreenKind::Task} skip_label={SKIP} topbar={back(choose)} {foot}>
            <ChoiceGroup
                id="trips"
                heading={true}
                eyebrow="Me déplacer · sujet 1 sur 2"
                eyebrow_icon="bus"
                legend="Qu’est-ce qui rend vos trajets difficiles ?"
                hint="Vous pouvez choisir plusieurs réponses."
            >
                { answer("price", "Le prix", true) }
                { answer("car", "Ma voiture est en panne ou trop vieille", false) }
                { answer("bus", "Il n’y a pas de bus près de chez moi", false) }
                { answer("hours", "Pas de transport tôt le matin ou le soir", true) }
                { or("ou".into()) }
                { answer("none", "Rien de tout ça", false) }
                { answer("unknown", "Je ne sais pas", false) }
                { answer("talk", "J’aimerais en parler avec mon référent", false) }
            </ChoiceGroup>
        </Screen>
    }
}

fn held(art: Art, title: &'static str, text: Option<&'static str>, choose: &Callback<Shown>) -> Html {
    let facts = match art {
        Art::Waiting => html! {
            <Facts>
                <Fact key="network" icon="wifi-off">{ "Pas de réseau en ce moment." }</Fact>
                <Fact key="later" icon="send">{ "Vos réponses partiront toutes seules quand il reviendra." }</Fact>
                <Fact key="close" icon="smartphone">{ "Vous pouvez fermer cette page. Rien n’est perdu." }</Fact>
            </Facts>
        },
        Art::Held | Art::Landed => html! {
            <Facts>
                <Fact key="answered" done={true}>{ "Vous avez répondu." }</Fact>
                <Fact key="sent" done={true}>{ "Vos réponses sont envoyées." }</Fact>
                <Fact key="read">{ "Hélène Marchand ne les a pas encore lues." }</Fact>
            </Facts>
        },
    };
    html! {
        <Screen key={title} kind={ScreenKind::Held} skip_label={SKIP} topbar={back(choose)}>
            <Moment {art} {title} text={text.map(AttrValue::Static)} />
            { facts }
            <Stack gap={Gap::Tight} push={true}>
                <LinkButton kind={ButtonKind::Primary} href="/kit">{ "Voir ce qui peut m’aider" }</LinkButton>
                <Button icon="refresh-cw">{ "Essayer maintenant" }</Button>
            </Stack>
        </Screen>
    }
}

/// A part of the page.
fn part(id: &'static str, title: &'static str, children: Html) -> Html {
    html! { <section class="mt-stack" id={id}><Heading>{ title }</Heading>{ children }</section> }
}
