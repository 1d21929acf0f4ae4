//! `main-tendue`: the portal's server and its commands.

fn main() -> std::process::ExitCode {
    server::cli::run()
}
