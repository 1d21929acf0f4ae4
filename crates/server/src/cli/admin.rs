//! `admin`: the first coordinator. There is no default account.

use super::deployment::{self, explain_store};
use super::{EXIT_REFUSED, Failure};
use crate::config::Config;
use crate::hashing::{Cost, Hasher};
use crate::staff::fold_login;
use crate::{Clock, keys, totp};
use clap::Args;
use domain::ids::StaffId;
use std::io::{BufRead, Write};
use store::{Staff, StaffRole};

/// Asked for on the terminal when absent.
#[derive(Debug, Args)]
pub struct AdminArguments {
    /// What the coordinator signs in with.
    #[arg(long)]
    login: Option<String>,
    /// As people read it.
    #[arg(long)]
    name: Option<String>,
    /// Shown to the people followed.
    #[arg(long, default_value = "")]
    phone: String,
    /// Where people are received.
    #[arg(long, default_value = "")]
    place: String,
}

/// # Errors
/// When there is a coordinator already, or the data cannot be used.
pub async fn run(config: Config, arguments: AdminArguments) -> Result<(), Failure> {
    let login = fold_login(&ask("Login", arguments.login)?);
    let display_name = ask("Name, as people read it", arguments.name)?;
    let deployment = deployment::open(&config).await?;
    let secret = keys::random_bytes::<{ totp::SECRET_BYTES }>();
    let password = new_password();
    let id = StaffId::new(keys::random_id()).expect("BUG: a random id is an identifier");
    let staff = Staff {
        login: login.clone(),
        display_name,
        role: StaffRole::Coordinator,
        phone: arguments.phone,
        place: arguments.place,
        password_hash: Hasher::new(&deployment.keys, Cost::Full).hash_password_here(&password),
        totp_secret: deployment.keys.seal(id.as_str(), &secret),
        totp_last_step: 0,
        created_at: Clock::system().now(),
        id,
    };
    let inserted = deployment.store.write(move |tx| {
        Box::pin(async move {
            if tx.count_staff(StaffRole::Coordinator).await? > 0 {
                return Ok(false);
            }
            tx.insert_staff(&staff).await?;
            Ok::<_, store::Error>(true)
        })
    });
    let is_inserted = inserted.await.map_err(|error| match error {
        store::Error::Conflict { .. } => {
            Failure::new(EXIT_REFUSED, "Another member of staff has this login. Choose another.")
        }
        error => explain_store(&error),
    });
    deployment.store.close().await;
    if !is_inserted? {
        return Err(Failure::new(
            EXIT_REFUSED,
            "There is a coordinator already. They can add others at the desk.",
        ));
    }
    show(&login, &password, &secret);
    Ok(())
}

fn ask(what: &str, given: Option<String>) -> Result<String, Failure> {
    let text = match given {
        Some(text) => text,
        None => {
            eprint!("{what}: ");
            let _ = std::io::stderr().flush();
            let mut line = String::new();
            let _ = std::io::stdin().lock().read_line(&mut line);
            line
        }
    };
    let text = text.trim().to_owned();
    let missing =
        || Failure::new(EXIT_REFUSED, format!("{what} is missing. Give it with --login and --name."));
    if text.is_empty() { Err(missing()) } else { Ok(text) }
}

/// 20 characters of 32: 100 bits, in groups that can be read aloud.
fn new_password() -> String {
    let letters = keys::random_id();
    let groups: Vec<&str> = (0..4).map(|i| &letters[i * 5..i * 5 + 5]).collect();
    groups.join("-")
}

fn show(login: &str, password: &str, secret: &[u8]) {
    let url = totp::enrolment_url(secret, login);
    println!("The first coordinator is made. This is shown once; nobody can show it again.\n");
    println!("  Login     {login}");
    println!("  Password  {password}");
    println!("  Secret    {}", totp::as_base32(secret));
    println!("  Address   {url}\n");
    println!("Scan this with an authenticator app:\n");
    match fast_qr::QRBuilder::new(url).build() {
        Ok(code) => println!("{}", code.to_str()),
        Err(_) => println!("(The code cannot be drawn; type the secret into the app.)"),
    }
}
