//! Any text in any language with words of number: every amount slices back to its surface and has a sound value.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::Sentence;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let packs = lang::Packs::embedded();
    let pack = packs.get(["hi", "en", "ru", "mr", "und"][usize::from(choice) % 5]);
    let tokens = text::Tokens::of(text);
    let sentences = text::sentences(text, pack.grammar.sentence_marks());
    let sentences: Vec<Sentence> = sentences.into_iter().map(|span| Sentence { span }).collect();
    let mut end = 0;
    for number in annotate::quantities::numbers(&tokens, pack) {
        assert!(number.tokens.start >= end && !number.tokens.is_empty());
        assert!(number.value.is_finite());
        end = number.tokens.end;
    }
    for quantity in annotate::quantities::quantities(&tokens, &sentences, &[], pack) {
        assert!(quantity.span.of(text).is_some_and(|surface| !surface.is_empty()));
        assert!(quantity.counted.iter().all(|counted| counted.span.of(text).is_some()));
        if let (Some(least), Some(most)) = (quantity.value, quantity.value_max) {
            assert!(least.value() <= most.value());
        }
    }
});
