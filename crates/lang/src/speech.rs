//! How a language tells who said what: `cues.tsv`, `cue_verbs.tsv`, `heads.tsv`, `markers.tsv`.
//!
//! A row of `cues.tsv` may end in `{verb}`, which stands for the forms that `cue_verbs.tsv` lists under that verb, and may
//! begin with the marker of an object and `~`: `की~निंदा {करना}` finds `की निंदा की`, `की कड़ी निंदा करते हुए` and the rest.

use crate::phrases::Place;
use crate::{PackSource, Phrases, Result, Row, Table};
use model::{LinkRole, Mode, StatementClass};
use std::collections::BTreeMap;
use std::ops::Range;
use text::{Tokens, fold};

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
    /// What the form of its verb does.
    pub form: Form,
    /// The markers that may stand behind its object, as folded words; empty where it takes none.
    pub objects: Vec<Box<str>>,
    /// Whether it may also call something something: `इसे धोखा बताया`.
    pub calls: bool,
}

/// What the form of a cue's verb does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Somebody says it: `कहा`, `said`.
    #[default]
    Said,
    /// So too, with a subject that no marker shows: `कहते हैं`, `बोले`.
    Says,
    /// It is said, in a paper or on somebody's behalf: `कहा गया`.
    Told,
    /// While saying it, before another verb: `कहते हुए`.
    Saying,
    /// Nobody's word: `कहा जाता है`.
    Hearsay,
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
    /// The speaker calls something something: `इसे धोखा करार दिया`.
    Call,
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
    /// After a place, be it a paper: `में`.
    Place,
    /// After whom or what a verb is about: `को`.
    Dative,
    /// A pronoun for a matter, with its genitive: `इसका`.
    Matter,
    /// After a matter: `बारे में`.
    About,
    /// A verb that tells what was done before: `देकर`.
    Having,
    /// A noun that only carries what was said: `की बात`.
    Carrier,
    /// After what a speaker refers to: `का हवाला देते हुए`; a source where the speaker is press.
    Cites,
    /// After when or before whom something was said: `के दौरान`.
    Setting,
    /// A verb behind a negation that nobody does: `नहीं हो सकी`.
    Became,
    /// Before an agency that a line of credit names: `इनपुट: `.
    CreditBefore,
    /// Opens a sentence that names whose saying the one before was: `यह कहना है`.
    TheirSaying,
    /// What a sentence about a film or a book speaks of.
    Tale,
    /// A paper that an agency or an outlet sends, and others write too: `रिपोर्ट`.
    Dispatch,
    /// A pronoun that carries the marker of who acts: `उन्होंने`.
    Agent,
    /// A pronoun in the subject's place that carries none: `वह`.
    Subject,
    /// A pronoun that owns a saying: `उनका`.
    Owner,
    /// Whoever speaks of themselves: `मैंने`.
    Myself,
    /// A pronoun that is an object with its marker: `इसे`.
    Object,
    /// After an agency that a line of credit names: `के इनपुट के साथ`.
    Credit,
    /// After whom a speaker talked to: `से बातचीत में`, `को दिए साक्षात्कार में`.
    Interview,
    /// What is no source although a marker of sources follows: a plan, a rule, a need.
    Measure,
    /// A paper in which somebody speaks in their own name, so that it is no link: a statement, a post.
    Release,
    /// A word that names of papers and agencies hold: `समाचार`, `टाइम्स`.
    PressName,
    /// Between whoever holds a paper and the paper: `के पास मौजूद`.
    Holds,
    /// On what terms somebody tells the press without a name: `नाम न छापने की शर्त पर`.
    Anonymity,
    /// Opens a line that belongs to another article, or to a picture.
    Aside,
    /// Joins a clause that the writer adds: `जबकि`, `वहीं`.
    Turn,
    /// Opens a sentence that goes on with the same speaker: `साथ ही`, `यह भी`.
    Further,
    /// Stands behind a name without being part of it: `भी`, `खुद`.
    Particle,
    /// A verb that tells in a closing sentence: `दी`.
    Gave,
    /// What stands for what was just said: `यह खबर`.
    News,
}

impl Marker {
    /// Tells whether the marker names a source beside it.
    pub fn names_source(self) -> bool {
        matches!(
            self,
            Self::AccordingAfter | Self::AccordingBefore | Self::ViaAfter | Self::ViaBefore | Self::Cites
        )
    }
}

impl Speech {
    /// Reads the tables of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut speech = Self::default();
        for source in chain.iter().rev() {
            let verbs = source.table("cue_verbs.tsv", &["verb", "form", "phrases"])?;
            let verbs = Verbs::of(verbs.as_ref())?;
            if let Some(table) = source.table("cues.tsv", &["frame", "mode", "class", "phrases"])? {
                for row in table.rows() {
                    let cue = cue(&table, row)?;
                    for phrase in row.parts(3) {
                        let unknown = || table.fault(row, format!("no verb as in {phrase:?}"));
                        speech.add(phrase, &cue, &verbs).ok_or_else(unknown)?;
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
                        "agent" => Marker::Agent,
                        "subject" => Marker::Subject,
                        "owner" => Marker::Owner,
                        "myself" => Marker::Myself,
                        "object" => Marker::Object,
                        "credit" => Marker::Credit,
                        "interview" => Marker::Interview,
                        "measure" => Marker::Measure,
                        "release" => Marker::Release,
                        "aside" => Marker::Aside,
                        "turn" => Marker::Turn,
                        "further" => Marker::Further,
                        "place" => Marker::Place,
                        "dative" => Marker::Dative,
                        "matter" => Marker::Matter,
                        "about" => Marker::About,
                        "having" => Marker::Having,
                        "carrier" => Marker::Carrier,
                        "cites" => Marker::Cites,
                        "setting" => Marker::Setting,
                        "became" => Marker::Became,
                        "credit-before" => Marker::CreditBefore,
                        "their-saying" => Marker::TheirSaying,
                        "tale" => Marker::Tale,
                        "dispatch" => Marker::Dispatch,
                        "particle" => Marker::Particle,
                        "gave" => Marker::Gave,
                        "news" => Marker::News,
                        "press-name" => Marker::PressName,
                        "holds" => Marker::Holds,
                        "anonymity" => Marker::Anonymity,
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

    /// Adds a phrase of `cues.tsv` with every form of its verb; none where the verb is not known.
    fn add(&mut self, phrase: &str, cue: &Cue, verbs: &Verbs<'_>) -> Option<()> {
        let (object, core) = match phrase.split_once('~') {
            Some((object, core)) => (Some(fold(object.trim()).into_boxed_str()), core.trim()),
            None => (None, phrase),
        };
        let objects: Vec<_> = object.into_iter().collect();
        let Some((before, rest)) = core.split_once('{') else {
            let end = self.cues.behind(Place::START, &Tokens::of(core));
            self.merge(end, Cue { objects, ..cue.clone() });
            return Some(());
        };
        let (verb, after) = rest.split_once('}')?;
        // Words are cut by themselves, so nothing may be glued to the verb.
        if before.ends_with(|c: char| !c.is_whitespace()) || after.starts_with(|c: char| !c.is_whitespace()) {
            return None;
        }
        let start = self.cues.behind(Place::START, &Tokens::of(before));
        let after = Tokens::of(after);
        for (form, words) in verbs.0.get(verb)? {
            let end = self.cues.behind(start, words);
            let end = self.cues.behind(end, &after);
            self.merge(end, Cue { form: *form, objects: objects.clone(), ..cue.clone() });
        }
        Some(())
    }

    /// Adds a cue; one that is there already with another frame can be read in both ways.
    fn merge(&mut self, end: Place, cue: Cue) {
        self.cues.update(end, |known| match known {
            None => cue,
            Some(known) => {
                let (mut first, second) = if known.frame <= cue.frame { (known, cue) } else { (cue, known) };
                for object in second.objects {
                    if !first.objects.contains(&object) {
                        first.objects.push(object);
                    }
                }
                first.calls |= second.calls;
                first
            }
        });
    }

    /// Returns the longest cue at a token: where it ends and what it is.
    pub fn cue_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &Cue)> {
        self.cues.longest_at(tokens, at)
    }

    /// Returns the longest marker at a token: where it ends and what it is.
    pub fn marker_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, Marker)> {
        self.markers.longest_at(tokens, at).map(|(end, marker)| (end, *marker))
    }

    /// Returns what just these tokens mark, if anything.
    pub fn marks(&self, tokens: &Tokens<'_>, range: Range<usize>) -> Option<Marker> {
        self.markers.exact(tokens, range).copied()
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
        "call" => Frame::Call,
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
    let (form, objects, calls) = (Form::Said, Vec::new(), frame == Frame::Call);
    Ok(Cue { frame, mode, class, form, objects, calls })
}

/// The forms of the verbs that cues end in.
#[derive(Default)]
struct Verbs<'a>(BTreeMap<&'a str, Vec<(Form, Tokens<'a>)>>);

impl<'a> Verbs<'a> {
    fn of(table: Option<&'a Table>) -> Result<Self> {
        let mut verbs = Self::default();
        let Some(table) = table else { return Ok(verbs) };
        for row in table.rows() {
            let form = match row.get(1) {
                "said" => Form::Said,
                "says" => Form::Says,
                "told" => Form::Told,
                "saying" => Form::Saying,
                "hearsay" => Form::Hearsay,
                other => return Err(table.fault(row, format!("no form {other:?}"))),
            };
            let forms = verbs.0.entry(row.get(0)).or_default();
            forms.extend(row.parts(2).map(|phrase| (form, Tokens::of(phrase))));
        }
        Ok(verbs)
    }
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
