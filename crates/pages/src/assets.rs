//! Styles, scripts, fonts and the mark: built in, and served under names that hold a hash of their bytes.

use std::sync::LazyLock;

/// Where assets are served.
pub const FOLDER: &str = "/assets/";

/// What a browser may do on these pages: load what is served here, send forms here, and nothing else.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A file that pages name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its name under [`FOLDER`]: `site.0123456789.css`.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes, which never change under this name.
    pub bytes: Vec<u8>,
}

impl Asset {
    /// Returns where it is served.
    pub fn href(&self) -> String {
        format!("{FOLDER}{}", self.name)
    }
}

/// Returns every asset, sorted by name.
pub fn all() -> &'static [Asset] {
    &ASSETS.all
}

/// Returns the asset of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    let all = all();
    all.binary_search_by(|asset| asset.name.as_str().cmp(name)).ok().map(|at| &all[at])
}

/// Returns where the styles are served.
pub(crate) fn style() -> &'static str {
    &ASSETS.style
}

/// Returns where the script is served.
pub(crate) fn script() -> &'static str {
    &ASSETS.script
}

/// Returns where the mark is served.
pub(crate) fn mark() -> &'static str {
    &ASSETS.mark
}

/// Returns where the fonts that the first lines need are served.
pub(crate) fn font(lang: crate::Lang) -> &'static str {
    match lang {
        crate::Lang::En => &ASSETS.latin,
        crate::Lang::Hi => &ASSETS.devanagari,
    }
}

struct Assets {
    all: Vec<Asset>,
    style: String,
    script: String,
    mark: String,
    latin: String,
    devanagari: String,
}

const FONTS: [(&str, &[u8]); 4] = [
    ("cyrillic", include_bytes!("../assets/fonts/cyrillic.woff2")),
    ("devanagari", include_bytes!("../assets/fonts/devanagari.woff2")),
    ("latin-ext", include_bytes!("../assets/fonts/latin-ext.woff2")),
    ("latin", include_bytes!("../assets/fonts/latin.woff2")),
];

/// The licence that fonts go with.
const LICENCES: [(&str, &[u8]); 2] = [
    ("OFL-devanagari", include_bytes!("../assets/fonts/OFL-devanagari.txt")),
    ("OFL-latin-cyrillic", include_bytes!("../assets/fonts/OFL-latin-cyrillic.txt")),
];

/// Returns where the licences of the fonts are served.
pub(crate) fn licences() -> Vec<String> {
    let of_licences = |asset: &&Asset| asset.name.starts_with("OFL-");
    all().iter().filter(of_licences).map(Asset::href).collect()
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let fonts = FONTS.map(|(stem, bytes)| asset(stem, "woff2", "font/woff2", bytes.to_vec()));
    // Styles name fonts, so their own hash comes after those.
    let mut style = tight(include_str!("../assets/site.css"));
    for ((stem, _), font) in FONTS.iter().zip(&fonts) {
        style = style.replace(&format!("\"{stem}.woff2\""), &format!("\"{}\"", font.name));
    }
    let style = asset("site", "css", "text/css; charset=utf-8", style.into_bytes());
    let script = include_bytes!("../assets/keys.js").to_vec();
    let script = asset("keys", "js", "text/javascript; charset=utf-8", script);
    let mark = asset("mark", "svg", "image/svg+xml", include_bytes!("../assets/mark.svg").to_vec());
    let (latin, devanagari) = (fonts[3].href(), fonts[1].href());
    let (style_href, script_href, mark_href) = (style.href(), script.href(), mark.href());
    let licences =
        LICENCES.map(|(stem, bytes)| asset(stem, "txt", "text/plain; charset=utf-8", bytes.to_vec()));
    let mut all: Vec<Asset> = fonts.into_iter().chain(licences).chain([style, script, mark]).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Assets { all, style: style_href, script: script_href, mark: mark_href, latin, devanagari }
});

fn asset(stem: &str, ending: &str, media: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = model::id::content_hash(&[&bytes]);
    Asset { name: format!("{stem}.{}.{ending}", &hash[..10]), media, bytes }
}

/// Returns styles without comments and without what only helps those who write them.
fn tight(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_under_its_name() {
        for asset in all() {
            assert_eq!(find(&asset.name), Some(asset));
            let hash = model::id::content_hash(&[&asset.bytes]);
            assert!(asset.name.contains(&hash[..10]), "{}", asset.name);
        }
        assert_eq!(find("site.css"), None);
    }

    #[test]
    fn styles_name_fonts_that_are_there() {
        let style = find(style().strip_prefix(FOLDER).unwrap()).unwrap();
        let style = std::str::from_utf8(&style.bytes).unwrap();
        let fonts: Vec<&str> =
            style.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(fonts.len(), FONTS.len());
        assert!(fonts.iter().all(|name| find(name).is_some()), "{fonts:?}");
    }

    #[test]
    fn fonts_and_scripts_keep_to_their_budget() {
        for asset in all() {
            let most = if asset.media.starts_with("font") { 200_000 } else { 20_000 };
            assert!(asset.bytes.len() < most || asset.name.ends_with("css"), "{}", asset.name);
        }
    }

    #[test]
    fn comments_leave_the_styles() {
        assert_eq!(tight("a{}\n\n  /* why */ b{}\n"), "a{}\nb{}");
        assert_eq!(tight("a{} /* open"), "a{}");
    }
}
