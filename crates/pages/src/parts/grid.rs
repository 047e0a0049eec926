//! The matrix as data: claims as rows; origins, outlets or languages as columns; a stance in each cell.

use super::badge::STANDINGS;
use crate::source::Source;
use crate::{Named, Quoted};
use model::{Claim, EntityId, Evidence, Moment, SilenceKind, Stance, Standing};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the columns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// Who put the claims into the world.
    #[default]
    Origins,
    /// Who published them.
    Outlets,
    /// The languages they were published in.
    Languages,
}

impl Columns {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Origins, Self::Outlets, Self::Languages];

    /// Returns the stable name, as the address has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Origins => "origins",
            Self::Outlets => "outlets",
            Self::Languages => "languages",
        }
    }

    /// Returns the columns of a name; those by default for any other.
    pub fn of(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|columns| Some(columns.name()) == name).unwrap_or_default()
    }
}

/// How rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By standing, then by weight.
    #[default]
    Support,
    /// By the day of what is claimed, else by when it was told first.
    Date,
    /// The weightiest first.
    Weight,
}

impl Sort {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Support, Self::Date, Self::Weight];

    /// Returns the stable name, as the address has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Date => "date",
            Self::Weight => "weight",
        }
    }

    /// Returns the sorting of a name; the one by default for any other.
    pub fn of(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|sort| Some(sort.name()) == name).unwrap_or_default()
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is, as a stable key.
    pub key: String,
    /// What to call it.
    pub name: Named,
    /// What kind of origin it is, in words.
    pub kind: Option<String>,
    /// The party that it speaks for.
    pub side: Option<Named>,
    /// How many claims of the thread it carries.
    pub carries: usize,
    /// How many claims of the thread it alone carries.
    pub alone: usize,
}

/// What a column does to a row's claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standpoint {
    /// It denies it.
    Denies,
    /// It says so.
    Asserts,
    /// It takes it as known.
    Presupposes,
    /// It says that a source did not report it.
    SaysNotReported,
    /// A text says that this source left it out.
    SaidSilent,
    /// It covered the story and left it out.
    Silent,
}

impl Standpoint {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Denies => "denies",
            Self::Asserts => "asserts",
            Self::Presupposes => "presupposes",
            Self::SaysNotReported => "not-reported",
            Self::SaidSilent => "said-silent",
            Self::Silent => "silent",
        }
    }

    /// Tells whether the column says anything of the claim.
    pub fn speaks(self) -> bool {
        !matches!(self, Self::SaidSilent | Self::Silent)
    }

    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Denies => "✖",
            Self::Asserts => "+",
            Self::Presupposes => "=",
            Self::SaysNotReported => "¬",
            Self::SaidSilent => "⊘",
            Self::Silent => "○",
        }
    }
}

/// What one column does to one claim, and the first passage that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What it does.
    pub standpoint: Standpoint,
    /// How many passages do it.
    pub count: usize,
    /// The first of them.
    pub evidence: &'a Evidence,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The day of what is claimed, else when it was told first.
    pub date: Option<Moment>,
    /// What each column does to it, by the place of the column; columns that do nothing are not there.
    pub cells: BTreeMap<usize, Vec<Cell<'a>>>,
    /// What columns that are not shown say of it: their names and what they do; who is silent is left out.
    pub others: Vec<(Named, Cell<'a>)>,
}

/// The matrix of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<'a> {
    /// The columns, those that carry most first.
    pub columns: Vec<Column>,
    /// The rows, sorted.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Grid<'a> {
    /// Lays the claims of a thread out.
    pub fn of(source: &Source<'a>, columns: Columns, sort: Sort) -> Self {
        let mut found: BTreeMap<String, Tally> = BTreeMap::new();
        let mut rows: Vec<Keyed<'_>> = Vec::new();
        let silences = silences(source, columns);
        for (rank, claim) in source.thread.claims.iter().enumerate() {
            let mut cells: BTreeMap<(String, Standpoint), Cell<'_>> = BTreeMap::new();
            for support in &claim.supports {
                let key = match columns {
                    Columns::Origins => support.origin.as_str().to_owned(),
                    Columns::Outlets => outlet_key(source, support.evidence.article()),
                    Columns::Languages => source.lang_of(support.evidence.article()).to_owned(),
                };
                let standpoint = match support.stance {
                    Stance::Asserts => Standpoint::Asserts,
                    Stance::Denies => Standpoint::Denies,
                    Stance::Presupposes => Standpoint::Presupposes,
                };
                add(&mut cells, key, standpoint, &support.evidence, source);
            }
            let carriers: BTreeSet<String> = cells.keys().map(|(key, _)| key.clone()).collect();
            for key in &carriers {
                let tally = found.entry(key.clone()).or_default();
                tally.carries += 1;
                tally.alone += usize::from(carriers.len() == 1);
            }
            for (key, standpoint, evidence) in silences.get(claim.id.as_str()).into_iter().flatten() {
                // Who carries a claim in one article is not silent about it for having left it out of another.
                if *standpoint == Standpoint::SaysNotReported || !carriers.contains(key) {
                    found.entry(key.clone()).or_default();
                    add(&mut cells, key.clone(), *standpoint, evidence, source);
                }
            }
            rows.push((rank, claim, cells.into_iter().map(|((key, _), cell)| (key, cell)).collect()));
        }
        let mut heads: Vec<Column> =
            found.into_iter().map(|(key, tally)| head(source, columns, key, tally)).collect();
        heads.sort_by(|a, b| {
            let order = |column: &Column| (Reverse(column.carries), Reverse(column.alone));
            order(a).cmp(&order(b)).then_with(|| (&a.name, &a.key).cmp(&(&b.name, &b.key)))
        });
        let places: BTreeMap<&str, usize> =
            heads.iter().enumerate().map(|(at, column)| (column.key.as_str(), at)).collect();
        let mut laid: Vec<(usize, Row<'_>)> = rows
            .into_iter()
            .map(|(rank, claim, cells)| {
                let mut by_place: BTreeMap<usize, Vec<Cell<'_>>> = BTreeMap::new();
                for (key, cell) in cells {
                    if let Some(at) = places.get(key.as_str()) {
                        by_place.entry(*at).or_default().push(cell);
                    }
                }
                (rank, Row { claim, date: date(claim, source), cells: by_place, others: Vec::new() })
            })
            .collect();
        laid.sort_by(|(a_rank, a), (b_rank, b)| {
            let order = match sort {
                Sort::Support => place(a.claim.support).cmp(&place(b.claim.support)),
                Sort::Date => (a.date.is_none(), a.date).cmp(&(b.date.is_none(), b.date)),
                Sort::Weight => std::cmp::Ordering::Equal,
            };
            order.then(a_rank.cmp(b_rank))
        });
        Self { columns: heads, rows: laid.into_iter().map(|(_, row)| row).collect() }
    }

    /// Keeps the columns that carry most of the first rows, so many of them, and those rows.
    pub fn top(mut self, columns: usize, rows: std::ops::Range<usize>) -> Self {
        let end = rows.end.min(self.rows.len());
        let start = rows.start.min(end);
        self.rows = self.rows.drain(start..end).collect();
        // Who denies something is shown before who adds one more voice.
        let worth = |cell: &Cell<'_>| if cell.standpoint == Standpoint::Denies { 4 } else { 1 };
        let carried = |at: usize| -> usize {
            self.rows.iter().filter_map(|row| row.cells.get(&at)).flatten().map(worth).sum()
        };
        let mut order: Vec<(usize, usize)> =
            (0..self.columns.len()).map(|at| (at, carried(at))).filter(|(_, count)| *count > 0).collect();
        order.sort_by_key(|(at, count)| (Reverse(*count), *at));
        order.truncate(columns);
        let places: BTreeMap<usize, usize> =
            order.iter().enumerate().map(|(new, (old, _))| (*old, new)).collect();
        for row in &mut self.rows {
            for (at, cells) in std::mem::take(&mut row.cells) {
                match places.get(&at) {
                    Some(place) => drop(row.cells.insert(*place, cells)),
                    None => {
                        let speak = cells.into_iter().filter(|cell| cell.standpoint.speaks());
                        row.others.extend(speak.map(|cell| (self.columns[at].name.clone(), cell)));
                    }
                }
            }
        }
        self.columns = order.iter().map(|(at, _)| self.columns[*at].clone()).collect();
        self
    }
}

/// A claim with its rank by weight and its cells by the keys of their columns.
type Keyed<'a> = (usize, &'a Claim, Vec<(String, Cell<'a>)>);

#[derive(Default)]
struct Tally {
    carries: usize,
    alone: usize,
}

fn add<'a>(
    cells: &mut BTreeMap<(String, Standpoint), Cell<'a>>,
    key: String,
    standpoint: Standpoint,
    evidence: &'a Evidence,
    source: &Source<'_>,
) {
    let told = |evidence: &Evidence| {
        let date = source.article(evidence.article()).and_then(|line| line.date);
        (date.is_none(), date)
    };
    let cell = cells.entry((key, standpoint)).or_insert(Cell { standpoint, count: 0, evidence });
    cell.count += 1;
    if told(evidence) < told(cell.evidence) {
        cell.evidence = evidence;
    }
}

type Silences<'a> = BTreeMap<&'a str, Vec<(String, Standpoint, &'a Evidence)>>;

/// Returns the silences by claim, each with the columns that it shows in.
fn silences<'a>(source: &Source<'a>, columns: Columns) -> Silences<'a> {
    let mut by_entity: BTreeMap<&EntityId, String> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, String> = BTreeMap::new();
    let mut add = |entity: Option<&'a EntityId>, name: &'a str, key: &str| {
        by_name.entry(name).or_insert_with(|| key.to_owned());
        if let Some(entity) = entity {
            by_entity.entry(entity).or_insert_with(|| key.to_owned());
        }
    };
    match columns {
        Columns::Origins => (source.thread.origins.iter())
            .for_each(|origin| add(origin.entity.as_ref(), &origin.name, origin.id.as_str())),
        Columns::Outlets => (source.thread.articles.iter().filter_map(|line| line.outlet.as_deref()))
            .for_each(|outlet| add(source.entity(outlet), outlet, outlet)),
        Columns::Languages => {}
    }
    let mut found: Silences<'a> = BTreeMap::new();
    for silence in &source.thread.silences {
        let Some(claim) = &silence.claim else { continue };
        let cells = found.entry(claim.as_str()).or_default();
        let standpoint = match silence.kind {
            SilenceKind::Stated => Standpoint::SaidSilent,
            SilenceKind::Observed => Standpoint::Silent,
        };
        // The same source is known by its entity, or by its name where it has none.
        let entity = silence.entity.as_ref().and_then(|entity| by_entity.get(entity));
        match columns {
            Columns::Origins | Columns::Outlets => {
                if let Some(key) = entity.or_else(|| by_name.get(silence.source.as_str())) {
                    cells.push((key.clone(), standpoint, &silence.evidence));
                }
                if columns == Columns::Outlets && silence.kind == SilenceKind::Stated {
                    let teller = outlet_key(source, silence.evidence.article());
                    cells.push((teller, Standpoint::SaysNotReported, &silence.evidence));
                }
            }
            Columns::Languages => {}
        }
    }
    found
}

fn outlet_key(source: &Source<'_>, article: &model::DocId) -> String {
    source.article(article).and_then(|line| line.outlet.clone()).unwrap_or_default()
}

fn head(source: &Source<'_>, columns: Columns, key: String, tally: Tally) -> Column {
    let look = source.look;
    let mut column = Column {
        name: Named::default(),
        kind: None,
        side: None,
        carries: tally.carries,
        alone: tally.alone,
        key,
    };
    column.name = match columns {
        Columns::Origins => match source.origin(&column.key) {
            Some(origin) => {
                column.kind = Some(look.word(&format!("kind.{}", origin.kind)).to_owned());
                column.side = origin.side.as_deref().map(|side| source.name(side));
                source.origin_name(origin)
            }
            None => Named::new(&column.key, look.lang),
        },
        Columns::Outlets if column.key.is_empty() => Named::new(look.word("outlet.unknown"), look.lang),
        Columns::Outlets => source.name(&column.key),
        Columns::Languages => Named::new(&look.language(&column.key), look.lang),
    };
    column
}

/// Returns the day of what is claimed, else when it was told first.
fn date(claim: &Claim, source: &Source<'_>) -> Option<Moment> {
    let own = claim.slots.get("date").and_then(|date| date.parse().ok());
    own.or_else(|| source.first_told(claim)).map(Moment::to_day)
}

fn place(standing: Standing) -> usize {
    STANDINGS.iter().position(|other| *other == standing).unwrap_or(STANDINGS.len())
}

/// Words the matrix as a table of text, a head row first, for a spreadsheet: every row and every column.
pub fn matrix_rows(source: &Source<'_>, columns: Columns, sort: Sort) -> Vec<Vec<String>> {
    let look = source.look;
    let grid = Grid::of(source, columns, sort);
    let fixed =
        ["matrix.claim", "matrix.topic", "matrix.standing", "matrix.why", "matrix.date", "matrix.values"];
    let mut table = vec![
        (fixed.iter().map(|key| look.word(key).to_owned()))
            .chain(grid.columns.iter().map(|column| column.name.text().to_owned()))
            .collect::<Vec<_>>(),
    ];
    for row in &grid.rows {
        let mut line = vec![
            source.sentence(row.claim).text().to_owned(),
            super::figures::plain_topic(row.claim, source),
            look.word(&format!("standing.{}", row.claim.support.name())).to_owned(),
            super::figures::why(row.claim, source),
            row.date.map(|date| date.to_string()).unwrap_or_default(),
            super::figures::course(row.claim, source),
        ];
        for at in 0..grid.columns.len() {
            let told = |cell: &Cell<'_>| {
                let quote: Quoted = source.quote(cell.evidence);
                let word = look.word(&format!("stance.{}", cell.standpoint.name())).to_owned();
                format!("{word} ({}): {}", cell.count, quote.text())
            };
            let cells = row.cells.get(&at).map_or(&[][..], Vec::as_slice);
            line.push(cells.iter().map(told).collect::<Vec<_>>().join("; "));
        }
        table.push(line);
    }
    table
}
