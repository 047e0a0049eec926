//! Articles into documents: sentences, names, times, amounts, statements and events.
//!
//! One pure pass over one article: no I/O, no clock, no other article.
//! Every rule reads words through a language pack, so that a language is data.

mod events;
mod languages;
mod names;
pub mod quantities;
mod scene;
mod sentences;
mod statements;
pub mod times;
mod voice;

pub use names::hints;

use lang::Packs;
use model::{Article, Document, Facts};
use text::Tokens;

/// Returns the document of an article: its text with everything found in it.
///
/// ```
/// # use model::*;
/// let article = Article::of_text(DocId::given("a"), "The ministry said that the bridge is safe.", "en");
/// let document = annotate::annotate(article, lang::Packs::embedded());
/// let said = &document.facts().statements[0];
/// assert_eq!(document.surface(said.content[0]), "the bridge is safe");
/// ```
pub fn annotate(article: Article, packs: &Packs) -> Document {
    let pack = packs.get(&article.lang);
    let facts = {
        let tokens = Tokens::of(&article.text);
        let sentences = sentences::sentences(&article, pack);
        let (mentions, mut entities) = names::names(&tokens, &sentences, packs, pack, &article.lang);
        let times = times::times(&tokens, &sentences, pack, article.date);
        let mut quantities = quantities::quantities(&tokens, &sentences, &times, pack);
        let scene =
            scene::Scene::new(&article, &tokens, packs, pack, &sentences, &mentions, &entities, &times);
        let statements = statements::statements(&scene);
        let near = statements::Near::new(&sentences, &statements);
        let events = events::events(&scene, &near);
        for quantity in &mut quantities {
            quantity.source_statement =
                statements::around(&near, quantity.span).map(|found| found.id.clone());
        }
        let languages = languages::languages(&scene);
        names::add_credited(&mut entities, &statements, packs);
        Facts { sentences, mentions, entities, times, quantities, statements, events, languages }
    };
    Document::new(article, facts)
}
