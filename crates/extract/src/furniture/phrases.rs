//! Cases for the phrases of the packs: every phrase is known where it stands as furniture, and the words of it that
//! open a sentence leave the sentence alone.

use super::tests::scene_of;
use lang::{PackSource, Packs};

const BODY: &str =
    "Officials of both countries said on Monday that the talks on the dam had ended without any result.";

/// Returns what the rules say of a line above a paragraph.
fn kind(line: &str) -> Option<String> {
    scene_of(&[line, BODY], |scene| scene.rule_of(0))
        .map(|kind| serde_json::to_value(kind).unwrap().as_str().unwrap_or_default().to_owned())
}

#[test]
fn every_phrase_is_known_where_it_stands_as_furniture() {
    let mut count = 0;
    for source in PackSource::embedded().unwrap() {
        let Some(table) = source.table("furniture.tsv", &["kind", "place", "phrases"]).unwrap() else {
            continue;
        };
        for row in table.rows() {
            for phrase in row.parts(2) {
                let line = match row.get(1) {
                    "start" => format!("{phrase}: Bridge work stops"),
                    "always" => format!("{phrase} – the rest of the line, whatever it says"),
                    _ => phrase.to_owned(),
                };
                // One phrase may mean two things by where it stands, and a pack may know it as another thing.
                let cues = Packs::embedded().furniture().cues().get(phrase).expect("the phrase was loaded");
                let known: Vec<String> = cues
                    .iter()
                    .map(|cue| {
                        serde_json::to_value(cue.kind).unwrap().as_str().unwrap_or_default().to_owned()
                    })
                    .collect();
                let found = kind(&line);
                assert!(
                    found.as_ref().is_some_and(|found| known.contains(found) || found == "byline"),
                    "{}: {line:?} is {found:?}, expected one of {known:?}",
                    source.code()
                );
                count += 1;
            }
        }
    }
    assert!(count > 1_500, "{count}");
}

/// Sentences that open with words of furniture, each with what the words alone would be.
const SENTENCES: &[(&str, &str, &str)] = &[
    ("विज्ञापन", "ad", "विज्ञापन पर सरकार का खर्च पिछले साल से दोगुना हो गया है, मंत्री ने सदन में बताया।"), // spending on advertising doubled
    ("संबंधित समाचार", "related", "संबंधित समाचार एजेंसी ने इस खबर का खंडन किया है और कहा है कि बातचीत जारी है।"), // the agency concerned denied
    ("टैग्स", "tags", "टैग्स लगे पक्षी पिछले साल नदी के उस पार भी देखे गए थे, वन विभाग ने बताया।"), // tagged birds
    ("शेयर करें", "share", "शेयर करें या नहीं, यह फैसला किसानों को खुद करना होगा, समिति के अध्यक्ष ने कहा।"), // to share or not
    ("टिप्पणी", "comments", "टिप्पणी करने से मंत्री ने इनकार किया और कहा कि मामला अदालत में है।"), // declined to comment
    ("ब्रेकिंग न्यूज", "ticker", "ब्रेकिंग न्यूज की होड़ में कई चैनलों ने गलत आंकड़े दिखाए, परिषद ने अपनी रिपोर्ट में कहा।"),
    ("जाहिरात", "ad", "जाहिरात क्षेत्रातील तीन कंपन्यांवर सोमवारी छापे टाकण्यात आले, असे पोलिसांनी सांगितले."), // raids on advertising firms
    ("प्रतिक्रिया", "comments", "प्रतिक्रिया देण्यास मंत्र्यांनी नकार दिला आणि पुढील बैठक मे महिन्यात होईल असे सांगितले."), // declined to react
    ("শেয়ার", "share", "শেয়ার বাজারে সোমবার বড় পতন হয়েছে, জানিয়েছেন কর্মকর্তারা।"), // the share market fell
    ("মন্তব্য", "comments", "মন্তব্য করতে রাজি হননি মন্ত্রী, তিনি বলেন বিষয়টি আদালতে রয়েছে।"),
    ("விளம்பரம்", "ad", "விளம்பரம் செய்ய அரசு பத்து கோடி ரூபாய் ஒதுக்கியுள்ளது என்று அமைச்சர் திங்கள்கிழமை தெரிவித்தார்."), // ten crore for advertising
    ("கருத்துகள்", "comments", "கருத்துகள் வேறுபட்டாலும் பேச்சுவார்த்தை தொடரும் என்று இரு நாடுகளும் அறிவித்துள்ளன."), // though opinions differ
    ("ప్రకటన", "ad", "ప్రకటన విడుదల చేసిన మంత్రి, చర్చలు మే నెలలో మళ్లీ జరుగుతాయని సోమవారం చెప్పారు."), // the minister who issued a statement
    ("హోమ్", "menu", "హోమ్ శాఖ కార్యదర్శి సోమవారం ఈ విషయంపై అధికారులతో సమావేశం నిర్వహించారు."),           // home department
    ("જાહેરાત", "ad", "જાહેરાત કરતાં મંત્રીએ કહ્યું કે વાટાઘાટો મે મહિનામાં ફરી શરૂ થશે."), // announcing, the minister said
    ("ટિપ્પણી", "comments", "ટિપ્પણી કરવાનો ઇનકાર કરતાં અધિકારીએ કહ્યું કે મામલો અદાલતમાં છે."),
    ("تبصرہ", "comments", "تبصرہ کرنے سے وزیر نے انکار کیا اور کہا کہ معاملہ عدالت میں ہے۔"),
    ("رابطہ", "menu", "رابطہ کمیٹی نے پیر کو کہا کہ مذاکرات مئی میں دوبارہ شروع ہوں گے۔"), // the coordination committee
    ("광고", "ad", "광고 시장이 지난해보다 두 배로 커졌다고 협회가 월요일 밝혔다."), // the advertising market
    ("댓글", "comments", "댓글 조작 사건을 수사하던 경찰이 월요일 세 사람을 체포했다고 밝혔다."), // comment rigging case
    ("Реклама", "ad", "Реклама табака была запрещена ещё в прошлом году, напомнил министр."),
    ("Главное", "related", "Главное управление полиции сообщило в понедельник о задержании троих человек."),
    ("Anzeige", "ad", "Anzeige erstattete am Montag der Bürgermeister der Stadt, wie die Polizei mitteilte."), // filed charges
    (
        "Kommentar",
        "comments",
        "Kommentar wollte der Minister am Montag keinen abgeben, sein Sprecher verwies auf das Gericht.",
    ),
    (
        "Teilen",
        "share",
        "Teilen der Stadt drohte am Montag erneut das Wasser abgestellt zu werden, sagte der Rat.",
    ), // parts of the city
    (
        "Annonce",
        "ad",
        "Annonce surprise lundi du ministre, qui a promis que les négociations reprendraient en mai.",
    ),
    ("Contact", "menu", "Contact a été pris lundi avec les familles des victimes, a indiqué la préfecture."),
    (
        "Publicidad",
        "ad",
        "Publicidad engañosa fue el cargo que presentó el lunes la fiscalía contra la empresa.",
    ),
    (
        "Portada",
        "menu",
        "Portada de todos los diarios del lunes, el acuerdo sobre la presa fue firmado anoche.",
    ),
    (
        "Commenti",
        "comments",
        "Commenti positivi sono arrivati lunedì da entrambi i governi dopo la firma dell'accordo.",
    ),
    (
        "Publicidade",
        "ad",
        "Publicidade infantil foi proibida na segunda-feira pelo tribunal, informou o ministério.",
    ),
    (
        "Delen",
        "share",
        "Delen van de stad kwamen maandag opnieuw onder water te staan, meldde de burgemeester.",
    ),
    ("Reklama", "ad", "Reklama leków została w poniedziałek zakazana przez sąd, poinformowało ministerstwo."),
    ("Annons", "ad", "Annons om den nya bron publicerades i måndags av kommunen, sade borgmästaren."),
    (
        "Yorum",
        "comments",
        "Yorum yapmaktan kaçınan bakan, görüşmelerin mayıs ayında yeniden başlayacağını söyledi.",
    ),
    ("広告", "ad", "広告費は去年の二倍になったと協会は月曜日に発表した。"),
    ("评论", "comments", "评论认为，双方的谈判将在五月恢复，大坝的问题仍未解决。"),
    ("عاجل", "ticker", "عاجل الوزير خصومه يوم الاثنين بمقترح جديد ينهي الخلاف حول السد، بحسب مكتبه."),
    ("Реклама", "ad", "Реклама тютюну була заборонена ще торік, нагадав у понеділок міністр."),
];

#[test]
fn sentences_that_open_with_the_same_words_stay() {
    for (words, expected, sentence) in SENTENCES {
        assert_eq!(kind(words).as_deref(), Some(*expected), "{words}");
        assert_eq!(kind(sentence), None, "{sentence}");
    }
}
