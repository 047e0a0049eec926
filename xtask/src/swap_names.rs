//! Puts other names in place of those of marked sentences, so that a learner relies on what stands around a name and
//! on the letters inside it, not on single names (mention replacement: Dai, Adel 2020).

use crate::chance::Chance;
use model::EntityType;
use std::collections::BTreeMap;
use tagger::Marked;

/// Of a hundred people and places so many get a name of a table, the others that of another sentence.
const OF_TABLES: usize = 40;

/// Names of tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Parts of people's names.
    pub(crate) people: Vec<String>,
    /// Places.
    pub(crate) places: Vec<String>,
}

/// Returns each sentence that holds a name once more, with other names of the same kinds.
///
/// The same sentences and tables give the same.
pub(crate) fn swapped(sentences: &[&Marked], tables: &Tables) -> Vec<Marked> {
    let mut known: BTreeMap<EntityType, Vec<String>> = BTreeMap::new();
    for (sentence, (words, kind)) in named(sentences) {
        known.entry(*kind).or_default().push(words_of(sentence, words.clone()).join(" "));
    }
    let mut chance = Chance::new(0x5EED);
    let lines: String = sentences
        .iter()
        .filter(|sentence| !sentence.names.is_empty())
        .map(|sentence| lines(sentence, tables, &known, &mut chance))
        .collect();
    tagger::marked(&lines)
}

fn named<'m>(
    sentences: &'m [&Marked],
) -> impl Iterator<Item = (&'m Marked, &'m (std::ops::Range<usize>, EntityType))> {
    sentences.iter().flat_map(|sentence| sentence.names.iter().map(move |name| (*sentence, name)))
}

fn words_of(sentence: &Marked, words: std::ops::Range<usize>) -> Vec<&str> {
    sentence.words[words].iter().filter_map(|bytes| sentence.text.get(bytes.clone())).collect()
}

/// Returns a sentence with other names, as lines of marked text.
fn lines(
    sentence: &Marked,
    tables: &Tables,
    known: &BTreeMap<EntityType, Vec<String>>,
    chance: &mut Chance,
) -> String {
    let mut lines = String::new();
    let mut at = 0;
    for (words, kind) in &sentence.names {
        for word in words_of(sentence, at..words.start) {
            lines.push_str(&format!("{word}\tO\n"));
        }
        let name = other_name(*kind, words.len(), tables, known, chance);
        for (number, word) in name.split_whitespace().enumerate() {
            let place = if number == 0 { 'B' } else { 'I' };
            lines.push_str(&format!("{word}\t{place}-{}\n", tag(*kind)));
        }
        at = words.end;
    }
    for word in words_of(sentence, at..sentence.words.len()) {
        lines.push_str(&format!("{word}\tO\n"));
    }
    lines.push('\n');
    lines
}

fn other_name(
    kind: EntityType,
    length: usize,
    tables: &Tables,
    known: &BTreeMap<EntityType, Vec<String>>,
    chance: &mut Chance,
) -> String {
    let table = chance.below(100) < OF_TABLES;
    let of_table = match kind {
        EntityType::Loc if table => chance.pick(&tables.places).cloned(),
        EntityType::Per if table => chance.pick(&tables.people).cloned().map(|name| {
            let second = if length > 1 || chance.below(2) == 0 { chance.pick(&tables.people) } else { None };
            second.map_or(name.clone(), |second| format!("{name} {second}"))
        }),
        _ => None,
    };
    of_table.or_else(|| chance.pick(known.get(&kind)?).cloned()).unwrap_or_default()
}

fn tag(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Per => "PER",
        EntityType::Loc => "LOC",
        _ => "ORG",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_change_and_keep_their_kinds() {
        let read = tagger::marked("Ama\tB-PER\nRao\tI-PER\nleft\tO\nLiora\tB-LOC\n\nit\tO\nrained\tO\n");
        let sentences: Vec<&Marked> = read.iter().collect();
        let tables = Tables { people: vec!["Radim".to_owned()], places: vec!["Nova Velm".to_owned()] };
        let all: Vec<Marked> = (0..40).flat_map(|_| swapped(&sentences, &tables)).collect();
        assert_eq!(all.len(), 40);
        let many: Vec<&Marked> = sentences.iter().copied().cycle().take(80).collect();
        let texts: Vec<String> = swapped(&many, &tables).into_iter().map(|one| one.text).collect();
        assert!(texts.iter().all(|text| text.contains(" left ") && !text.contains("rained")));
        assert!(texts.contains(&"Ama Rao left Nova Velm".to_owned()), "{texts:?}");
        assert!(texts.contains(&"Radim Radim left Liora".to_owned()), "{texts:?}");
        let kinds: Vec<EntityType> = all[0].names.iter().map(|(_, kind)| *kind).collect();
        assert_eq!(kinds, [EntityType::Per, EntityType::Loc]);
    }
}
