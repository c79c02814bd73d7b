//! `byline config`: looking at the configuration.

use super::args::{Common, ConfigTask};
use super::output::{Out, Stop};
use super::settings::{self, Settings};
use crate::config::template;
use crate::io::config_file;

/// Does what is asked for.
pub fn run(task: &ConfigTask, common: &Common, out: &mut Out) -> Result<(), Stop> {
    match task {
        ConfigTask::Path => out.line(&settings::file(common)?.display().to_string()),
        ConfigTask::Show => {
            let settings = Settings::load(common)?;
            let file = settings.file.display();
            out.line(&match settings.file_exists {
                true => format!("# In force: the defaults, {file}, and the options given."),
                false => format!("# In force: the defaults, and the options given; there is no {file}."),
            })?;
            out.bytes(b"\n")?;
            out.block(&settings.config.to_toml())
        }
        ConfigTask::Check => {
            let settings = Settings::load(common)?;
            let file = settings.file.display();
            out.line(&match settings.file_exists {
                true => format!("{file}: in order"),
                false => format!("{file}: no such file; the defaults are in force"),
            })
        }
        ConfigTask::Init => {
            let file = settings::file(common)?;
            config_file::create(&file, &template())?;
            out.line(&format!("wrote {}", file.display()))
        }
    }
}
