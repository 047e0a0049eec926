//! Figures of speech: sport, markets, films and elections told in words of war.

use super::Told;
use lang::Happening;

/// How many hints of such a field there must be without a plain word for it.
const HINTS: usize = 2;
/// How many for what is done in words: traders and a market may well be promised something.
const HINTS_OF_SPEECH: usize = 3;

/// How much of a sentence is about a field where words of war are figures of speech.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figurative {
    plain: bool,
    hints: usize,
}

/// Reads whether a sentence is about a field where words of war are figures of speech.
///
/// Recognises one word that hardly stands elsewhere (`विकेट`, box office), or two that hint at such a field.
/// Matches “Bowlers laid siege to the batsmen” and `शेयर बाजार में हाहाकार` (panic on the stock market).
/// Refuses “The army attacked the market”, which has one hint, and “pledged 40 million for the market's traders”, where
/// nobody fights.
/// Misses figures in sentences that name no field: “The Tigers crushed the Lions”.
pub(super) fn figurative(told: &Told<'_, '_>) -> Figurative {
    let (happenings, tokens) = (&told.scene.pack.happenings, told.scene.tokens);
    let plain = told.body.clone().any(|at| happenings.in_set("figure", tokens, at).is_some());
    let hints =
        told.body.clone().filter(|at| happenings.in_set("figure-hint", tokens, *at).is_some()).count();
    Figurative { plain, hints }
}

impl Figurative {
    /// Tells whether a sentence says nothing of such a happening: whoever is arrested in a stadium is arrested.
    pub(super) fn drops(self, happening: &Happening) -> bool {
        let lawful = matches!(
            happening.mode.as_deref(),
            Some("arrest" | "convict" | "investigate" | "seize" | "allege")
        );
        let spoken =
            matches!(happening.event.as_str(), "ACCUSE" | "AGREE" | "CONCEDE" | "CONSULT" | "SUPPORT");
        let most = if spoken { HINTS_OF_SPEECH } else { HINTS };
        let figure = self.plain || self.hints >= most;
        figure && !(lawful || matches!(happening.event.as_str(), "PROTEST" | "REQUEST"))
    }
}

/// Tells whether a sentence tells of a film or a book: nothing of it happened.
pub(super) fn is_fiction(told: &Told<'_, '_>) -> bool {
    let (happenings, tokens) = (&told.scene.pack.happenings, told.scene.tokens);
    told.body.clone().any(|at| happenings.in_set("fiction", tokens, at).is_some())
}
