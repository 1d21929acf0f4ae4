//! Cards, rows, next step, pathway, review.

use super::part;
use crate::ui::*;
use yew::prelude::*;

#[component]
pub(super) fn Places() -> Html {
    part(
        "places",
        "Cartes et lignes",
        html! {
            <>
                <NextStep title="Votre CV peut aller ici." text="Un CV sur papier, ça marche aussi." art={Art::Waiting} level={3}>
                    <Button kind={ButtonKind::Primary} icon="file-text">{ "Choisir un fichier" }</Button>
                </NextStep>
                <Card title="Payer moins cher mes transports" level={3}>
                    <p>{ "Parce que vous avez dit : « Le prix »." }</p>
                    <LinkButton href="/kit">{ "Voir les étapes" }</LinkButton>
                </Card>
                <Card kind={CardKind::Warm} title="Vendredi 11 décembre, 14 h" level={3}>
                    <p>{ "Votre place est réservée." }</p>
                </Card>
                <Rows>
                    <Row key="cv" name="CV de novembre" more="Reçu, lisible · 2 pages" icon="file-text" href="/kit" />
                    <Row key="fair" name="Jobs dating" more="Jeudi 17 décembre, 14 h" icon="calendar" href="/kit" />
                    <TimedRow key="timed" time="09:15" name="Mon CV prêt" more="Médiathèque" href="/kit"><Tag>{ "Il reste 4 places" }</Tag></TimedRow>
                    <Row key="fact" name="Pôle Centre-ville" more="12 rue des Lilas" icon="map-pin" />
                </Rows>
                <Qr label="Un QR code" modules={vec![true, false, true, false, true, false, true, true, true]} />
                <Photo src="/favicon.svg" alt="Page 1" n_turns={1} />
                <Sheet picture={page()} kind="PDF"><p>{ "PDF, reçu le 8 décembre" }</p></Sheet>
                <Sheet kind="Word"><p>{ "Word, reçu le 9 décembre" }</p></Sheet>
                <Pages pages={vec![page()]} />
                <frame::Frame src="/favicon.svg" alt="Page 1" width={300} height={400} n_turns={0} handles={handles()} on_move={Callback::noop()} on_point={Callback::noop()} />
            </>
        },
    )
}

fn page() -> PagePicture {
    PagePicture { src: "/favicon.svg".into(), alt: "Page 1".into() }
}

fn handles() -> [frame::Handle; 4] {
    [("haut", 10), ("droit", 90), ("bas", 95), ("gauche", 5)].map(|(side, at)| frame::Handle {
        label: format!("Bord {side}").into(),
        said: "enlevé en partie".into(),
        at,
        least: 0,
        most: 100,
    })
}

#[component]
pub(super) fn Pathway() -> Html {
    part(
        "pathway",
        "Parcours",
        html! {
            <Path>
                <Phase key={1} number={1} title="Avant d’entrer dans le parcours" aim="Fait le 1er décembre" state={Stage::Done} said="fait" level={3} />
                <Phase key={2} number={2} title="À l’entrée" aim="Nous décidons ensemble." state={Stage::Current} said="en cours" level={3}>
                    <Steps>
                        <Step key="meet" state={Stage::Done} said="fait">{ "Je rencontre mon référent" }</Step>
                        <Step key="read" state={Stage::Current}>
                            <p class="mt-small">{ "Vous êtes ici" }</p>
                            <h4 class="mt-lead">{ "Nous relisons mes réponses" }</h4>
                            <p>{ "Mardi 8 décembre, 10 h" }</p>
                            <div class="mt-steps__acts">
                                <Button>{ "C’est fait" }</Button>
                                <Button>{ "Ça bloque" }</Button>
                            </div>
                        </Step>
                        <Step key="choose" state={Stage::Ahead}>{ "Nous choisissons 1 à 3 objectifs" }</Step>
                        <Step key="sign" state={Stage::Ahead}>{ "Je signe mon contrat d’engagement" }</Step>
                    </Steps>
                </Phase>
                <Phase key={3} number={3} title="Pendant le RSA" aim="J’avance à mon rythme, avec de l’aide." state={Stage::Ahead} level={3} />
                <Phase key={4} number={4} title="À la sortie" aim="Mon projet tient dans le temps." state={Stage::Ahead} level={3} />
            </Path>
        },
    )
}

#[component]
pub(super) fn Reviews() -> Html {
    let change = |subject: &'static str| Change {
        href: "/kit".into(),
        label: "Changer".into(),
        describes: subject.into(),
    };
    let item = |id: &'static str, question: &'static str, answer: &'static str| ReviewItem {
        id: id.into(),
        question: question.into(),
        answer: answer.into(),
        change: None,
    };
    part(
        "reviews",
        "Relire ses réponses",
        html! {
            <Card>
                <Review
                    title="Me déplacer"
                    change={change(" : Me déplacer")}
                    items={vec![
                        item("trips", "Qu’est-ce qui rend vos trajets difficiles ?", "Le prix. Pas de transport tôt le matin ou le soir."),
                        item("licence", "Avez-vous le permis de conduire ?", "J’ai le code"),
                    ]}
                    reader="Hélène Marchand pourra lire."
                />
                <Review
                    title="Mon argent"
                    change={change(" : Mon argent")}
                    items={vec![item("money", "À la fin du mois, pour l’argent…", "C’est très juste")]}
                    reader="Gardé pour vous seulement."
                    reader_icon="lock"
                />
            </Card>
        },
    )
}
