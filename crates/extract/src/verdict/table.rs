//! The weights of the verdict: a table that a command of the workspace trains and writes.

use super::evidence::{COUNT, Evidence};
use std::sync::LazyLock;

/// What the numbers of a page weigh.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// What makes a probability of a sum: a factor and a constant (Platt 1999).
    scale: [f32; 2],
    /// What stands in the sum whatever is seen.
    constant: f32,
    /// What each number speaks for an article.
    numbers: Vec<(&'static str, f32)>,
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

    /// Reads a table: rows for the factor and the constant of the scale, the constant of the sum, and each number in order.
    fn read(table: &'static str) -> Result<Self, String> {
        let mut rows = table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
            let (name, cell) = line.split_once('\t').ok_or_else(|| format!("{line:?} has not two cells"))?;
            let number = cell.parse::<f32>().ok().filter(|number| number.is_finite());
            Ok((name, number.ok_or_else(|| format!("{line:?} lacks a number"))?))
        });
        let mut named = |wanted: &str| match rows.next() {
            Some(Ok((name, number))) if name == wanted => Ok(number),
            Some(Err(fault)) => Err(fault),
            _ => Err(format!("the row {wanted} is not in its place")),
        };
        let scale = [named("scale.factor")?, named("scale.constant")?];
        let constant = named("constant")?;
        let numbers = rows.collect::<Result<Vec<_>, String>>()?;
        if numbers.len() != COUNT {
            return Err(format!("there are {} numbers, expected {COUNT}", numbers.len()));
        }
        Ok(Self { scale, constant, numbers })
    }

    /// Returns how likely it is that a page is an article.
    pub(crate) fn article(&self, evidence: &Evidence) -> f32 {
        let products = self.numbers.iter().zip(evidence).map(|((_, weight), (_, value))| weight * value);
        let sum = self.constant + products.sum::<f32>();
        1.0 / (1.0 + (-(self.scale[0] * sum + self.scale[1])).exp())
    }
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
        check("name\tweight\nscale.factor\t1\nscale.constant\t0\nconstant\t1\n");
        check("name\tweight\nscale.constant\t0\nscale.factor\t1\nconstant\t1\n");
        check("name\tweight\nscale.factor\tx\n");
    }
}
