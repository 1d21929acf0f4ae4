//! Buttons, messages, waits, dialog.

use super::part;
use crate::ui::*;
use yew::prelude::*;

#[component]
pub(super) fn Buttons() -> Html {
    let waiting = use_state(|| false);
    let send = {
        let waiting = waiting.clone();
        move |_| waiting.set(true)
    };
    let words = if *waiting { "Envoi…" } else { "Envoyer mes réponses" };
    part(
        "buttons",
        "Boutons et liens",
        html! {
            <>
                <Hand>
                    <Button kind={ButtonKind::Primary} waiting={*waiting} on_click={send}>{ words }</Button>
                    <Button icon="file-text">{ "Garder une copie" }</Button>
                    <Button kind={ButtonKind::Plain}>{ "Je m’arrête ici, je reprendrai" }</Button>
                </Hand>
                <Hand>
                    <Button kind={ButtonKind::Primary} waiting={true}>{ "Envoi…" }</Button>
                </Hand>
                <Card>
                    <Button icon="arrow-right">{ "Continuer plus tard" }</Button>
                    <Button pressed={true}>{ "Choisi" }</Button>
                    <LinkButton kind={ButtonKind::Plain} href="/kit" describes=" : Me déplacer">{ "Changer" }</LinkButton>
                    <Button kind={ButtonKind::Exit} icon="log-out">{ "Quitter vite" }</Button>
                    <p>
                        { "Un lien dans un texte : " }
                        <Link href="/kit">{ "voir les numéros d’aide" }</Link>
                        { "." }
                    </p>
                </Card>
            </>
        },
    )
}

#[component]
pub(super) fn Notices() -> Html {
    part(
        "notices",
        "Messages",
        html! {
            <>
                <Stack gap={Gap::Tight}>
                    <Notice title="Nouvelle version">
                        { "Les questions ont changé. Vous gardez les vôtres jusqu’au bout." }
                    </Notice>
                    <Notice kind={NoticeKind::Warm} title="Une place est libre">{ "Répondez avant jeudi, 14 h." }</Notice>
                    <Notice kind={NoticeKind::Success}>{ "Reçu. Vérifié, lisible." }</Notice>
                    <Notice kind={NoticeKind::Attention} title="À refaire : on lit mal">
                        { "Photographiez la page 2 avec plus de lumière." }
                    </Notice>
                    <Notice icon="wifi-off">{ "Pas de réseau en ce moment. Vos réponses sont gardées ici." }</Notice>
                </Stack>
                <p class="mt-cluster">
                    <Tag>{ "Prévue" }</Tag>
                    <Tag kind={TagKind::Warm}>{ "Votre place est réservée" }</Tag>
                    <Tag kind={TagKind::Success} icon="check">{ "Faite" }</Tag>
                    <Tag kind={TagKind::Attention} icon="circle-alert">{ "À refaire" }</Tag>
                </p>
            </>
        },
    )
}

#[component]
pub(super) fn Waits() -> Html {
    part(
        "waits",
        "Où j’en suis, attente",
        html! {
            <>
                <Progress words="2 sujets sur 12 ont une réponse." />
                <UploadBar id="upload" label="Page 1 sur 2" percent={30} />
                <Skeleton label="Chargement…" />
            </>
        },
    )
}

#[component]
pub(super) fn Dialogs() -> Html {
    let open = use_state(|| false);
    let set = |value: bool| {
        let open = open.clone();
        move |_: MouseEvent| open.set(value)
    };
    let on_close = {
        let open = open.clone();
        move |()| open.set(false)
    };
    let actions = html! {
        <>
            <Button kind={ButtonKind::Primary} on_click={set(false)}>{ "Oui, j’annule" }</Button>
            <Button on_click={set(false)}>{ "Non, je garde ma place" }</Button>
        </>
    };
    part(
        "dialogs",
        "Dialogue",
        html! {
            <>
                <Button id="open-dialog" on_click={set(true)}>{ "Annuler ma place" }</Button>
                <Dialog id="cancel" title="Annuler votre place ?" open={*open} {on_close} {actions}>
                    <p>{ "Simulation d’entretien, vendredi 11 décembre. Une autre personne pourra venir." }</p>
                </Dialog>
            </>
        },
    )
}
