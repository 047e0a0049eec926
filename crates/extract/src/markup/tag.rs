//! The elements that matter, and how each behaves.

/// An element's name, as far as its behaviour goes; all others are `Other`, which stands in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub(crate) enum Tag {
    Text,
    Root,
    Html,
    Head,
    Body,
    Title,
    Meta,
    Link,
    Base,
    Script,
    Style,
    Noscript,
    Template,
    Textarea,
    Iframe,
    Svg,
    Form,
    Fieldset,
    Button,
    Select,
    Option,
    Input,
    Nav,
    Header,
    Footer,
    Aside,
    Main,
    Article,
    Section,
    Div,
    Center,
    Details,
    Summary,
    P,
    Pre,
    Blockquote,
    Figure,
    Figcaption,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Ul,
    Ol,
    Li,
    Dl,
    Dt,
    Dd,
    Table,
    Caption,
    Thead,
    Tr,
    Td,
    Th,
    Address,
    Br,
    Hr,
    Void,
    A,
    Time,
    Label,
    Other,
}

/// How many tags there are.
pub(crate) const TAGS: usize = Tag::Other as usize + 1;

impl Tag {
    /// Returns the tag of an element's name.
    pub(crate) fn of(name: &[u8]) -> Self {
        let mut lower = [0u8; 12];
        if name.len() > lower.len() {
            return if name.eq_ignore_ascii_case(b"amp-story-page") { Self::Section } else { Self::Other };
        }
        for (to, from) in lower.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
        }
        match &lower[..name.len()] {
            b"html" => Self::Html,
            b"head" => Self::Head,
            b"body" => Self::Body,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"link" => Self::Link,
            b"base" => Self::Base,
            b"script" => Self::Script,
            b"style" => Self::Style,
            b"noscript" | b"noembed" | b"noframes" => Self::Noscript,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"iframe" | b"object" | b"audio" | b"video" | b"canvas" | b"map" | b"math" | b"xmp" => {
                Self::Iframe
            }
            b"svg" => Self::Svg,
            b"form" => Self::Form,
            b"fieldset" => Self::Fieldset,
            b"button" => Self::Button,
            b"select" | b"datalist" => Self::Select,
            b"option" | b"optgroup" => Self::Option,
            b"input" => Self::Input,
            b"nav" | b"menu" => Self::Nav,
            b"header" | b"hgroup" => Self::Header,
            b"footer" => Self::Footer,
            b"aside" => Self::Aside,
            b"main" => Self::Main,
            b"article" => Self::Article,
            b"section" => Self::Section,
            b"div" | b"amp-accordion" | b"dialog" | b"frameset" => Self::Div,
            b"center" => Self::Center,
            b"details" => Self::Details,
            b"summary" => Self::Summary,
            b"p" => Self::P,
            b"pre" | b"listing" => Self::Pre,
            b"blockquote" => Self::Blockquote,
            b"figure" => Self::Figure,
            b"figcaption" => Self::Figcaption,
            b"h1" => Self::H1,
            b"h2" => Self::H2,
            b"h3" => Self::H3,
            b"h4" => Self::H4,
            b"h5" => Self::H5,
            b"h6" => Self::H6,
            b"ul" | b"dir" => Self::Ul,
            b"ol" => Self::Ol,
            b"li" => Self::Li,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"dd" => Self::Dd,
            b"table" => Self::Table,
            b"caption" => Self::Caption,
            b"thead" | b"tbody" | b"tfoot" => Self::Thead,
            b"tr" => Self::Tr,
            b"td" => Self::Td,
            b"th" => Self::Th,
            b"address" => Self::Address,
            b"br" => Self::Br,
            b"hr" => Self::Hr,
            b"img" | b"source" | b"wbr" | b"area" | b"col" | b"embed" | b"param" | b"track" | b"frame" => {
                Self::Void
            }
            b"a" => Self::A,
            b"time" => Self::Time,
            b"label" => Self::Label,
            _ => Self::Other,
        }
    }

    /// Tells whether the element stands in a line of its own.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Text
                | Self::Br
                | Self::Void
                | Self::A
                | Self::Time
                | Self::Label
                | Self::Other
                | Self::Input
        )
    }

    /// Tells whether the element has no content.
    pub(crate) fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Void | Self::Input | Self::Meta | Self::Link | Self::Base)
    }

    /// Tells whether what stands in the element is no markup.
    pub(crate) fn is_raw(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Textarea | Self::Title)
    }

    /// Tells whether what stands in the element is never shown as text of the page.
    pub(crate) fn is_unseen(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Title
                | Self::Script
                | Self::Style
                | Self::Noscript
                | Self::Template
                | Self::Textarea
                | Self::Iframe
                | Self::Svg
                | Self::Select
                | Self::Option
                | Self::Button
        )
    }

    /// Returns the level of a heading.
    pub(crate) fn heading(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }
}
