//! `sutradhar names import`.

use super::Status;
use crate::args::{ImportArgs, NamesCommand};
use crate::output::Output;
use crate::progress::Bytes;
use crate::request::{Request, pack_sources};
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use bzip2::read::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lang::wikidata::{Line, Wikidata};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// What a reader holds at once.
const HELD: usize = 1 << 20;

/// Runs a command about names.
pub(crate) fn run(command: &NamesCommand, settings: &Settings) -> Result<Status> {
    match command {
        NamesCommand::Import(args) => import(args, settings),
    }
}

/// What became of the lines of a dump.
#[derive(Default)]
struct Counts {
    known: usize,
    others: usize,
    faults: usize,
    /// The first fault: its line and what it is.
    first: Option<(u64, String)>,
}

fn import(args: &ImportArgs, settings: &Settings) -> Result<Status> {
    let request = Request::new(settings)?;
    let sources = pack_sources(settings.packs.value.as_deref())?;
    let wikidata = Wikidata::new(&sources, request.packs.names(), &args.lang, args.sitelinks)?;
    let failed = || format!("read {}", args.dump.display());
    let (dump, size) = open(&args.dump).with_context(failed)?;
    let bar = Bytes::new(size);
    let mut lines = BufReader::with_capacity(HELD, unpacked(bar.over(dump)).with_context(failed)?);
    let mut counts = Counts::default();
    let mut rows: Vec<String> = Vec::new();
    let (mut line, mut number) = (Vec::new(), 0_u64);
    loop {
        line.clear();
        number += 1;
        if lines.read_until(b'\n', &mut line).with_context(|| format!("{} at line {number}", failed()))? == 0
        {
            break;
        }
        match wikidata.line(&String::from_utf8_lossy(&line)) {
            None => {}
            Some(Line::Names(row, names)) => rows.push(format!("{}\t{}", row.join("\t"), names.join("\t"))),
            Some(Line::Known) => counts.known += 1,
            Some(Line::Other) => counts.others += 1,
            Some(Line::Fault(what)) => {
                counts.faults += 1;
                counts.first.get_or_insert((number, what));
            }
        }
        bar.say(&format!("{} names", rows.len()));
    }
    drop(bar);
    rows.sort_unstable();
    rows.dedup();
    let mut output = Output::open(args.output.output.as_deref())?;
    output.text(&format!("id\ttype\tkind\tof\t{}\n", args.lang.join("\t")))?;
    for row in &rows {
        output.text(row)?;
        output.text("\n")?;
    }
    output.finish()?;
    let Counts { known, others, faults, first } = counts;
    eprintln!(
        "{} names taken; {known} known already, {others} of no use here, {faults} unreadable",
        rows.len()
    );
    if let Some((line, what)) = first {
        eprintln!("{}: line {line} is no item of a Wikidata dump: {what}", args.dump.display());
        if rows.is_empty() && known + others == 0 {
            bail!("nothing in {} is an item: give a JSON dump, one item a line", args.dump.display());
        }
    }
    Ok(if rows.is_empty() { Status::Nothing } else { Status::Done })
}

/// Opens a file or standard input, with its size where that is known.
fn open(path: &Path) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    Ok((Box::new(file), Some(size)))
}

/// Unpacks what its first bytes show to be packed.
fn unpacked<'r>(reader: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let mut reader = BufReader::with_capacity(HELD, reader);
    let start = reader.fill_buf()?;
    Ok(match start {
        [0x1F, 0x8B, ..] => Box::new(MultiGzDecoder::new(reader)),
        [b'B', b'Z', b'h', ..] => Box::new(MultiBzDecoder::new(reader)),
        _ => Box::new(reader),
    })
}
