#!/usr/bin/env python3
"""Checks the gold in this folder and counts it; exits with 1 on any fault.

usage: check.py [FILE…]   (all *.jsonl beside it when none is named)
"""
import collections
import datetime
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
MODES = {"direct", "partly_quoted", "indirect", "denial", "question", "non_report"}
KINDS = {"entity", "described", "unresolved"}
CERTAINTIES = {"reported", "planned", "speculated", "denied"}
TYPES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
    "accident": "",
}
WEEKDAYS = [
    ("monday", "सोमवार"), ("tuesday", "मंगलवार"), ("wednesday", "बुधवार"), ("thursday", "गुरुवार", "बृहस्पतिवार", "गुरूवार"),
    ("friday", "शुक्रवार"), ("saturday", "शनिवार"), ("sunday", "रविवार", "इतवार"),
]
RELATIVE = re.compile(r"today|tonight|yesterday|tomorrow|day (?:before|after)|days? (?:earlier|later|ago|ahead|before|after)|\bago\b|(?:this|the same) (?:morning|evening|day)|आज|कल|परसों|इसी दिन|दिन (?:पहले|बाद)|"
                      r"सुबह|तड़के|देर रात|last night|overnight", re.I)


def places(text, words):
    return [m.start() for m in re.finditer("(?=" + re.escape(words) + ")", text)]


def check(line, number, file, ids, counts, faults):
    def fault(words):
        faults.append(f"{file.name}:{number}: {record.get('id')}: {words}")

    record = {}
    try:
        record = json.loads(line)
    except ValueError as error:
        return fault(f"no JSON: {error}")
    text, about = record["text"], record["about"]
    if record["id"] in ids:
        fault("id twice")
    ids.add(record["id"])
    day = datetime.date.fromisoformat(record["date"])
    if not about:
        fault("no frame or trap named in `about`")

    def span(value, what):
        words, nth = (value["text"], value["nth"]) if isinstance(value, dict) else (value, None)
        at = places(text, words)
        if not words or words != words.strip():
            return fault(f"{what} {words!r} is empty or has blanks around it")
        if nth is None and len(at) != 1:
            fault(f"{what} {words!r} stands {len(at)} times")
        if nth is not None and not (len(at) > 1 and 1 <= nth <= len(at)):
            fault(f"{what} {words!r}: nth {nth} of {len(at)}")

    def named(words, what):
        known = text + "\n" + (record["agency"] or "") + "\n" + (record["title"] or "")
        if words not in known:
            fault(f"{what} {words!r} is not in the text")

    def date(value, what):
        if value is None:
            return
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            return fault(f"{what} {value!r} is no date")
        if len(value) == 10:
            at = datetime.date.fromisoformat(value)
            low = text.lower()
            by_weekday = any(name in low for name in WEEKDAYS[at.weekday()]) and abs((at - day).days) <= 14
            by_number = re.search(rf"(?<!\d)0?{at.day}(?!\d)", text) is not None
            if not (by_weekday or by_number or RELATIVE.search(text)):
                fault(f"{what} {value} ({WEEKDAYS[at.weekday()][0]}): the text has no such day")

    for statement in record.get("statements") or []:
        chain, speaker, stands_for = statement["chain"], statement["speaker"], statement["stands_for"]
        for part in statement["content"]:
            span(part, "content")
        if not statement["content"]:
            fault("a statement without content")
        if statement["mode"] not in MODES:
            fault(f"mode {statement['mode']!r}")
        if statement["speaker_kind"] not in KINDS:
            fault(f"speaker_kind {statement['speaker_kind']!r}")
        for words, what in [(speaker, "speaker"), (stands_for, "stands_for"), (statement["cue"], "cue")]:
            if words is not None:
                named(words, what)
        for link in chain + statement["inherited"]:
            named(link, "link")
        if statement["speaker_kind"] == "unresolved":
            if stands_for is not None:
                fault("an unresolved speaker stands for nobody")
        elif not chain or chain[0] != (stands_for or speaker):
            fault(f"the chain {chain} does not begin with {stands_for or speaker!r}")
        if len(set(chain)) != len(chain):
            fault(f"a link twice in {chain}")
        if not set(statement["inherited"]) <= set(chain):
            fault(f"inherited {statement['inherited']} is not in {chain}")
        date(statement["said_on"], "said_on")
        counts["mode"][statement["mode"]] += 1
        counts["speaker_kind"][statement["speaker_kind"]] += 1
        counts["chain"][f"{len(chain)} links" + (", some inherited" if statement["inherited"] else "")] += 1
    for event in record.get("events") or []:
        span(event["trigger"], "trigger")
        for again in event.get("again", []):
            span(again, "again")
        modes = TYPES.get(event["type"])
        if modes is None:
            fault(f"type {event['type']!r}")
        elif event["mode"] is not None and event["mode"] not in modes.split():
            fault(f"mode {event['mode']!r} of {event['type']}")
        if event["certainty"] not in CERTAINTIES:
            fault(f"certainty {event['certainty']!r}")
        for words in event["actors"] + event["recipients"] + ([event["place"]] if event["place"] else []):
            named(words, "participant or place")
        date(event["date"], "date")
        counts["event"][event["type"]] += 1
        counts["certainty"][event["certainty"]] += 1
    for tag in set(about):
        counts["about"][tag] += 1
    counts["texts"][f"{record['lang']}, " + ("with" if record.get("statements") or record.get("events") else "without") + " findings"] += 1


def main():
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.jsonl"))
    faults, ids = [], set()
    halves = {}
    for file in files:
        half = halves.setdefault(file.stem.rpartition(".")[2], collections.defaultdict(collections.Counter))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            check(line, number, file, ids, half, faults)
    for name in sorted({kind for half in halves.values() for kind in half}):
        keys = sorted({key for half in halves.values() for key in half[name]})
        print(f"\n{name}")
        for key in keys:
            print(f"  {key:28}", *(f"{half} {halves[half][name][key]:4}" for half in sorted(halves)))
    print("\n" + "\n".join(faults) if faults else "\nno faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
