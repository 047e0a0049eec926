//! A claim as one line of a list: its sentence, how it stands, where it is told.

use super::badge::Badge;
use super::cite::Cite;
use super::figures;
use crate::source::Source;
use crate::{Mixed, Quoted, address};
use askama::Template;
use model::Claim;

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"<span class="line"><small>{{ badge }} {{ topic }}{% if !course.is_empty() %} <b class="num">{{ course }}</b>{% endif %}</small><a href="{{ href }}">{{ sentence }}</a> {{ cite }}</span>"#,
    ext = "html"
)]
pub struct ClaimLine {
    /// The claim's page.
    pub href: String,
    sentence: Quoted,
    badge: Badge,
    topic: Mixed,
    course: String,
    cite: Cite,
}

impl askama::filters::HtmlSafe for ClaimLine {}

/// So many letters of a sentence are shown in a list.
const LONGEST: usize = 160;

impl ClaimLine {
    /// Returns a claim as a line.
    pub fn of(claim: &Claim, source: &Source<'_>) -> Self {
        Self {
            href: address::claim(&claim.id),
            sentence: source.sentence(claim).cut(LONGEST),
            badge: Badge::of(claim.support, source.look),
            topic: figures::topic(claim, source),
            course: figures::course(claim, source),
            cite: Cite::of(&claim.evidence0, source),
        }
    }
}
