//! The weights of the verdict: a table that a command of the workspace trains and writes.

use super::evidence::{COUNT, Evidence};
use std::sync::LazyLock;

/// What the numbers of a page weigh.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// What makes a probability of a sum: a factor and a constant (Platt 1999).
    scale: [f32; 2],
    /// What stands in the sums whatever is seen.
    constant: [f32; 2],
    /// What each number speaks for an article, and on a page that is none for a list.
    numbers: Vec<(&'static str, [f32; 2])>,
}

static EMBEDDED: LazyLock<Weights> = LazyLock::new(|| {
    // A test reads the table, so a build that gets here with a bad one never passed.
    Weights::read(include_str!("weights.tsv"))
        .unwrap_or_else(|fault| panic!("the table of weights must load: {fault}"))
});

impl Weights {
    /// Returns the weights that are compiled into the program, read once.
    pub(crate) fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a table: a row for `scale`, one for the constants, one for each number in order.
    fn read(table: &'static str) -> Result<Self, String> {
        let mut rows = table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [name, one, other] = cells[..] else { return Err(format!("{line:?} has not three cells")) };
            let number = |cell: &str| {
                let number = cell.parse::<f32>().ok().filter(|number| number.is_finite());
                number.ok_or_else(|| format!("{line:?} lacks a number"))
            };
            Ok((name, [number(one)?, number(other)?]))
        });
        let mut named = |wanted: &str| match rows.next() {
            Some(Ok((name, numbers))) if name == wanted => Ok(numbers),
            Some(Err(fault)) => Err(fault),
            _ => Err(format!("the row {wanted} is not in its place")),
        };
        let (scale, constant) = (named("scale")?, named("constant")?);
        let numbers = rows.collect::<Result<Vec<_>, _>>()?;
        if numbers.len() != COUNT {
            return Err(format!("there are {} numbers, expected {COUNT}", numbers.len()));
        }
        Ok(Self { scale, constant, numbers })
    }

    /// Returns how likely it is that a page is an article.
    pub(crate) fn article(&self, evidence: &Evidence) -> f32 {
        probability(self.scale[0] * self.sum(0, evidence) + self.scale[1])
    }

    /// Returns how likely it is that a page that is no article is a list.
    pub(crate) fn listing(&self, evidence: &Evidence) -> f32 {
        probability(self.sum(1, evidence))
    }

    fn sum(&self, column: usize, evidence: &Evidence) -> f32 {
        let products =
            self.numbers.iter().zip(evidence).map(|((_, weights), (_, value))| weights[column] * value);
        self.constant[column] + products.sum::<f32>()
    }
}

fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DocId, Given, Page, PageKind};

    #[test]
    fn the_embedded_table_is_in_step_with_what_is_counted() {
        let html =
            format!("<h1>Dam talks end</h1><p>{}</p>", "The talks on the dam ended on Monday. ".repeat(9));
        let page = Page {
            id: DocId::of_bytes(html.as_bytes()),
            path: "dam.html".into(),
            bytes: html.into_bytes(),
            kind: PageKind::Html,
            charset: None,
            given: Given::default(),
        };
        let evidence = crate::evidence(&page, lang::Packs::embedded()).expect("the page holds text");
        let counted: Vec<&str> = evidence.iter().map(|(name, _)| *name).collect();
        let known: Vec<&str> = Weights::embedded().numbers.iter().map(|(name, _)| *name).collect();
        assert_eq!(known, counted);
    }

    #[test]
    fn a_bad_table_is_refused() {
        let check = |table| assert!(Weights::read(table).is_err(), "{table}");
        check("name\tarticle\tlisting\nscale\t1\t0\n");
        check("name\tarticle\tlisting\nconstant\t1\t0\nscale\t1\t0\n");
        check("name\tarticle\tlisting\nscale\t1\tx\nconstant\t1\t0\n");
    }
}
