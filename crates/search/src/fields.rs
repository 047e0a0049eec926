//! The fields of the index and what is written into them.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// The version of everything below and of how words are analysed: another one means another index.
pub(crate) const FORMAT: u32 = 1;

/// Stands for a day that is not known, before every day there is: a column without holes is read faster.
pub(crate) const NO_DAY: i64 = -5_000_000;

/// Stands between terms in the text given to [`Terms`].
pub(crate) const SEPARATOR: char = ' ';

const TERMS: &str = "terms";

/// The fields of an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Whose entry it is (`article/…`, `thread/…`, `entity/…`): all of an owner's are replaced at once.
    pub(crate) owner: Field,
    /// Ids that can be asked for: `story=…`.
    pub(crate) ids: Field,
    /// What is counted and filtered by: `outlet=…`.
    pub(crate) facets: Field,
    /// Words in folded form, with positions.
    pub(crate) words: Field,
    /// Words without their endings.
    pub(crate) stems: Field,
    /// How words sound that are not in Latin letters.
    pub(crate) sounds: Field,
    /// Skeleton and sound of words that name somebody or something.
    pub(crate) names: Field,
    /// Ids of the entities that are mentioned.
    pub(crate) entities: Field,
    /// For an entity: what it is called, whole names and the parts of a person's.
    pub(crate) called: Field,
    /// For an entity: its id.
    pub(crate) entity: Field,
    /// The day it was said or published; [`NO_DAY`] where nobody knows.
    pub(crate) said: Field,
    /// First and last day on which it happens.
    pub(crate) happened: Field,
    /// The amounts in it.
    pub(crate) amounts: Field,
    /// Decides between entries that are equal otherwise; the same in every index.
    pub(crate) order: Field,
    /// What a hit shows.
    pub(crate) shown: Field,
}

impl Fields {
    /// Returns the schema and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let terms = |record: IndexRecordOption| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(TERMS)
                    .set_index_option(record)
                    .set_fieldnorms(false),
            )
        };
        let mut schema = Schema::builder();
        let basic = IndexRecordOption::Basic;
        let fields = Self {
            owner: schema.add_text_field("owner", STRING),
            ids: schema.add_text_field("ids", terms(basic)),
            facets: schema.add_text_field("facets", STRING | FAST),
            words: schema.add_text_field("words", terms(IndexRecordOption::WithFreqsAndPositions)),
            stems: schema.add_text_field("stems", terms(basic)),
            sounds: schema.add_text_field("sounds", terms(basic)),
            names: schema.add_text_field("names", terms(basic)),
            entities: schema.add_text_field("entities", terms(basic)),
            called: schema.add_text_field("called", STRING),
            entity: schema.add_text_field("entity", FAST),
            said: schema.add_i64_field("said", FAST),
            happened: schema.add_i64_field("happened", FAST),
            amounts: schema.add_f64_field("amounts", FAST),
            order: schema.add_u64_field("order", FAST),
            shown: schema.add_bytes_field("shown", STORED),
        };
        (schema.build(), fields)
    }
}

/// Makes the tokenizer known to an index.
pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(TERMS, TextAnalyzer::from(Terms::default()));
}

/// Cuts at [`SEPARATOR`]: the words were found and folded before, once for all fields.
#[derive(Clone, Default)]
struct Terms {
    token: Token,
}

struct TermStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        TermStream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        let (term, rest) = self.rest.split_once(SEPARATOR).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
