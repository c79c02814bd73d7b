//! The `byline` program: a thin shell around the library.

use std::process::ExitCode;

use byline::{cli, tui};

fn main() -> ExitCode {
    let open = match cli::start(std::env::args_os()) {
        cli::Start::Done(status) => return ExitCode::from(status),
        cli::Start::Open(open) => open,
    };
    let cli::Open { paths, config, notes_dir, state_dir } = *open;
    match tui::run(tui::Options { paths, config, notes_dir, state_dir }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&error);
            ExitCode::FAILURE
        }
    }
}
