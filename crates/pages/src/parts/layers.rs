//! What can be switched on over an article's text; the address says what is on, so a link shows what its sender saw.

use crate::Look;

/// One thing that is marked in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Who said what, by way of whom.
    Statements,
    /// People, places and bodies.
    Names,
    /// Times, with the day that they mean.
    Times,
    /// Amounts, with what is counted.
    Amounts,
    /// What happened, is planned or is denied.
    Events,
}

impl Layer {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Statements, Self::Names, Self::Times, Self::Amounts, Self::Events];

    /// Returns the stable name, as the address has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::Names => "names",
            Self::Times => "times",
            Self::Amounts => "amounts",
            Self::Events => "events",
        }
    }
}

/// The layers that are on: those of `?layers=statements,names`, or the statements where the address names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers(Vec<Layer>);

/// A link that switches a layer on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Where it leads.
    pub href: String,
    /// What the layer shows.
    pub word: &'static str,
    /// The stable name of the layer.
    pub name: &'static str,
    /// Whether it is on.
    pub on: bool,
    /// What is found of it in this article.
    pub count: String,
}

impl Layers {
    /// Reads the layers of an address.
    pub fn of(look: &Look) -> Self {
        match look.address.get("layers") {
            None => Self(vec![Layer::Statements]),
            Some("all") => Self(Layer::ALL.to_vec()),
            Some(named) => {
                let named: Vec<&str> = named.split(',').collect();
                Self(Layer::ALL.into_iter().filter(|layer| named.contains(&layer.name())).collect())
            }
        }
    }

    /// Tells whether a layer is on.
    pub fn show(&self, layer: Layer) -> bool {
        self.0.contains(&layer)
    }

    /// Returns the links that switch each layer, with what each has found.
    pub fn switches(&self, found: impl Fn(Layer) -> usize, look: &Look) -> Vec<Switch> {
        let switch = |layer: Layer| {
            let on = self.show(layer);
            let wanted = Layer::ALL.into_iter().filter(|other| self.show(*other) != (*other == layer));
            Switch {
                href: address(wanted, look),
                word: look.find(&format!("layer.{}", layer.name())).unwrap_or_default(),
                name: layer.name(),
                on,
                count: look.number(found(layer)),
            }
        };
        Layer::ALL.into_iter().map(switch).collect()
    }

    /// Returns the link that switches all on, or all off where all are on.
    pub fn all(&self, look: &Look) -> (String, &'static str) {
        if self.0.len() == Layer::ALL.len() {
            (address(std::iter::empty(), look), look.find("layer.none").unwrap_or_default())
        } else {
            (address(Layer::ALL.into_iter(), look), look.find("layer.all").unwrap_or_default())
        }
    }
}

fn address(layers: impl Iterator<Item = Layer>, look: &Look) -> String {
    let names: Vec<&str> = layers.map(Layer::name).collect();
    let named = if names.is_empty() { "none".to_owned() } else { names.join(",") };
    format!("{}#text", look.address.with("layers", &named))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, Lang};

    fn check(target: &str, on: &[Layer], switched: &str) {
        let look = Look::at(Address::of(target), Lang::En);
        let layers = Layers::of(&look);
        assert_eq!(layers.0, on, "{target}");
        assert_eq!(layers.switches(|_| 0, &look)[1].href, switched);
    }

    #[test]
    fn the_address_says_what_is_on() {
        check("/a", &[Layer::Statements], "/a?layers=statements%2Cnames#text");
        check("/a?layers=none", &[], "/a?layers=names#text");
        check("/a?layers=names&at=1-2", &[Layer::Names], "/a?at=1-2&layers=none#text");
        check("/a?layers=x,events", &[Layer::Events], "/a?layers=names%2Cevents#text");
        check("/a?layers=all", &Layer::ALL, "/a?layers=statements%2Ctimes%2Camounts%2Cevents#text");
    }
}
