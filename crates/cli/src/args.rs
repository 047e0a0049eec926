//! The command line as typed. What it means is worked out in [`crate::settings`] and [`crate::request`].

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use engine::Stage;
use export::{Format, What};
use std::net::IpAddr;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  sutradhar demo                               the record of the built-in pages
  sutradhar read pages/                        the record of a folder of saved pages
  sutradhar read --format html -o r.html *.html
  zcat pages.jsonl.gz | sutradhar annotate -   one document a line
  sutradhar read --names people.tsv --ui hi pages/

Exit status: 0 done; 1 done, and what was asked about holds (pack check found faults, a floor was not
reached); 2 it could not be done, or no input could be used.";

/// Reads many news pages about one matter and returns one checked record:
/// who said what, according to whom, when; what independent origins confirm, where they conflict,
/// what changed, and who is silent.
#[derive(Debug, Parser)]
#[command(name = "sutradhar", version, max_term_width = 100, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Settings that every command understands; each may also stand in the configuration file or the environment.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct SettingArgs {
    /// Read names of people, places and bodies from a table (columns id, type, kind, of, then languages); tab-separated,
    /// or .csv.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) names: Vec<PathBuf>,
    /// Use the language packs in this folder instead of the built-in ones.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) packs: Option<PathBuf>,
    /// Work on so many pages at once; 0 is one a core.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Give up pages larger than this, unpacked.
    #[arg(long, global = true, value_name = "BYTES")]
    pub(crate) max_page_bytes: Option<usize>,
    /// Count spans in bytes of UTF-8 or in characters (code points).
    #[arg(long, global = true, value_name = "UNIT")]
    pub(crate) offsets: Option<Offsets>,
    /// The language of labels.
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) ui: Option<Ui>,
    /// When to use colour; NO_COLOR is respected.
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) color: Option<ColorWhen>,
    /// The width of printed records in columns.
    #[arg(long, global = true, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// Keep pages in this folder, or read what is kept there.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) library: Option<PathBuf>,
    /// Read settings from this file instead of ~/.config/sutradhar/config.toml.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and print their record.
    Read(ReadArgs),
    /// Print the article of each page, one JSON line a page.
    Extract(ExtractArgs),
    /// Print each article with what was found in it: text with who said what on a terminal, else one JSON line a page.
    Annotate(LineArgs),
    /// Print the story, thread and copy group of each page, one JSON line a page.
    Group(LineArgs),
    /// Read pages into the library, where they stay.
    Add(AddArgs),
    /// Count, check, copy or read again what the library holds.
    Library(LibraryArgs),
    /// Write what the library holds in a format that others read.
    Export(ExportArgs),
    /// Show the record of pages, or of the library, in a browser on this machine.
    Serve(ServeArgs),
    /// Print the record of the pages built into the program.
    Demo(DemoArgs),
    /// Measure a task against gold answers.
    Eval(EvalArgs),
    /// Print each setting, its value and where it came from.
    Config(ConfigArgs),
    /// Check or list language packs.
    Pack(PackArgs),
    /// Make a table of names for --names.
    Names(NamesArgs),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the JSON Schema of an output format.
    Schema {
        /// The format.
        name: SchemaName,
    },
}

/// Where pages come from.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files or folders to read; `-` is standard input. HTML, crawl text, JSON Lines, feeds, each also as .gz.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the pages that this JSON Lines file lists (id, path or html or text, url, date, outlet, lang).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) manifest: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sutradhar read pages/
  sutradhar read --format md pages/ > record.md
  sutradhar read --until document pages/ | head -1
  sutradhar read --library desk/

Without PATH the record is that of the library, where one is named (--library, SUTRADHAR_LIBRARY).")]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: RecordFormat,
    /// Stop after this stage and print what it made, one JSON line a page.
    #[arg(long, value_name = "STAGE", value_parser = stage_parser(), default_value = "record")]
    pub(crate) until: Stage,
    /// Print every line of every section.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A page that is kept already changes nothing; one that changed becomes a new revision, and the old one stays.
Every line of --format jsonl stands for a page that is safe on disk.

Examples:
  sutradhar add pages/
  sutradhar add --library desk/ --manifest today.jsonl
  sutradhar read --library desk/")]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What to print: a summary, or one JSON line a page.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: LineFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
With --memory the pages are read twice: first to learn what the pages of each outlet have in common, then to take out
their articles without it. So the order of the pages makes no difference. The file is made if it is not there.

Examples:
  sutradhar extract pages/
  sutradhar extract --memory outlets.json monday/ > monday.jsonl
  sutradhar extract --memory outlets.json tuesday/ > tuesday.jsonl")]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) lines: LineArgs,
    /// Learn what the pages of an outlet have in common, keep it in this file, and leave it out of their articles.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) memory: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LibraryArgs {
    #[command(subcommand)]
    pub(crate) command: LibraryCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LibraryCommand {
    /// Print how much the library holds.
    Stats {
        /// Print a table or JSON.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: TableFormat,
    },
    /// Check every page, document and table; exit with 1 when there is a fault.
    Check {
        /// Print a table or JSON.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: TableFormat,
    },
    /// Write a copy of the library, as it stands now, into another folder.
    Backup {
        /// The folder; it must not hold a library yet.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        to: PathBuf,
    },
    /// Give space back to the disk that replaced records left behind.
    Compact,
    /// Read every kept page again, as after packs or names changed; ids, corrections and links stay.
    Refresh,
}

#[derive(Debug, Args)]
#[command(after_help = "\
What goes together, the usual thing first:
  jsonl csv parquet xlsx  documents, statements, events, claims, supports, stories
  plover                  events
  gdelt                   events, event-mentions
  ftm                     documents, statements, events
  atom                    claims, stories
  md                      stories, claims
What the format has no place for is counted on standard error. docs/exports.md tells of every field.

Examples:
  sutradhar export --format csv --what statements > statements.csv
  sutradhar export --format parquet --what claims -o claims.parquet
  sutradhar export --library desk/ --format md --thread th-0123456789abcdef0123")]
pub(crate) struct ExportArgs {
    /// The format.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub(crate) format: Format,
    /// What to write; what the format usually carries, if left out.
    #[arg(long, value_name = "WHAT", value_parser = what_parser())]
    pub(crate) what: Option<What>,
    /// Only what belongs to this thread.
    #[arg(long, value_name = "ID")]
    pub(crate) thread: Option<String>,
    /// Where a server shows this library, for links in feeds, as `https://desk.example`.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) address: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Prints the address once it answers, and stops on ctrl-c. Without PATH the record is that of the library.
Paths: / for people; /api/v1 for programs, described at /api/v1/openapi.json; /healthz and /metrics for monitors.
Pages named here are put into a library that lasts as long as the server.

Examples:
  sutradhar serve pages/
  sutradhar serve --library desk/ --port 0
  SUTRADHAR_TOKEN=$(openssl rand -hex 16) sutradhar serve --address 0.0.0.0")]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) door: DoorArgs,
}

/// Where a browser finds what is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Server")]
pub(crate) struct DoorArgs {
    /// Listen on this port; 0 takes any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8474)]
    pub(crate) port: u16,
    /// Listen on this address; one that other machines reach needs a token.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) address: IpAddr,
    /// Ask everybody for the token in this file; SUTRADHAR_TOKEN gives it in the environment.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) token_file: Option<PathBuf>,
    /// Answer so many requests a second from one address; 0 is no limit.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) rate: u32,
    /// What to log to standard error: error, warn, info or debug, or filters such as server=debug.
    #[arg(long, value_name = "LEVEL", env = "RUST_LOG", default_value = "warn")]
    pub(crate) log: String,
    /// How to log: lines for people, or one JSON value a line.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogStyle,
}

/// The forms of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogStyle {
    /// Lines.
    Text,
    /// One JSON value a line.
    Json,
}

impl From<LogStyle> for server::LogFormat {
    fn from(style: LogStyle) -> Self {
        match style {
            LogStyle::Text => Self::Text,
            LogStyle::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct LineArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write to this file instead of standard output.
    #[arg(short, long = "output", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: RecordFormat,
    /// Print every line of every section.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write the built-in pages and their names into this folder instead, to try other commands on.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) save: Option<PathBuf>,
    /// Show the built-in pages in a browser instead.
    #[arg(long, conflicts_with = "save")]
    pub(crate) serve: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) door: DoorArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Prints one measure a line: its name, its value, and how many things it was measured on.

Examples:
  sutradhar eval record
  sutradhar eval statements --data corpora/demo --errors 20
  sutradhar eval names --data marked.tsv.gz
  sutradhar eval record --floor floors.tsv")]
pub(crate) struct EvalArgs {
    /// The task; without one the tasks are listed.
    pub(crate) task: Option<String>,
    /// A folder with `pages/manifest.jsonl`, `expected/` and maybe `names.tsv`; the built-in one by default.
    /// For `names` also a file of words with their tags (`word TAB B-PER`), packed or not.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) data: Option<PathBuf>,
    /// Print measures as lines or as JSON.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TableFormat,
    /// Print so many errors with their text.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Exit with 1 when a measure is under its floor; rows of task, measure, least value, tab-separated.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) floor: Option<PathBuf>,
    /// For `extraction`: only the pages of this set; may be given more than once.
    #[arg(long = "set", value_name = "SET")]
    pub(crate) sets: Vec<String>,
    /// For `extraction`: how pages are read.
    #[arg(long, value_name = "MODE", default_value = "html")]
    pub(crate) mode: PageMode,
    /// For `extraction`: first learn from all the pages what those of one outlet have in common.
    #[arg(long)]
    pub(crate) memory: bool,
    /// For `extraction`: write what is found to this file, one JSON line a page.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) save: Option<PathBuf>,
    /// For `extraction`: measure what this file holds, as `--save` writes it, instead of reading the pages.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) predictions: Option<PathBuf>,
    /// For `extraction`: tell by how much F1 is higher than that of this file, with a 95 % interval.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) against: Option<PathBuf>,
}

impl EvalArgs {
    /// Returns what a task that reads data of its own is asked.
    pub(crate) fn asked(&self) -> eval::Asked {
        eval::Asked {
            data: self.data.clone(),
            sets: self.sets.clone(),
            mode: match self.mode {
                PageMode::Html => eval::PageMode::Html,
                PageMode::Plain => eval::PageMode::Plain,
                PageMode::Swapped => eval::PageMode::Swapped,
            },
            memory: self.memory,
            save: self.save.clone(),
            predictions: self.predictions.clone(),
            against: self.against.clone(),
        }
    }
}

/// How `eval extraction` reads pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageMode {
    /// As they are.
    Html,
    /// Their visible text, as a crawl keeps it.
    Plain,
    /// With every Latin letter of their text in another script.
    Swapped,
}

#[derive(Debug, Args)]
pub(crate) struct NamesArgs {
    #[command(subcommand)]
    pub(crate) command: NamesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    /// Take names out of a Wikidata JSON dump.
    ///
    /// Persons, places, bodies and events with a name in one of the languages become rows of a table that --names reads.
    /// The dump is read once, line by line, and may be packed with gzip or bzip2; what the packs know already is left
    /// out. Wikidata's data is under CC0.
    #[command(after_help = "\
Examples:
  sutradhar names import latest-all.json.bz2 -o names.tsv
  sutradhar names import --lang hi,en --sitelinks 20 dump.json.gz > names.tsv
  sutradhar read --names names.tsv pages/")]
    Import(ImportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The dump; - for standard input.
    #[arg(value_name = "DUMP", value_hint = ValueHint::FilePath)]
    pub(crate) dump: PathBuf,
    /// Take the names in these languages; one column each.
    #[arg(long, value_name = "LANG,…", value_delimiter = ',', default_value = "hi,en,ru,ko")]
    pub(crate) lang: Vec<String>,
    /// Leave out what fewer wikis write about.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) sitelinks: usize,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Print a table or JSON.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Args)]
pub(crate) struct PackArgs {
    #[command(subcommand)]
    pub(crate) command: PackCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// Check packs row by row; exit with 1 when there is a fault.
    Check {
        /// Folders that hold packs, or single packs; the packs in use by default.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        dirs: Vec<PathBuf>,
    },
    /// List the packs in use.
    List {
        /// Print a table or JSON.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: TableFormat,
    },
}

/// The forms a record is printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordFormat {
    /// For a terminal.
    Text,
    /// One JSON value.
    Json,
    /// One JSON line a thread, then one with what was set aside.
    Jsonl,
    /// Markdown.
    Md,
    /// One HTML file that needs no other.
    Html,
}

/// The forms of a command that tells of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineFormat {
    /// A summary.
    Text,
    /// One JSON line a page.
    Jsonl,
}

/// The forms a table is printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Lines.
    Text,
    /// One JSON value.
    Json,
}

/// The unit of printed spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode code points.
    Chars,
}

/// The languages of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ui {
    /// English.
    En,
    /// Hindi.
    Hi,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The output formats that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// `sutradhar extract`.
    Article,
    /// `sutradhar annotate`.
    Document,
    /// `sutradhar group`.
    Group,
    /// `sutradhar read --format json`.
    Record,
}

fn stage_parser() -> impl clap::builder::TypedValueParser<Value = Stage> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(Stage::ALL.map(Stage::name)).try_map(|name| name.parse::<Stage>())
}

fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(Format::all().map(Format::name)).try_map(|name| name.parse::<Format>())
}

fn what_parser() -> impl clap::builder::TypedValueParser<Value = What> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(What::all().map(What::name)).try_map(|name| name.parse::<What>())
}
