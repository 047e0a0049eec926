//! Forms of verbs, made by rule: `verbs.tsv`.

use crate::{PackSource, Result, Table};
use rustc_hash::FxHashMap;
use text::{fold, hash_of};

/// How the verbs of one language change.
#[derive(Clone, Debug, Default)]
pub struct Verbs {
    /// Whole verbs by their name.
    whole: FxHashMap<String, Shapes>,
    /// Endings of names, the longest first, the empty one last.
    endings: Vec<(String, Shapes)>,
    /// The forms of verbs that were asked for, by hash.
    forms: FxHashMap<u64, Vec<Known>>,
    numbers: FxHashMap<String, u32>,
}

/// What a form of a verb tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// Anything else.
    Plain,
    /// Just as the verb is named (`meet`), where that is not its past too (`hit`).
    Base,
    /// It goes on (`meeting`).
    Going,
    /// It is to come (`करेंगे`).
    Coming,
}

#[derive(Clone, Debug)]
struct Known {
    key: String,
    verb: u32,
    form: VerbForm,
}

/// The forms of a verb: `~` stands for its name without the ending that the row names.
#[derive(Clone, Debug, Default)]
struct Shapes(Vec<(String, VerbForm)>);

impl Verbs {
    /// Reads `verbs.tsv` of a pack and its parents, nearest first.
    ///
    /// Columns: a verb, or `*` and the ending of the verbs that change so; its forms; those in which it goes on; those
    /// that tell of what is to come.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut verbs = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("verbs.tsv", &["verb", "forms", "going", "coming"])? else {
                continue;
            };
            verbs.read(&table)?;
        }
        verbs.endings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
        let whole: Vec<String> = verbs.whole.keys().cloned().collect();
        for verb in whole {
            verbs.number(&verb);
        }
        Ok(verbs)
    }

    fn read(&mut self, table: &Table) -> Result<()> {
        for row in table.rows() {
            let kinds = [(1, VerbForm::Plain), (2, VerbForm::Going), (3, VerbForm::Coming)];
            let shapes = kinds.iter().flat_map(|(column, form)| {
                row.parts(*column).map(|shape| (shape.to_owned(), *form)).collect::<Vec<_>>()
            });
            let shapes = Shapes(shapes.collect());
            match row.get(0).strip_prefix('*') {
                Some(ending) => self.endings.push((ending.to_owned(), shapes)),
                None if shapes.0.iter().any(|(shape, _)| shape.contains('~')) => {
                    return Err(table.fault(row, "a whole verb has whole forms"));
                }
                None => {
                    self.whole.insert(row.get(0).to_owned(), shapes);
                }
            }
        }
        Ok(())
    }

    /// Returns every form of a verb, as the rules make them; its name alone where there are none.
    pub fn forms(&self, verb: &str) -> Vec<(String, VerbForm)> {
        if let Some(shapes) = self.whole.get(verb) {
            return shapes.0.clone();
        }
        let fitting = self
            .endings
            .iter()
            .find_map(|(ending, shapes)| Some((verb.strip_suffix(ending.as_str())?, shapes)));
        match fitting {
            Some((stem, shapes)) => {
                shapes.0.iter().map(|(shape, form)| (shape.replace('~', stem), *form)).collect()
            }
            None => vec![(verb.to_owned(), VerbForm::Plain)],
        }
    }

    /// Returns the number of a verb, and from now on knows its forms.
    pub(crate) fn number(&mut self, verb: &str) -> u32 {
        if let Some(number) = self.numbers.get(verb) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(verb.to_owned(), number);
        let forms = self.forms(verb);
        // A verb with two plain forms has none of its own for the past: `hit`, `hits`.
        let apart = forms.iter().filter(|(_, kind)| *kind == VerbForm::Plain).count() > 2;
        for (form, kind) in forms {
            let base = apart && kind == VerbForm::Plain && form == verb;
            let kind = if base { VerbForm::Base } else { kind };
            let key = fold(&form);
            self.forms.entry(hash_of(&key)).or_default().push(Known { key, verb: number, form: kind });
        }
        number
    }

    /// Returns the verbs that a folded word is a form of.
    pub(crate) fn of<'v>(&'v self, hash: u64, key: &'v str) -> impl Iterator<Item = (u32, VerbForm)> + 'v {
        let known = self.forms.get(&hash).map_or(&[][..], Vec::as_slice);
        known.iter().filter(move |known| known.key == key).map(|known| (known.verb, known.form))
    }
}

#[cfg(test)]
mod tests {
    use crate::Packs;

    fn check(lang: &str, verb: &str, expected: &[&str]) {
        let forms = Packs::embedded().get(lang).happenings.verbs().forms(verb);
        for form in expected {
            assert!(forms.iter().any(|(known, _)| known == form), "{verb}: {form} is not among {forms:?}");
        }
    }

    #[test]
    fn verbs_change_by_rule() {
        check("en", "accuse", &["accuse", "accuses", "accused", "accusing"]);
        check("en", "deploy", &["deploys", "deployed", "deploying"]);
        check("en", "deny", &["denies", "denied", "denying"]);
        check("en", "ban", &["bans", "banned", "banning"]);
        check("en", "meet", &["meets", "met", "meeting"]);
        check("hi", "भेज", &["भेजा", "भेजे", "भेजेंगे", "भेजने"]); // send
        check("hi", "लगा", &["लगाया", "लगाई", "लगाए", "लगाएगा"]); // put on
        check("hi", "कर", &["किया", "की", "किए", "करेंगे", "करने"]); // do
    }
}
