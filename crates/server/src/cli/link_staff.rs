//! `link-staff`: who may sign in at the provider of the organisation (decision 33).

use super::deployment::{self, Deployment, explain_store};
use super::{EXIT_REFUSED, Failure};
use crate::Clock;
use crate::config::Config;
use crate::provider::fold_email;
use crate::staff::fold_login;
use clap::Args;

/// Which account, and by what the provider knows its owner.
#[derive(Debug, Args)]
pub struct LinkArguments {
    /// What they sign in with at the desk.
    #[arg(long)]
    login: String,
    /// Their e-mail address at the provider, looked at once: at the first sign-in there.
    #[arg(long, required_unless_present = "remove")]
    email: Option<String>,
    /// Only login, password and code from now on.
    #[arg(long, conflicts_with = "email")]
    remove: bool,
}

/// # Errors
/// When there is no such login, the address is someone else's, or the data cannot be used.
pub async fn run(config: Config, arguments: LinkArguments) -> Result<(), Failure> {
    let LinkArguments { login, email, remove } = arguments;
    let (login, email) = (fold_login(&login), email.as_deref().map(fold_email).unwrap_or_default());
    if !remove && !email.contains('@') {
        return Err(Failure::new(EXIT_REFUSED, "This is no e-mail address. Write it as the provider does."));
    }
    let Deployment { store, .. } = deployment::open_existing(&config).await?;
    let (now, wanted) = (Clock::system().now(), login.clone());
    let job = async move |tx: &mut store::Tx| {
        let Some(staff) = tx.find_staff_by_login(&wanted).await? else { return Ok(false) };
        if remove {
            tx.forbid_identity(&staff.id).await?;
        } else {
            tx.allow_identity(&staff.id, &email, now).await?;
        }
        Ok::<_, store::Error>(true)
    };
    let done = store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    store.close().await;
    match done {
        Ok(true) if remove => println!("{login} signs in with login, password and code only."),
        Ok(true) => {
            println!("{login} can sign in at the provider, and is known by this address the first time.")
        }
        Ok(false) => return Err(Failure::new(EXIT_REFUSED, format!("Nobody has the login {login}."))),
        Err(store::Error::Conflict { .. }) => {
            return Err(Failure::new(
                EXIT_REFUSED,
                "Another account has this address. Take it from that one first, with --remove.",
            ));
        }
        Err(error) => return Err(explain_store(&error)),
    }
    Ok(())
}
