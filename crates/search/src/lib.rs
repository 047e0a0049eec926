//! Full text over a library: any spelling, any script, with facets.
//!
//! The index is a derived thing: it is made from documents and records, can be thrown away at any time, and says up to
//! which generation of the library it is. This crate knows nothing of the library itself, and of the engine underneath
//! nothing shows. It finds what is there and ranks it; it decides nothing about what is true.
//!
//! ```
//! use search::{Index, Query};
//! # let folder = std::env::temp_dir().join(format!("sutradhar-search-doc-{}", std::process::id()));
//! let index = Index::open(&folder, lang::Packs::embedded())?;
//! let (query, _) = Query::parse("पुल lang:hi since:2025-08");
//! let results = index.search(&query, 0, 20)?;
//! assert_eq!((results.total, index.generation()), (0, 0));
//! # std::fs::remove_dir_all(&folder).ok();
//! # Ok::<(), search::Error>(())
//! ```

#![doc(test(attr(deny(warnings))))]

mod claims;
mod collect;
mod draft;
pub mod entries;
pub mod error;
mod exclusion;
pub mod facets;
mod fields;
pub mod index;
mod parse;
mod plan;
pub mod query;
pub mod results;
pub mod shown;
mod sounds;
mod words;

pub use entries::{EntityEntry, Entry};
pub use error::{Error, Result};
pub use facets::{Facet, FacetValue};
pub use index::{Index, Writer};
pub use query::{Amounts, Clause, Condition, Days, Field, Query};
pub use results::{Hit, Results};
pub use shown::Kind;
