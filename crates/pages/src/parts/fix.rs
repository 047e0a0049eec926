//! Forms that correct the record, and what has been corrected: laid over what was read, never in its place.

use crate::{Look, Named, Names, Quoted, address};
use askama::Template;
use model::{Correction, Fix};

/// What every form on a page shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms<'a> {
    /// What proves that a form came from a page of this server.
    pub token: Option<&'a str>,
    /// Who corrected something last from this browser.
    pub author: Option<&'a str>,
}

/// One field that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ask {
    name: &'static str,
    label: String,
    /// Values to choose from with their words; anything may be written where there are none.
    options: Vec<(String, String)>,
    required: bool,
    hint: String,
}

/// A form behind its heading. It posts `kind`, the fields of the [`Fix`] of that kind, `author`, `reason` and `back`
/// to `/corrections`.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/fix.html")]
pub struct FixForm {
    head: String,
    action: String,
    hidden: Vec<(&'static str, String)>,
    asks: Vec<Ask>,
    author: String,
    author_label: String,
    reason_label: String,
    send: String,
}

impl askama::filters::HtmlSafe for FixForm {}

impl FixForm {
    /// Returns a form that puts a statement into another mouth.
    pub fn speaker(
        article: &model::DocId,
        span: model::Span,
        speaker: Option<&str>,
        forms: Forms<'_>,
        look: &Look,
    ) -> Self {
        let fields = vec![
            ("article", article.as_str().to_owned()),
            ("start", span.start.to_string()),
            ("end", span.end.to_string()),
        ];
        let ask = Ask {
            name: "speaker",
            label: look.word("fix.speaker.who").to_owned(),
            options: Vec::new(),
            required: false,
            hint: speaker.map(crate::clean).unwrap_or_default(),
        };
        Self::of("speaker", "fix.speaker", fields, vec![ask], forms, look)
    }

    /// Returns a form that moves an article to another thread.
    pub fn move_article(
        article: &model::DocId,
        threads: &[(model::ThreadId, Quoted)],
        forms: Forms<'_>,
        look: &Look,
    ) -> Self {
        let none = (String::new(), look.word("fix.move.none").to_owned());
        let others = threads.iter().map(|(id, title)| (id.as_str().to_owned(), title.text().to_owned()));
        let ask = Ask {
            name: "thread",
            label: look.word("fix.move.to").to_owned(),
            options: others.chain([none]).collect(),
            required: false,
            hint: String::new(),
        };
        let fields = vec![("article", article.as_str().to_owned())];
        Self::of("move-article", "fix.move", fields, vec![ask], forms, look)
    }

    /// Returns a form that says that in one article a name means somebody else: one of these entities, in one of these
    /// articles; where there is one of either, it is not asked for.
    pub fn split(
        entities: Vec<(String, String)>,
        articles: Vec<(String, String)>,
        forms: Forms<'_>,
        look: &Look,
    ) -> Self {
        let mut fields = Vec::new();
        let mut asks = Vec::new();
        for (name, label, options) in
            [("entity", "fix.split.who", entities), ("article", "fix.split.where", articles)]
        {
            match &options[..] {
                [(only, _)] => fields.push((name, only.clone())),
                _ => asks.push(Ask {
                    name,
                    label: look.word(label).to_owned(),
                    options,
                    required: true,
                    hint: String::new(),
                }),
            }
        }
        Self::of("split-entity", "fix.split", fields, asks, forms, look)
    }

    /// Returns a form that makes two entities one; the others are offered with their ids.
    pub fn merge(
        entity: &model::EntityId,
        others: Vec<(String, String)>,
        forms: Forms<'_>,
        look: &Look,
    ) -> Self {
        let ask = Ask {
            name: "into",
            label: look.word("fix.merge.into").to_owned(),
            options: others,
            required: true,
            hint: String::new(),
        };
        let fields = vec![("entity", entity.as_str().to_owned())];
        Self::of("merge-entities", "fix.merge", fields, vec![ask], forms, look)
    }

    /// Returns a form that puts a remark beside a claim.
    pub fn remark(claim: &model::ClaimId, forms: Forms<'_>, look: &Look) -> Self {
        let fields = vec![("claim", claim.as_str().to_owned())];
        let form = Self::of("remark", "fix.remark", fields, Vec::new(), forms, look);
        Self { reason_label: look.word("fix.remark.text").to_owned(), ..form }
    }

    /// Returns a form that takes a correction back.
    pub fn undo(correction: &Correction, forms: Forms<'_>, look: &Look) -> Self {
        let form = Self::of("", "fix.undo", Vec::new(), Vec::new(), forms, look);
        Self { action: format!("/corrections/{}/undo", correction.id), ..form }
    }

    fn of(
        kind: &str,
        key: &str,
        fields: Vec<(&'static str, String)>,
        asks: Vec<Ask>,
        forms: Forms<'_>,
        look: &Look,
    ) -> Self {
        let mut hidden = Vec::new();
        if !kind.is_empty() {
            hidden.push(("kind", kind.to_owned()));
        }
        hidden.extend(fields);
        hidden.push(("back", look.address.to_string()));
        hidden.extend(forms.token.map(|token| ("token", token.to_owned())));
        Self {
            head: look.word(key).to_owned(),
            action: "/corrections".to_owned(),
            hidden,
            asks,
            author: forms.author.map(crate::clean).unwrap_or_default(),
            author_label: look.word("fix.author").to_owned(),
            reason_label: look.word("fix.reason").to_owned(),
            send: look.word("fix.send").to_owned(),
        }
    }
}

/// A correction as it is shown where it bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixLine {
    /// What it does, in words.
    pub word: String,
    /// Whom or what it names instead.
    pub about: Option<Named>,
    /// The page that it leads to.
    pub href: Option<String>,
    /// Who made it.
    pub author: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
    /// Who took it back and when, in words.
    pub undone: Option<String>,
    /// The form that takes it back.
    pub undo: Option<FixForm>,
}

/// Words corrections in the order given.
pub fn lines(corrections: &[Correction], names: &Names, forms: Forms<'_>, look: &Look) -> Vec<FixLine> {
    corrections.iter().map(|correction| line(correction, names, forms, look)).collect()
}

fn line(correction: &Correction, names: &Names, forms: Forms<'_>, look: &Look) -> FixLine {
    let at = |at: &str| stamp(at, look);
    let (about, href) = match &correction.fix {
        Fix::MergeEntities { into, .. } => {
            (Some(names.show_id(Some(into), into.as_str(), look.lang)), Some(address::entity(into)))
        }
        Fix::SplitEntity { entity, .. } => {
            (Some(names.show_id(Some(entity), entity.as_str(), look.lang)), Some(address::entity(entity)))
        }
        Fix::MoveArticle { thread, .. } => (None, thread.as_ref().map(address::thread)),
        Fix::Speaker { article, span, speaker, .. } => (
            Some(match speaker {
                Some(speaker) => names.show(speaker, look.lang),
                None => Named::new(look.word("fix.speaker.nobody"), look.lang),
            }),
            Some(address::passage(article, *span)),
        ),
        _ => (None, None),
    };
    FixLine {
        word: look.either(&format!("correction.{}", correction.fix.kind()), correction.fix.kind()),
        about,
        href,
        author: crate::clean(&correction.author),
        at: at(&correction.at),
        reason: crate::clean(&correction.reason),
        undone: correction
            .undone
            .as_ref()
            .map(|undone| look.fill("fix.undone", &[&crate::clean(&undone.author), &at(&undone.at)])),
        undo: correction.undone.is_none().then(|| FixForm::undo(correction, forms, look)),
    }
}

/// Returns a UTC time stamp (`2025-10-19T12:35:07Z`) in words; what is none stands for itself.
pub(crate) fn stamp(at: &str, look: &Look) -> String {
    let minute = at.get(..16).filter(|_| at.ends_with('Z')).map(|head| format!("{head}+00:00"));
    let moment = minute.as_deref().unwrap_or(at).parse();
    moment.map_or_else(|_| crate::clean(at), |moment| look.moment(moment))
}
