//! Cases for every rule of the registry: what it takes, and beside it the look-alike that it must leave alone.

use super::RULES;
use super::tests::apply;
use std::collections::BTreeSet;

const BODY: &str =
    "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
const MORE: &str =
    "The next round will be held in May, said the water minister of the country that lies upstream.";
const TITLE: &str = "Dam talks end without a deal, ministers to meet again";

/// One case: the rule, the lines with the one that is looked at marked by `> `, and whether the rule takes it. `*`
/// before a line makes it all link, `#` makes it part of a card, as in [`apply`].
type Case = (&'static str, &'static [&'static str], bool);

const CASES: &[Case] = &[
    ("symbols", &["> 🏷"], true),
    ("symbols", &["> * * *"], true),
    ("symbols", &["> ★★★★"], true),
    ("symbols", &["> 2"], false),    // a number heads a paragraph
    ("symbols", &["> २"], false),    // so does a Devanagari digit
    ("symbols", &["> क्या?"], false), // What?
    ("code", &["> {\"id\":\"5\",\"slug\":\"dam-talks\"}"], true),
    ("code", &["> [{\"name\": \"x\", \"rank\": 1}, {\"name\": \"y\"}];"], true),
    ("code", &["> [Editor's note: the mayor resigned on Tuesday.]"], false),
    ("code", &["> {The stage is dark. A bell rings.}"], false),
    ("crawl-mark", &["> date 2025-08-13 अन्तरराष्ट्रीय", BODY], true), // international
    ("crawl-mark", &["> Date 2025-08-13", BODY], true),
    ("crawl-mark", &["> date 2025-08-13 is when the talks on the dam were held.", BODY], false),
    ("crawl-mark", &["> Date palms die in the south", BODY], false),
    ("crawl-mark", &[BODY, MORE, BODY, "> date 2025-08-13 world"], false), // only the top of a text has such a line
    ("title-again", &["> Dam talks end without a deal, ministers to meet again", BODY], true),
    ("title-again", &["> DAM TALKS END WITHOUT A DEAL – MINISTERS TO MEET AGAIN!", BODY], true),
    ("title-again", &["> Dam talks end without a deal", BODY], false),
    ("title-again", &[BODY, "> Ministers to meet again", MORE], false), // a subhead
    (
        "title-again",
        &[
            "> Dam talks end without a deal, ministers to meet again in May after the harvest, when the water is low.",
        ],
        false,
    ),
    ("breadcrumb", &["> HomeWorldDam talks end without a deal, mini...", BODY], true),
    ("breadcrumb", &["> Home > World > Dam talks end without a deal, ministers to meet again", BODY], true),
    (
        "breadcrumb",
        &["> Analysts wrote: dam talks end without a deal, ministers to meet again.", BODY],
        false,
    ),
    ("breadcrumb", &[BODY, "> World Dam talks end without a deal, ministers to meet again", MORE], false),
    ("label", &["> विज्ञापन"], true), // advertisement
    ("label", &["> - Advertisement -"], true),
    ("label", &["> Share this story:"], true),
    ("label", &["> विज्ञापन पर रोक लगी"], false), // advertising was banned
    ("label", &["> Advertisement spending fell"], false),
    ("label", &["> Share of women in parliament"], false),
    ("lead-in", &["> ये भी पढ़ेंः-पुल का काम रुका"], true), // also read: bridge work stopped
    ("lead-in", &["> Also read | Bridge work stops"], true),
    ("lead-in", &["> Tags: bridge, river"], true),
    ("lead-in", &["> यह भी देखें कि सरकार ने इस बारे में क्या कहा है।"], false), // see also what the government said
    ("lead-in", &["> Read by millions, the paper was closed on Monday."], false),
    ("lead-in", &["> पढ़ें-लिखें तो रोजगार मिले, मंत्री ने युवाओं से कहा।"], false), // read and write, the minister told the young
    ("lead-in", &["> Tags on the birds showed where they had spent the winter."], false),
    ("boxed", &["> Related posts", "Bridge work stops", BODY], true),
    ("boxed", &["> Featured Video Of The Day", "Why are potatoes dear?"], true),
    ("boxed", &["> Related posts were held by two of his brothers, the report said.", BODY], false),
    ("boxed", &["> Trending upward, prices rose again.", BODY], false),
    ("notice", &["> We use cookies to improve your visit. You can change this at any time."], true),
    ("notice", &["> © 2025 Prabhat Lok. All rights reserved."], true),
    ("notice", &["> हमें गूगल न्यूज पर फॉलो करें और ताजा खबरें पाएं।"], true), // follow us on Google News
    ("notice", &["> The bill on cookies was passed on Monday."], false),
    ("notice", &["> The rights of the workers are reserved by law."], false),
    ("author-box", &[BODY, "> Mira Sahay", "Mira Sahayhttp://lok.example", MORE], true),
    ("author-box", &[BODY, "> Mira Sahay", "Mira Sahay", MORE], true),
    ("author-box", &[BODY, "> Mira Sahay", MORE], false), // a subhead
    ("author-box", &[BODY, "> Mira Sahay", "Mira Sahay was born in Orna and lives there.", MORE], false),
    ("all-links", &["> *Bridge work stops after the builder is charged"], true),
    ("all-links", &["> Bridge work stops after the builder is charged"], false),
    ("card", &["> #The builder of the bridge was charged on Monday, the police said."], true),
    ("card", &["> The builder of the bridge was charged on Monday, the police said."], false),
    ("byline-line", &["> Edited By Tanuja,Updated: 30 Nov, 2024 11:26 AM", BODY], true),
    ("byline-line", &["> Read Time: 21 mins", BODY], true),
    ("byline-line", &[BODY, "> (भाषा)"], true), // an agency, as wire copy ends
    ("byline-line", &["> 14 July 2025 was the day on which the bridge over the river fell.", BODY], false),
    ("byline-line", &["> By then the water had reached the houses of the village.", BODY], false),
    ("byline-line", &[BODY, "> (see the map below)"], false),
    ("byline-line", &[BODY, "> What happened on 14 July", MORE], false), // a subhead with a day in it
    ("glued-tags", &[BODY, "> Bresk riverDam talksRiver level"], true),
    ("glued-tags", &[BODY, "> बांधBresk riverजल संकटDam talks"], true), // dam, water shortage
    ("glued-tags", &[BODY, "> What McAvoy said about the iPhone"], false),
    ("glued-tags", &[BODY, "> He writes in JavaScript and TypeScript, and sells on eBay."], false),
    (
        "teaser",
        &["> Officials of both countries said on Monday that the talks on the dam had ended ...", BODY, MORE],
        true,
    ),
    (
        "teaser",
        &[
            "> Officials of both countries said on Monday that the talks on the dam had ended without any result.",
            MORE,
        ],
        false,
    ),
    (
        "duplicate",
        &[
            BODY,
            MORE,
            "> Officials of both countries said on Monday that the talks on the dam had ended without any result.",
        ],
        true,
    ),
    ("duplicate", &["He agreed.", BODY, "> He agreed."], false),
    (
        "duplicate",
        &[
            BODY,
            "> Officials of both countries said on Friday that the talks on the dam had ended without any result.",
        ],
        false,
    ),
    (
        "loose-headline",
        &[BODY, "> Pictures of the actress in her new house are out, fans are delighted", MORE],
        true,
    ),
    ("loose-headline", &[BODY, "> The water minister on the next round of talks in May", MORE], false),
    ("loose-headline", &[BODY, "> What is next?", MORE], false),
];

#[test]
fn every_rule_takes_its_own_and_leaves_the_look_alike() {
    for (rule, lines, takes) in CASES {
        let at = lines.iter().position(|line| line.starts_with("> ")).expect("a line is marked");
        let lines: Vec<&str> = lines.iter().map(|line| line.strip_prefix("> ").unwrap_or(line)).collect();
        assert_eq!(apply(rule, &lines, &[TITLE], at).is_some(), *takes, "{rule}: {}", lines[at]);
    }
}

#[test]
fn no_rule_goes_without_a_case_of_either_kind() {
    let wanted: BTreeSet<(&str, bool)> =
        RULES.iter().flat_map(|(rule, _)| [(*rule, true), (*rule, false)]).collect();
    let held: BTreeSet<(&str, bool)> = CASES.iter().map(|(rule, _, takes)| (*rule, *takes)).collect();
    assert_eq!(held, wanted);
}
