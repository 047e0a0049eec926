//! Settings and where each came from: built in, the configuration file, the environment, a flag.

use crate::args::{ColorWhen, Offsets, SettingArgs, Ui};
use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// All settings, checked.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) names: Setting<Vec<PathBuf>>,
    pub(crate) packs: Setting<Option<PathBuf>>,
    pub(crate) jobs: Setting<usize>,
    pub(crate) max_page_bytes: Setting<usize>,
    pub(crate) offsets: Setting<Offsets>,
    pub(crate) ui: Setting<Ui>,
    pub(crate) color: Setting<ColorWhen>,
    pub(crate) width: Setting<Option<usize>>,
    pub(crate) library: Setting<PathBuf>,
}

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// Where a value came from; a later one wins over an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The program itself.
    BuiltIn,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(&'static str),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// Looks up an environment variable; a function, so that tests bring their own.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The narrowest record that still holds its columns.
const LEAST_WIDTH: usize = 40;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FileSettings {
    names: Option<Vec<PathBuf>>,
    packs: Option<PathBuf>,
    jobs: Option<usize>,
    max_page_bytes: Option<usize>,
    offsets: Option<String>,
    ui: Option<String>,
    color: Option<String>,
    width: Option<usize>,
    library: Option<PathBuf>,
}

impl Settings {
    /// Works out the settings from all layers.
    pub(crate) fn resolve(flags: &SettingArgs, environment: Environment<'_>) -> Result<Self> {
        let (file, path) = read_file(flags, environment)?;
        let layers = Layers { environment, path: &path };
        let settings = Self {
            names: layers.pick(
                Vec::new(),
                file.names.map(|names| names.iter().map(|name| layers.beside_file(name)).collect()),
                ("SUTRADHAR_NAMES", |text| Ok(std::env::split_paths(text).collect())),
                ("--names", (!flags.names.is_empty()).then(|| flags.names.clone())),
            )?,
            packs: layers.pick(
                None,
                file.packs.map(|packs| Some(layers.beside_file(&packs))),
                ("SUTRADHAR_PACKS", |text| Ok(Some(PathBuf::from(text)))),
                ("--packs", flags.packs.clone().map(Some)),
            )?,
            jobs: layers.pick(0, file.jobs, ("SUTRADHAR_JOBS", number), ("--jobs", flags.jobs))?,
            max_page_bytes: layers.pick(
                intake::Limits::default().max_page_bytes,
                file.max_page_bytes,
                ("SUTRADHAR_MAX_PAGE_BYTES", number),
                ("--max-page-bytes", flags.max_page_bytes),
            )?,
            offsets: layers.pick(
                Offsets::Bytes,
                layers.named(file.offsets)?,
                ("SUTRADHAR_OFFSETS", named),
                ("--offsets", flags.offsets),
            )?,
            ui: layers.pick(Ui::En, layers.named(file.ui)?, ("SUTRADHAR_UI", named), ("--ui", flags.ui))?,
            color: layers.pick(
                ColorWhen::Auto,
                layers.named(file.color)?,
                ("SUTRADHAR_COLOR", named),
                ("--color", flags.color),
            )?,
            width: layers.pick(
                None,
                file.width.map(Some),
                ("SUTRADHAR_WIDTH", |text| number(text).map(Some)),
                ("--width", flags.width.map(Some)),
            )?,
            library: layers.pick(
                usual_library(environment),
                file.library.map(|library| layers.beside_file(&library)),
                ("SUTRADHAR_LIBRARY", |text| Ok(PathBuf::from(text))),
                ("--library", flags.library.clone()),
            )?,
        };
        if settings.width.value.is_some_and(|width| width < LEAST_WIDTH) {
            return Err(anyhow!("the width must be {LEAST_WIDTH} or more ({})", settings.width.origin));
        }
        if settings.max_page_bytes.value == 0 {
            return Err(anyhow!("max-page-bytes must be 1 or more ({})", settings.max_page_bytes.origin));
        }
        Ok(settings)
    }

    /// Returns each setting as shown to people: key, value, origin.
    pub(crate) fn rows(&self) -> Vec<(&'static str, String, String)> {
        let paths =
            |paths: &[PathBuf]| paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
        let or = |text: String, empty: &str| if text.is_empty() { empty.to_owned() } else { text };
        vec![
            ("color", shown(self.color.value), self.color.origin.to_string()),
            ("jobs", self.jobs.value.to_string(), self.jobs.origin.to_string()),
            ("library", self.library.value.display().to_string(), self.library.origin.to_string()),
            ("max-page-bytes", self.max_page_bytes.value.to_string(), self.max_page_bytes.origin.to_string()),
            ("names", or(paths(&self.names.value), "none"), self.names.origin.to_string()),
            ("offsets", shown(self.offsets.value), self.offsets.origin.to_string()),
            ("packs", or(paths(self.packs.value.as_slice()), "built-in"), self.packs.origin.to_string()),
            ("ui", shown(self.ui.value), self.ui.origin.to_string()),
            (
                "width",
                self.width.value.map_or_else(|| "of the terminal".to_owned(), |width| width.to_string()),
                self.width.origin.to_string(),
            ),
        ]
    }
}

struct Layers<'a> {
    environment: Environment<'a>,
    path: &'a Path,
}

impl Layers<'_> {
    /// Takes the value of the strongest layer that has one.
    fn pick<T>(
        &self,
        built_in: T,
        file: Option<T>,
        (variable, parse): (&'static str, fn(&str) -> Result<T>),
        (flag, given): (&'static str, Option<T>),
    ) -> Result<Setting<T>> {
        if let Some(value) = given {
            return Ok(Setting { value, origin: Origin::Flag(flag) });
        }
        if let Some(text) = (self.environment)(variable).filter(|text| !text.is_empty()) {
            let value = parse(&text).with_context(|| format!("read {variable}={text}"))?;
            return Ok(Setting { value, origin: Origin::Environment(variable) });
        }
        Ok(match file {
            Some(value) => Setting { value, origin: Origin::File(self.path.to_owned()) },
            None => Setting { value: built_in, origin: Origin::BuiltIn },
        })
    }

    fn named<T: ValueEnum>(&self, text: Option<String>) -> Result<Option<T>> {
        text.map(|text| named(&text))
            .transpose()
            .with_context(|| format!("read settings from {}", self.path.display()))
    }

    /// Returns a path of the configuration file as seen from here.
    fn beside_file(&self, path: &Path) -> PathBuf {
        self.path.parent().map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }
}

fn read_file(flags: &SettingArgs, environment: Environment<'_>) -> Result<(FileSettings, PathBuf)> {
    let named = flags.config.clone().or_else(|| environment("SUTRADHAR_CONFIG").map(PathBuf::from));
    let must_exist = named.is_some();
    let usual = || {
        let base = environment("XDG_CONFIG_HOME")
            .filter(|base| !base.is_empty())
            .map(PathBuf::from)
            .or_else(|| environment("HOME").map(|home| PathBuf::from(home).join(".config")))?;
        Some(base.join("sutradhar").join("config.toml"))
    };
    let Some(path) = named.or_else(usual) else { return Ok(Default::default()) };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let file =
                toml::from_str(&text).with_context(|| format!("read settings from {}", path.display()))?;
            Ok((file, path))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => {
            Ok((FileSettings::default(), path))
        }
        Err(error) => Err(error).with_context(|| format!("read settings from {}", path.display())),
    }
}

/// Returns where the library lies when nobody says: among the user's data, else in the current folder.
fn usual_library(environment: Environment<'_>) -> PathBuf {
    let set = |name| environment(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local").join("share")))
        .map_or_else(|| PathBuf::from("sutradhar-library"), |data| data.join("sutradhar"))
}

fn number(text: &str) -> Result<usize> {
    text.parse().map_err(|_| anyhow!("expected a number, found {text:?}"))
}

fn named<T: ValueEnum>(text: &str) -> Result<T> {
    T::from_str(text, true).map_err(|_| {
        let names: Vec<String> = T::value_variants().iter().map(|value| shown(value.clone())).collect();
        anyhow!("expected one of {}, found {text:?}", names.join(", "))
    })
}

fn shown<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(flags: &SettingArgs, environment: &[(&str, &str)]) -> Result<Settings> {
        let find = |name: &str| {
            environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        Settings::resolve(flags, &find)
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        std::fs::write(&path, "jobs = 3\nwidth = 70\nui = \"hi\"\nnames = [\"n.tsv\"]\n").unwrap();
        let flags = SettingArgs { config: Some(path.clone()), width: Some(90), ..Default::default() };
        let settings = resolve(&flags, &[("SUTRADHAR_JOBS", "2"), ("SUTRADHAR_WIDTH", "80")]).unwrap();
        assert_eq!((settings.width.value, settings.width.origin), (Some(90), Origin::Flag("--width")));
        assert_eq!((settings.jobs.value, settings.jobs.origin), (2, Origin::Environment("SUTRADHAR_JOBS")));
        assert_eq!((settings.ui.value, settings.ui.origin), (Ui::Hi, Origin::File(path)));
        assert_eq!(settings.names.value, [folder.path().join("n.tsv")]);
        assert_eq!(settings.color.origin, Origin::BuiltIn);
    }

    #[test]
    fn faults_say_where() {
        let fault = |environment: &[(&str, &str)]| {
            format!("{:#}", resolve(&SettingArgs::default(), environment).unwrap_err())
        };
        assert_eq!(
            fault(&[("SUTRADHAR_JOBS", "many")]),
            r#"read SUTRADHAR_JOBS=many: expected a number, found "many""#
        );
        assert!(fault(&[("SUTRADHAR_UI", "xx")]).contains("expected one of en, hi"));
        assert!(fault(&[("SUTRADHAR_CONFIG", "no/such.toml")]).contains("no/such.toml"));
        assert!(fault(&[("SUTRADHAR_WIDTH", "3")]).contains("40 or more"));
    }
}
