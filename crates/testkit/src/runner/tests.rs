use super::*;
use crate::Value;
use model::*;

/// A document whose every capitalised word is a place and whose every word of digits is a number.
fn document(input: &Input) -> Document {
    let text = input.text.clone();
    let mut facts = Facts::default();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(start, start + word.len());
        if word.starts_with(char::is_uppercase) {
            let entity = EntityId::given(format!("e-{word}"));
            facts.mentions.push(Mention { span, kind: EntityType::Loc, entity, rule: Rule::new("capital") });
        }
        if let Ok(value) = word.parse::<f64>() {
            facts.quantities.push(Quantity {
                span,
                value: Number::new(value),
                value_max: None,
                approx: Approx::Exact,
                kind: QuantityKind::Cardinal,
                unit: None,
                counted: None,
                what: None,
                negated: false,
                source_statement: None,
                rule: Rule::new("digits"),
            });
        }
    }
    let article = Article {
        path: "case".into(),
        date: input.date,
        date_basis: DateBasis::Given,
        ..Article::of_text(DocId::given("case"), &text, &input.lang)
    };
    Document::new(article, facts)
}

fn case(expect: &str) -> Case {
    let text = format!("# T\n```en\nFrom Bresk to Liora 7 days\n```\n```expect\n{expect}\n```\n");
    crate::case::parse(Path::new("t.md"), &text).unwrap().remove(0)
}

fn check_case(expect: &str, expected: &str) {
    let case = case(expect);
    let shown = check(&case, &document(&case.input)).err().unwrap_or_default();
    assert_eq!(shown.lines().skip(1).map(str::trim_start).collect::<Vec<_>>().join("\n"), expected);
}

#[test]
fn all_facts_of_a_named_kind_are_compared_in_order() {
    check_case(
        "name \"From\" type=LOC\nname \"Bresk\"\nname \"Liora\" rule=capital\nquantity \"7\" value=7 unit=?",
        "",
    );
    check_case("quantity \"7\" value=8", "- quantity \"7\" value=8\n+ quantity \"7\" value=7");
    check_case("name \"From\"\nname \"Bresk\"", "name \"From\"\nname \"Bresk\"\n+ name \"Liora\" type=LOC");
    check_case("none quantity", "+ quantity \"7\" value=7 approx=exact");
    check_case("time \"7 days\" value=P7D", "- time \"7 days\" value=P7D\n+ none time");
    check_case("none statement", "");
}

#[test]
fn blessing_keeps_keys_and_comments_and_then_holds() {
    let folder = std::env::temp_dir().join(format!("testkit-bless-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("t.md");
    let text = "# T\n\nWhy.\n\n```en\nTo Bresk 7 days\n```\n\n```expect\nquantity \"7\" value=9 rule=digits  # a week\nnone name\n```\n\nAfter.\n";
    std::fs::write(&path, text).unwrap();
    let report = run(&folder, false, document).unwrap();
    assert_eq!((report.run, report.failures.len()), (1, 1));
    assert_eq!(run(&folder, true, document).unwrap().rewritten, 1);
    let blessed = std::fs::read_to_string(&path).unwrap();
    assert!(blessed.contains("quantity \"7\" value=7 rule=digits  # a week\nname \"To\" type=LOC\nname \"Bresk\" type=LOC\n```\n\nAfter.\n"), "{blessed}");
    assert!(run(&folder, false, document).unwrap().failures.is_empty());
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn rendering_is_deterministic() {
    let case = case("none time");
    let all = || crate::KINDS.map(|kind| facts(&document(&case.input), kind));
    assert_eq!(all(), all());
}

#[test]
fn values_can_be_put_in_other_ways() {
    let path = Value::Path(vec![vec!["Ven".into(), "वेन".into()], vec!["VCNA".into()]]);
    assert!(path.is("वेन > VCNA") && !path.is("वेन") && !path.is("VCNA > वेन"));
    assert!(Value::Path(vec![]).is("?") && Value::Unknown.is("?"));
}
