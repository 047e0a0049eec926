//! Tellings: the article that an outlet prints about a happening, written anew or taken from an agency.

use anyhow::{Context, Result};

use crate::chance::Chance;
use crate::country::{Country, Kind, Wording};
use crate::matter::{Happening, Matter};
use crate::outlet::Outlet;
use crate::source::{Article, Block, Front, Quirk};
use crate::wording;

/// Quirks that leave a page readable; most pages have none.
const QUIRKS: [Quirk; 5] =
    [Quirk::Amp, Quirk::JsonLdWrong, Quirk::JsonLdAbsent, Quirk::JsonLdBroken, Quirk::DuplicateBody];

/// A matter's happening, and the language it is told in.
struct Teller<'a> {
    matter: &'a Matter,
    happening: &'a Happening,
    lang: &'a str,
    wording: &'a Wording,
    kind: &'a Kind,
}

/// Tells of a happening as article `id` of an outlet, published at `minute` past midnight of `day`.
pub(crate) fn tell(
    country: &Country,
    matter: &Matter,
    happening: &Happening,
    outlet: &Outlet,
    id: String,
    (day, minute): (jiff::civil::Date, usize),
    chance: &mut Chance,
) -> Result<Article> {
    let wording = country.wording(&outlet.lang);
    let kind = wording.kinds.values().nth(matter.kind).context("find the kind of a matter")?;
    let teller = Teller { matter, happening, lang: &outlet.lang, wording, kind };
    let wired = chance.below(3) == 0;
    let (title, mut paragraphs) = if wired {
        let (title, copy) = teller.draft(&mut Chance::new(happening.seed));
        let own_title = chance.below(2) == 0;
        let title = if own_title { teller.line(&kind.titles[happening.phase], chance) } else { title };
        (title, teller.edit(copy, chance))
    } else {
        teller.draft(chance)
    };
    let place = teller.line("{place}", chance);
    let dateline = (chance.below(4) > 0).then(|| place.clone());
    if let (Some(dateline), Some(first)) = (&dateline, paragraphs.first_mut()) {
        first.insert_str(0, &outlet.dateline.replace("{}", dateline));
    }
    let subtitle = (chance.below(5) < 2).then(|| teller.line(&kind.titles[happening.phase], chance));
    let reporter = country.person(&mut Chance::new(chance.below(400) as u64));
    let byline = format!("{} {}", reporter.given.print(&outlet.lang), reporter.last.print(&outlet.lang));
    let front = Front {
        path: format!("news/{}/{:02}/{id}", day.year(), day.month()),
        id,
        story: String::new(),
        copy_group: None,
        outlet: outlet.id.clone(),
        lang: outlet.lang.clone(),
        published: Some(format!("{day}T{:02}:{:02}+05:30", minute / 60, minute % 60)),
        date_shown: None,
        title,
        subtitle,
        authors: if wired || chance.below(3) == 0 { Vec::new() } else { vec![byline] },
        agency: wired.then(|| matter.agency.print(&outlet.lang).to_owned()),
        dateline,
        section: wording.sections[chance.below(wording.sections.len())].clone(),
        tags: kind.tags.iter().map(|tag| teller.line(tag, chance)).collect(),
        also_read: Vec::new(),
        quirks: QUIRKS.get(chance.below(60)).copied().into_iter().collect(),
    };
    let blocks = paragraphs.into_iter().map(Block::Paragraph).collect();
    Ok(Article { file: "country".into(), thread: String::new(), front, blocks, gold: Vec::new() })
}

/// Returns a headline about a happening, as other pages link to it.
pub(crate) fn headline(country: &Country, matter: &Matter, lang: &str, chance: &mut Chance) -> String {
    let wording = country.wording(lang);
    let happening = &matter.happenings[chance.below(matter.happenings.len())];
    let Some(kind) = wording.kinds.values().nth(matter.kind) else { return String::new() };
    Teller { matter, happening, lang, wording, kind }.line(&kind.titles[happening.phase], chance)
}

impl Teller<'_> {
    /// Writes a title and paragraphs: the lead, then details of the matter and lines that fit any.
    fn draft(&self, chance: &mut Chance) -> (String, Vec<String>) {
        let phase = self.happening.phase;
        let title = self.line(&self.kind.titles[phase], chance);
        let mut paragraphs = vec![self.line(&self.kind.leads[phase], chance)];
        let details = 3 + chance.below(3);
        let mut lines = drawn(&self.kind.details, details, chance);
        let common = 3 + chance.below(5);
        lines.extend(drawn(&self.wording.common, common, chance));
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let mut paragraph = self.line(line, chance);
            if let Some(next) = lines.next_if(|_| chance.below(3) == 0) {
                paragraph.push(' ');
                paragraph.push_str(&self.line(next, chance));
            }
            paragraphs.push(paragraph);
        }
        (title, paragraphs)
    }

    /// Prints an agency's copy whole, cut, or with the outlet's own lines around it.
    fn edit(&self, mut copy: Vec<String>, chance: &mut Chance) -> Vec<String> {
        match chance.below(4) {
            0 => copy.truncate((copy.len() / 2).max(2)),
            1 => {
                let own = drawn(&self.wording.common, 2, chance);
                copy.extend(own.into_iter().map(|line| self.line(line, chance)));
                let aside = &self.wording.asides[chance.below(self.wording.asides.len())];
                copy.push(self.line(aside, chance));
            }
            _ => {}
        }
        copy
    }

    fn line(&self, line: &str, chance: &mut Chance) -> String {
        let mut fill = |slot: &str, chance: &mut Chance| {
            self.matter.fill(slot, self.happening, self.lang, self.wording, chance)
        };
        let line = wording::reword(line, &self.wording.synonyms, chance);
        let mut line = wording::write(&line, chance, &mut fill);
        if let Some(first) = line.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        line
    }
}

/// Draws so many of the lines, none twice.
fn drawn<'a>(lines: &'a [String], count: usize, chance: &mut Chance) -> Vec<&'a str> {
    let mut left: Vec<&str> = lines.iter().map(String::as_str).collect();
    let count = count.min(left.len());
    (0..count).map(|_| left.swap_remove(chance.below(left.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::tests::country;

    fn told(seed: u64) -> Article {
        let country = country();
        let day = jiff::civil::date(2024, 3, 1);
        let matter = Matter::new(&country, 5, day, 40);
        let outlet = &country.outlets[usize::try_from(seed).unwrap() % country.outlets.len()];
        let mut chance = Chance::new(seed);
        tell(&country, &matter, &matter.happenings[0], outlet, "a".into(), (day, 600), &mut chance).unwrap()
    }

    #[test]
    fn a_telling_is_as_long_as_news_is() {
        for seed in 0..40 {
            let article = told(seed);
            assert!((2..=20).contains(&article.blocks.len()), "{:?}", article.blocks);
            assert!(!article.text().contains(['[', '{', '|']), "{}", article.text());
        }
    }

    #[test]
    fn one_seed_tells_one_thing_and_another_another() {
        assert_eq!(told(1).text(), told(1).text());
        assert_ne!(told(1).text(), told(2).text());
    }
}
