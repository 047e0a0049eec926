//! How a language tells who said what: `cues.tsv`, `heads.tsv`, `markers.tsv`.

use crate::{PackSource, Phrases, Result, Row, Table};
use model::{LinkRole, Mode, StatementClass};
use text::Tokens;

/// The words of reported speech in one language.
#[derive(Clone, Debug, Default)]
pub struct Speech {
    cues: Phrases<Cue>,
    heads: Phrases<LinkRole>,
    markers: Phrases<Marker>,
}

/// Words that tell that something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// How the words around it are built.
    pub frame: Frame,
    /// How it is said, where the cue alone decides.
    pub mode: Mode,
    /// Whether it reports or performs.
    pub class: StatementClass,
}

/// How the words around a cue are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frame {
    /// The speaker says a clause or a quotation: `ने कहा कि …`, `said that …`.
    Say,
    /// The content is the object of the cue: `देने की बात कही`, `denied the report`.
    Act,
    /// The source is where it stands written: `रिपोर्ट में कहा गया कि …`.
    Passive,
    /// The saying belongs to the source: `का कहना है कि …`.
    Noun,
    /// What a negation near it leaves out: `का जिक्र नहीं किया`, `made no mention of`.
    NonReport,
}

/// A word group that marks a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Marker {
    /// After the source: `के अनुसार`.
    AccordingAfter,
    /// Before the source: `according to`.
    AccordingBefore,
    /// After the source that was quoted: `के हवाले से`.
    ViaAfter,
    /// Before the source that was quoted: `citing`.
    ViaBefore,
    /// Behind a verb of telling: to whom it is told (reporters).
    Addressee,
    /// After the source in whose words it stands: `की ओर से`, `की रिपोर्ट में`.
    Within,
}

impl Speech {
    /// Reads the tables of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut speech = Self::default();
        for source in chain.iter().rev() {
            if let Some(table) = source.table("cues.tsv", &["frame", "mode", "class", "phrases"])? {
                for row in table.rows() {
                    let cue = cue(&table, row)?;
                    for phrase in row.parts(3) {
                        speech.cues.insert(phrase, cue.clone());
                    }
                }
            }
            if let Some(table) = source.table("heads.tsv", &["role", "phrases"])? {
                for row in table.rows() {
                    let role = role(&table, row)?;
                    for phrase in row.parts(1) {
                        speech.heads.insert(phrase, role);
                    }
                }
            }
            if let Some(table) = source.table("markers.tsv", &["marker", "phrases"])? {
                for row in table.rows() {
                    let marker = match row.get(0) {
                        "according-after" => Marker::AccordingAfter,
                        "according-before" => Marker::AccordingBefore,
                        "via-after" => Marker::ViaAfter,
                        "via-before" => Marker::ViaBefore,
                        "within" => Marker::Within,
                        "addressee" => Marker::Addressee,
                        other => return Err(table.fault(row, format!("no marker {other:?}"))),
                    };
                    for phrase in row.parts(1) {
                        speech.markers.insert(phrase, marker);
                    }
                }
            }
        }
        Ok(speech)
    }

    /// Returns the longest cue at a token: where it ends and what it is.
    pub fn cue_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &Cue)> {
        self.cues.longest_at(tokens, at)
    }

    /// Returns the longest marker at a token: where it ends and what it is.
    pub fn marker_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, Marker)> {
        self.markers.longest_at(tokens, at).map(|(end, marker)| (end, *marker))
    }

    /// Returns where the longest addressee at a token ends.
    pub fn addressee_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        self.marker_at(tokens, at).filter(|(_, marker)| *marker == Marker::Addressee).map(|(end, _)| end)
    }

    /// Returns the longest head of a described source that ends before a token: where it starts, and its role.
    pub fn head_before(&self, tokens: &Tokens<'_>, end: usize) -> Option<(usize, LinkRole)> {
        self.heads.longest_before(tokens, end, 3).map(|(from, role)| (from, *role))
    }

    /// Returns the longest head of a described source at a token: where it ends, and its role.
    pub fn head_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, LinkRole)> {
        self.heads.longest_at(tokens, at).map(|(end, role)| (end, *role))
    }
}

fn cue(table: &Table, row: &Row) -> Result<Cue> {
    let frame = match row.get(0) {
        "say" => Frame::Say,
        "act" => Frame::Act,
        "passive" => Frame::Passive,
        "noun" => Frame::Noun,
        "non-report" => Frame::NonReport,
        other => return Err(table.fault(row, format!("no frame {other:?}"))),
    };
    let mode = match row.get(1) {
        "indirect" => Mode::Indirect,
        "denial" => Mode::Denial,
        "question" => Mode::Question,
        "non_report" => Mode::NonReport,
        other => return Err(table.fault(row, format!("no mode {other:?}"))),
    };
    let class = match row.get(2) {
        "report" => StatementClass::Report,
        "speech_act" => StatementClass::SpeechAct,
        other => return Err(table.fault(row, format!("no class {other:?}"))),
    };
    Ok(Cue { frame, mode, class })
}

fn role(table: &Table, row: &Row) -> Result<LinkRole> {
    Ok(match row.get(0) {
        "speaker" => LinkRole::Speaker,
        "official" => LinkRole::Official,
        "agency" => LinkRole::Agency,
        "media" => LinkRole::Media,
        "document" => LinkRole::Document,
        "anonymous" => LinkRole::Anonymous,
        other => return Err(table.fault(row, format!("no role {other:?}"))),
    })
}
