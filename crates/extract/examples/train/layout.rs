//! Pages as they were built before elements had names: tables within tables, breaks for paragraphs, no classes.
//!
//! Few pages with gold are of that kind, and many of the world's are. Learning from both keeps what is learned from
//! leaning on names alone.

/// Returns a page with its elements made cells and breaks, and their names taken away.
pub(crate) fn old_layout(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        for raw in ["<script", "<style", "<!--"] {
            if rest.get(..raw.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(raw)) {
                let close = if raw == "<!--" { "-->" } else { "</" };
                let end = rest[raw.len()..].find(close).map_or(rest.len(), |end| raw.len() + end);
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                break;
            }
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        rest = after;
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .flat_map(char::to_lowercase)
            .collect();
        let closes = tag.starts_with("</");
        match (name.as_str(), closes) {
            ("div" | "section" | "article" | "main" | "aside" | "nav" | "header" | "footer", false) => {
                out.push_str("<table><tr><td>");
            }
            ("div" | "section" | "article" | "main" | "aside" | "nav" | "header" | "footer", true) => {
                out.push_str("</td></tr></table>");
            }
            ("p", false) => out.push_str("<font>"),
            ("p", true) => out.push_str("</font><br><br>"),
            ("li", false) => out.push_str(" | "),
            ("ul" | "ol" | "li", _) => {}
            ("h2" | "h3" | "h4" | "h5", false) => out.push_str("<b>"),
            ("h2" | "h3" | "h4" | "h5", true) => out.push_str("</b><br>"),
            ("span" | "h1" | "b" | "em" | "i" | "strong" | "figure" | "figcaption", false) => {
                out.push('<');
                out.push_str(&name);
                out.push('>');
            }
            _ => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::old_layout;

    fn check(html: &str, expected: &str) {
        assert_eq!(old_layout(html), expected);
    }

    #[test]
    fn elements_become_cells_and_breaks() {
        check(
            "<div class=a><p>One.</p><a href=x>y</a></div>",
            "<table><tr><td><font>One.</font><br><br><a href=x>y</a></td></tr></table>",
        );
        check("<script>if (a<b) x()</script>c", "<script>if (a<b) x()</script>c");
        check("<", "<");
    }
}
