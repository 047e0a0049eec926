//! Cases read from Markdown.

use crate::{Error, KINDS, Line, Result};
use model::Moment;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file.
    pub path: PathBuf,
    /// The line of the heading, from 1.
    pub line: usize,
    /// The heading.
    pub name: String,
    /// The text and what is known of it.
    pub input: Input,
    /// What should be found.
    pub expect: Vec<Line>,
    /// The lines of the file, from 0, that hold the expectations.
    pub(crate) range: Range<usize>,
}

/// A text and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The language, as a BCP 47 tag.
    pub lang: String,
    /// The text.
    pub text: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// Who printed it.
    pub outlet: Option<String>,
    /// The agency it credits.
    pub agency: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
}

/// Reads the cases of all Markdown files under a folder, in the order of their paths; `README.md` holds none.
pub fn cases(dir: &Path) -> Result<Vec<Case>> {
    let mut files = Vec::new();
    gather(dir, &mut files)?;
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path))?;
        cases.extend(parse(&path, &text)?);
    }
    Ok(cases)
}

fn gather(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).map_err(Error::io(dir))? {
        let path = entry.map_err(Error::io(dir))?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads the cases of one file.
pub(crate) fn parse(path: &Path, text: &str) -> Result<Vec<Case>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases = Vec::new();
    let mut heading: Option<(usize, &str)> = None;
    let mut input: Option<Input> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let info = line.strip_prefix("```").filter(|info| !info.starts_with('`'));
        let Some(info) = info else {
            if let Some(name) = line.strip_prefix('#') {
                if let Some((line, name)) = heading.filter(|_| input.is_some()) {
                    return Err(Error::case(path, line, format!("the case {name:?} has no expect block")));
                }
                heading = Some((at + 1, name.trim_start_matches('#').trim()));
            }
            at += 1;
            continue;
        };
        let opened = at + 1;
        let length = lines[opened..].iter().position(|line| line.trim_end() == "```");
        let length = length.ok_or_else(|| Error::case(path, opened, "the block is not closed"))?;
        let body = opened..opened + length;
        let Some((head, name)) = heading else {
            return Err(Error::case(path, opened, "the block stands before any heading"));
        };
        if info.trim() == "expect" {
            let input =
                input.take().ok_or_else(|| Error::case(path, opened, "the expect block follows no text"))?;
            let expect = expectations(path, &lines, body.clone())?;
            cases.push(Case {
                path: path.to_owned(),
                line: head,
                name: name.to_owned(),
                input,
                expect,
                range: body,
            });
        } else {
            let mut read = read_info(info).map_err(|what| Error::case(path, opened, what))?;
            read.text = lines[body].join("\n");
            if input.replace(read).is_some() {
                return Err(Error::case(path, opened, "the case has two texts before its expect block"));
            }
        }
        at = opened + length + 1;
    }
    match heading.filter(|_| input.is_some()) {
        Some((line, name)) => Err(Error::case(path, line, format!("the case {name:?} has no expect block"))),
        None => Ok(cases),
    }
}

fn expectations(path: &Path, lines: &[&str], body: Range<usize>) -> Result<Vec<Line>> {
    let mut expect = Vec::new();
    for at in body {
        if lines[at].trim().is_empty() {
            continue;
        }
        let line = Line::parse(lines[at]).map_err(|what| Error::case(path, at + 1, what))?;
        if !KINDS.contains(&line.about()) {
            let what = format!("no kind {:?}; there are {}", line.about(), KINDS.join(", "));
            return Err(Error::case(path, at + 1, what));
        }
        expect.push(line);
    }
    Ok(expect)
}

/// Reads what stands behind the opening of a block: the language, a date, `key=value`.
fn read_info(info: &str) -> std::result::Result<Input, String> {
    // The grammar of an expect line, with the language in place of the kind and no surface.
    let (lang, rest) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
    let (date, rest) = match rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), "")) {
        (word, after) if word.parse::<Moment>().is_ok() => (word.parse().ok(), after),
        _ => (None, rest),
    };
    let mut input = Input { lang: lang.to_owned(), date, ..Input::default() };
    for (key, value) in Line::parse(&format!("info \"\" {rest}"))?.pairs {
        match key.as_str() {
            "date" => {
                input.date =
                    Some(value.parse().map_err(|error: model::moment::MomentError| error.to_string())?);
            }
            "outlet" => input.outlet = Some(value),
            "agency" => input.agency = Some(value),
            "title" => input.title = Some(value),
            "url" => input.url = Some(value),
            _ => return Err(format!("no key {key:?}; there are date, outlet, agency, title, url")),
        }
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
# Times

## A weekday

It is the last one.

```en date=2031-05-04 agency=\"Lok Samachar\"
It rained on Friday.
```

```expect
time \"Friday\" value=2031-05-02
```

## Another

```hi 2031-05-04
शुक्रवार को बारिश हुई।
```

```expect
none quantity
```
";

    #[test]
    fn a_file_of_cases_is_read() {
        let cases = parse(Path::new("t.md"), GOOD).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!((cases[0].name.as_str(), cases[0].line, cases[0].range.clone()), ("A weekday", 3, 11..12));
        assert_eq!(cases[0].input.agency.as_deref(), Some("Lok Samachar"));
        assert_eq!(cases[0].input.text, "It rained on Friday.");
        assert_eq!(cases[1].input.date, "2031-05-04".parse().ok());
        assert!(cases[1].expect[0].is_none());
    }

    #[test]
    fn faults_name_file_and_line() {
        let fault = |text: &str| parse(Path::new("t.md"), text).unwrap_err().to_string();
        assert_eq!(fault("```en\nx\n```\n"), "read t.md: line 1: the block stands before any heading");
        assert_eq!(fault("# A\n```en\nx\n"), "read t.md: line 2: the block is not closed");
        assert_eq!(fault("# A\n```en\nx\n```\n"), "read t.md: line 1: the case \"A\" has no expect block");
        assert!(
            fault("# A\n```en\nx\n```\n```expect\nwho \"x\"\n```\n")
                .starts_with("read t.md: line 6: no kind")
        );
        assert!(fault("# A\n```en color=red\nx\n```\n").contains("no key \"color\""));
    }
}
