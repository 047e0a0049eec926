//! Task `scripts`: names met across scripts.
//!
//! The folder holds `people_dev.tsv` (or another `people*.tsv`: a header of languages, then a person a row) and
//! `person_name_parts.txt.gz` (`form, form … => id` a line). Each name of the first language is looked for among the
//! names of another one and [`DISTRACTORS`] others, each made of two forms in the script of that language. `recall@1`
//! is the share of names whose own is the closest.

use crate::files::text;
use crate::measure::{Scores, Share};
use crate::{Asked, Bench};
use anyhow::{Context, Result, bail};
use lang::NameSound;
use text::{Script, dominant_script};

/// So many other names stand beside the right one.
const DISTRACTORS: usize = 10_000;

/// Measures names across scripts.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(folder) = &asked.data else {
        bail!(
            "name the folder of the names with --data: it holds people_dev.tsv and person_name_parts.txt.gz"
        );
    };
    let people = text(&folder.join("people_dev.tsv"))?;
    let mut lines = people.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let langs = lines.next().context("people_dev.tsv is empty")?;
    let people: Vec<Vec<&str>> = lines.filter(|row| row.len() == langs.len()).collect();
    let parts = text(&folder.join("person_name_parts.txt.gz"))?;
    let sounds = bench.packs.sounds();
    let mut scores = Scores::default();
    for (column, lang) in langs.iter().enumerate().skip(1) {
        let script = people.first().and_then(|row| dominant_script(row[column]));
        let others: Vec<(String, NameSound)> = distractors(&parts, script)
            .into_iter()
            .map(|name| (sounds.name(&name), name))
            .map(|(sound, name)| (name, sound))
            .collect();
        let right: Vec<NameSound> = people.iter().map(|row| sounds.name(row[column])).collect();
        let mut share = Share::default();
        for (at, row) in people.iter().enumerate() {
            let name = sounds.name(row[0]);
            let own = name.alike(&right[at]);
            let named = right.iter().enumerate().filter(|(other, _)| *other != at);
            let named = named.map(|(other, sound)| (people[other][column], sound));
            let all = named.chain(others.iter().map(|(name, sound)| (name.as_str(), sound)));
            let best = all
                .map(|(other, sound)| (name.alike(sound), other))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .unwrap_or_default();
            share.add(own > best.0);
            if own <= best.0 {
                let missed = format!("{} {} {own:.3}, but {} {:.3}", row[0], row[column], best.1, best.0);
                scores.errors.push(missed);
            }
        }
        scores.share(format!("{}-{lang}.recall@1", langs[0]), share);
    }
    Ok(scores)
}

/// Returns names of two forms each in a script, the same ones every time.
fn distractors(parts: &str, script: Option<Script>) -> Vec<String> {
    let forms: Vec<&str> = parts
        .lines()
        .flat_map(|line| line.split(" => ").next().unwrap_or_default().split(", "))
        .filter(|form| !form.is_empty() && dominant_script(form) == script)
        .collect();
    if forms.is_empty() {
        return Vec::new();
    }
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        forms[(chance % forms.len() as u64) as usize]
    };
    (0..DISTRACTORS).map(|_| format!("{} {}", draw(), draw())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distractors_are_of_one_script_and_always_the_same() {
        let parts = "ann, анна => 1\nbo, бо, 보 => 2\n";
        let names = distractors(parts, Some(Script::Cyrillic));
        assert_eq!(names.len(), DISTRACTORS);
        assert!(names.iter().all(|name| name.split(' ').all(|form| ["анна", "бо"].contains(&form))));
        assert_eq!(names, distractors(parts, Some(Script::Cyrillic)));
        assert!(distractors("", None).is_empty());
    }
}
