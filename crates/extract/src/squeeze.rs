//! The form in which texts are compared as wholes: folded letters and digits, nothing between them.

use text::fold::fold_into;

/// Returns the folded letters and digits of a text.
pub(crate) fn squeeze(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded.retain(text::script::is_word_char);
    folded
}

/// Returns the folded words of a text, marks left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
        .split(|c: char| !text::script::is_word_char(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_spelling_do_not_count() {
        assert_eq!(squeeze("हिन्दी: A–b!"), squeeze("हिंदी a b"));
        assert_eq!(words("किम-पुतिन, 2025"), ["किम", "पुतिन", "2025"]);
    }
}
