//! Padding: what fills real pages besides the article: styles, menus, icons, cards of other news, script data.

use std::fmt::Write;

use crate::chance::Chance;

/// How a page of 100 parts is filled, up to which part: styles, menus, icons, cards; the rest is script data.
const PARTS: [usize; 4] = [14, 24, 32, 60];

/// Returns about `size` bytes of furniture under headlines of other news.
pub(crate) fn padding(headlines: &[String], size: usize, chance: &mut Chance) -> String {
    let mut out = String::with_capacity(size + 512);
    if size < 400 || headlines.is_empty() {
        return out;
    }
    let headline = |chance: &mut Chance| headlines[chance.below(headlines.len())].as_str();
    // Writing to a string cannot fail.
    out.push_str("\n<style>");
    while out.len() < size * PARTS[0] / 100 {
        let (class, width) = (chance.below(100_000), chance.below(900));
        let _ = write!(
            out,
            ".c-{class:05}{{display:flex;max-width:{width}px;padding:{}px;color:#{:06x}}}.c-{class:05}:hover>a{{opacity:.{}}}",
            chance.below(32),
            chance.below(1 << 24),
            1 + chance.below(9),
        );
    }
    out.push_str("</style>\n<nav class=\"mega-menu\"><ul>\n");
    while out.len() < size * PARTS[1] / 100 {
        let number = chance.below(100_000);
        let (one, other) = (headline(chance), headline(chance));
        let (one, other) = (first_words(one, 2), first_words(other, 2));
        let _ = writeln!(
            out,
            "<li class=\"c-{number:05}\"><a href=\"/topic/{number}\" data-track=\"menu:{number}\">{one}</a><ul><li><a href=\"/topic/{number}/1\">{other}</a></li></ul></li>",
        );
    }
    out.push_str("</ul></nav>\n<div class=\"icons\" aria-hidden=\"true\">");
    while out.len() < size * PARTS[2] / 100 {
        let _ = write!(
            out,
            "<svg viewBox=\"0 0 24 24\" width=\"24\" height=\"24\"><path d=\"M{} {}c{}.{} {} {} {} {} {}z\" fill=\"#{:06x}\"/></svg>",
            chance.below(24),
            chance.below(24),
            chance.below(9),
            chance.below(99),
            chance.below(24),
            chance.below(24),
            chance.below(24),
            chance.below(24),
            chance.below(24),
            chance.below(1 << 24),
        );
    }
    out.push_str("</div>\n<section class=\"more-news\">\n");
    while out.len() < size * PARTS[3] / 100 {
        let number = chance.below(1_000_000);
        let (title, lead) = (headline(chance), headline(chance));
        let _ = writeln!(
            out,
            "<div class=\"more-card\" data-id=\"{number}\"><a href=\"/more/{number}\"><img loading=\"lazy\" src=\"/img/{number}-320.jpg\" srcset=\"/img/{number}-640.jpg 2x\" alt=\"\"><h4>{title}</h4></a><p>{lead}</p></div>",
        );
    }
    out.push_str("</section>\n<script>window.__MORE__=[");
    while out.len() + 40 < size {
        let (number, slot) = (chance.below(1_000_000), chance.next());
        let title = headline(chance);
        let _ = write!(
            out,
            "{{\"id\":{number},\"slot\":\"{slot:016x}\",\"t\":{title:?},\"w\":[320,640,1280],\"ads\":{{\"pos\":\"p{}\",\"key\":\"{:016x}{:016x}\"}}}},",
            number % 40,
            chance.next(),
            chance.next(),
        );
    }
    out.push_str("null];</script>\n");
    out
}

fn first_words(text: &str, count: usize) -> &str {
    text.match_indices(' ').nth(count - 1).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_comes_near_the_size() {
        let headlines = ["एक खबर है".to_owned(), "दूसरी खबर".to_owned()];
        let out = padding(&headlines, 5_000, &mut Chance::new(1));
        assert!((4_900..5_400).contains(&out.len()), "{}", out.len());
        assert_eq!(padding(&headlines, 0, &mut Chance::new(1)), "");
    }
}
