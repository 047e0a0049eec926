//! Any text in any language with words of time: every time slices back to its surface, in order, none inside another.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{Sentence, TimeValue};

fuzz_target!(|input: (u8, Option<u32>, &str)| {
    let (choice, day, text) = input;
    let packs = lang::Packs::embedded();
    let pack = packs.get(["hi", "en", "ru", "mr", "und"][usize::from(choice) % 5]);
    let anchor = day.and_then(|day| {
        let text = format!("{:04}-{:02}-{:02}", 1 + day % 9999, 1 + day / 9999 % 12, 1 + day / 119_988 % 31);
        text.parse().ok()
    });
    let tokens = text::Tokens::of(text);
    let sentences = text::sentences(text, pack.grammar.sentence_marks());
    let sentences: Vec<Sentence> = sentences.into_iter().map(|span| Sentence { span }).collect();
    let mut end = 0;
    for time in annotate::times::times(&tokens, &sentences, pack, anchor) {
        assert!(time.span.of(text).is_some_and(|surface| !surface.is_empty()));
        assert!(time.span.start >= end);
        end = time.span.end;
        if let Some(value) = time.value {
            assert_eq!(value.to_string().parse::<TimeValue>().as_ref(), Ok(&value));
        }
    }
});
