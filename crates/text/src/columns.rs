//! Terminal columns: how wide text is, counted by grapheme clusters.

use crate::script::is_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many columns a text takes in a terminal.
///
/// Terminals place one grapheme cluster after the other; inside a cluster only
/// base letters take room, so that vowel signs and viramas do not count (व्ला takes two).
///
/// ```
/// assert_eq!(text::width("कि"), 1);
/// assert_eq!(text::width("Kim"), 3);
/// assert_eq!(text::width("金"), 2);
/// ```
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(cluster_width).sum()
}

fn cluster_width(cluster: &str) -> usize {
    let wide = |c: char| if is_mark(c) { 0 } else { c.encode_utf8(&mut [0; 4]).width() };
    match cluster.chars().next().map_or(0, wide) {
        // Emoji of several characters are drawn as one.
        2 => 2,
        _ => cluster.chars().map(wide).sum(),
    }
}

/// Returns the most columns that a text takes in any terminal: some give a vowel sign that stands beside its letter (ा) a
/// column of its own.
///
/// ```
/// assert_eq!(text::widest("किताब"), 5);
/// assert_eq!(text::width("किताब"), 3);
/// ```
pub fn widest(text: &str) -> usize {
    text.graphemes(true)
        .map(|cluster| {
            let beside = cluster.chars().filter(|c| is_mark(*c) && stands_beside(*c)).count();
            cluster_width(cluster) + beside
        })
        .sum()
}

/// Tells whether a mark is a spacing one, by its general category `Mc`.
fn stands_beside(mark: char) -> bool {
    matches!(mark as u32, 0x0903 | 0x093B | 0x093E..=0x0940 | 0x0949..=0x094C | 0x094E..=0x094F
        | 0x0982..=0x0983 | 0x09BE..=0x09C0 | 0x09C7..=0x09CC | 0x0A03 | 0x0A3E..=0x0A40 | 0x0A83
        | 0x0ABE..=0x0AC0 | 0x0AC9..=0x0ACC | 0x0BBE..=0x0BBF | 0x0BC1..=0x0BCC | 0x0C01..=0x0C03
        | 0x0C41..=0x0C44)
}

/// Returns the text cut to at most so many columns, with `…` where something was cut; never inside a cluster.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for cluster in text.graphemes(true) {
        used += cluster_width(cluster);
        if used > columns {
            break;
        }
        out.push_str(cluster);
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    if columns > 0 {
        out.push('…');
    }
    out
}

/// Returns the text cut or filled with spaces to just so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

/// Returns the text broken into lines of at most so many columns in any terminal, at white space where there is some.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let mut word = word.to_owned();
        loop {
            let wide = widest(&word);
            let gap = usize::from(!line.is_empty());
            if used + gap + wide <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(&word);
                used += gap + wide;
                break;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
                continue;
            }
            let mut head = String::new();
            let mut head_width = 0;
            let mut taken = 0;
            for cluster in word.graphemes(true) {
                let cluster_columns = widest(cluster);
                if head_width + cluster_columns > columns && !head.is_empty() {
                    break;
                }
                head_width += cluster_columns;
                head.push_str(cluster);
                taken += cluster.len();
            }
            lines.push(head);
            word.drain(..taken);
            if word.is_empty() {
                break;
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_count_once() {
        assert_eq!(width("किम जोंग उन"), 8);
        assert_eq!(pad("कि", 3), "कि  ");
        assert_eq!(fit("व्लादिमीर पुतिन", 4), "व्लादि…");
    }

    proptest::proptest! {
        #[test]
        fn padded_text_fills_its_column(text in "[a-zक-हा-्]{0,30}", columns in 1usize..40) {
            proptest::prop_assert_eq!(width(&pad(&text, columns)), columns);
        }

        #[test]
        fn wrapping_loses_nothing(text in "\\PC{0,80}", columns in 8usize..40) {
            let joined: String = wrap(&text, columns).concat().split_whitespace().collect();
            let plain: String = text.split_whitespace().collect();
            proptest::prop_assert_eq!(joined, plain);
        }
    }
}
