"""Reads the exports of the demo corpus with the programs they are made for.

Run by `./dev outside`, which installs the packages of requirements.txt; the one argument is the built `sutradhar`.
Prints a line for each check, then how many passed and failed; exits with 1 when one failed.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from support import environment, program

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DEMO = ROOT / "corpora" / "demo"
TABLES = ["documents", "statements", "events", "claims", "supports", "stories"]
FORMULA = tuple("=+-@\t\r＝＋－＠")
csv.field_size_limit(1 << 30)
PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def main():
    sys.exit(run_checks(Path(program())))


def run_checks(sutradhar):
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory(prefix="sutradhar-exports-") as folder:
        desk = Desk(sutradhar, Path(folder))
        for check in CHECKS:
            name = check.__name__.replace("_", " ")
            try:
                check(desk)
            except Exception as error:  # A check that cannot run has failed too.
                failed += 1
                print(f"FAILED  {name}: {type(error).__name__}: {error}", flush=True)
            else:
                passed += 1
                print(f"ok      {name}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


class Desk:
    """A library with the demo corpus and a page that is hard on formats."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.made = {}
        hard = folder / "hard.jsonl"
        hard.write_text(json.dumps(HARD, ensure_ascii=False) + "\n", encoding="utf-8")
        pages = ["--manifest", DEMO / "pages" / "manifest.jsonl", DEMO / "pages" / "feeds", hard]
        self.sutradhar("add", "--names", DEMO / "names.tsv", *pages)

    def sutradhar(self, *arguments):
        command = [self.program, *arguments, "--library", self.folder / "library"]
        done = subprocess.run(command, capture_output=True, env=environment(self.folder), check=False)
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: exit {done.returncode}: {done.stderr.decode()}")
        return done

    def file(self, form, what, *more):
        key = (form, what, *more)
        if key not in self.made:
            path = self.folder / f"{len(self.made)}-{what}.{form}"
            names = ["--names", DEMO / "names.tsv"]
            self.sutradhar("export", "--format", form, "--what", what, "-o", path, *names, *more)
            self.made[key] = path
        return self.made[key]

    def lines(self, form, what):
        with open(self.file(form, what), encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def texts(self):
        return {line["id"]: line["text"].encode() for line in self.lines("jsonl", "documents")}


HARD = {
    "id": "hard",
    "title": "=HYPERLINK(\"http://a.example\")",
    "outlet": "+Post, \"Daily\"",
    "url": "https://post.example/a?x=1&y=<2>",
    "date": "2025-07-14",
    "verbatim": True,
    "text": "मंत्री अनिल सहाय ने कहा कि पुल टूट गया। " * 1500 + "\nLast, \"quoted\"\tline.",
}


def the_four_tables_say_the_same(desk):
    import openpyxl
    import pyarrow.parquet

    for what in TABLES:
        parquet = pyarrow.parquet.read_table(desk.file("parquet", what))
        names = parquet.column_names
        with open(desk.file("csv", what), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        sheet = openpyxl.load_workbook(desk.file("xlsx", what))[what]
        cells = list(sheet.iter_rows(values_only=True))
        if list(rows[0]) != names or list(cells[0]) != names:
            raise AssertionError(f"{what}: the columns differ")
        table = parquet.to_pylist()
        counts = {len(table), len(rows), len(cells) - 1}
        if len(counts) != 1 or not table:
            raise AssertionError(f"{what}: rows differ: {counts}")
        for at, (one, other, third) in enumerate(zip(table, rows, cells[1:])):
            for name, cell in zip(names, third):
                value = one[name]
                if other[name] != shown_in_csv(value):
                    raise AssertionError(f"{what} {at} {name}: csv {other[name]!r}, parquet {value!r}")
                if not same_in_sheet(value, cell):
                    raise AssertionError(f"{what} {at} {name}: xlsx {cell!r}, parquet {value!r}")
        if what != "documents":
            objects = desk.lines("jsonl", what)
            for one, line in zip(table, objects, strict=True):
                for name in names:
                    if not same_in_json(one[name], line[name]):
                        raise AssertionError(f"{what} {name}: jsonl {line[name]!r}, parquet {one[name]!r}")


def shown_in_csv(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = str(value)
    return "'" + text if isinstance(value, str) and text.startswith((*FORMULA, "'")) else text


def same_in_sheet(value, cell):
    if value is None or value == "" or value == []:
        return cell in (None, "")
    if hasattr(value, "isoformat"):
        return cell is not None and cell.date() == value
    if isinstance(value, list):
        value = " | ".join(value)
    if isinstance(value, str) and "goes on in sheet" in str(cell):
        return value.startswith(cell.split(" … [goes on")[0])
    return str(cell).replace("_x000D_", "\r") == value if isinstance(value, str) else cell == value


def same_in_json(value, other):
    if hasattr(value, "isoformat"):
        return value.isoformat() == other
    if isinstance(value, str) and not isinstance(other, str):
        return json.loads(value) == other
    return value == other


def duckdb_reads_types_and_lists(desk):
    import duckdb

    path = desk.file("parquet", "statements")
    kinds = {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
    wanted = {"text": "VARCHAR", "day": "DATE", "start": "BIGINT", "confidence": "DOUBLE"}
    wanted |= {"chain": "VARCHAR[]", "speaker_described": "BOOLEAN"}
    wrong = {name: kinds[name] for name, kind in wanted.items() if kinds[name] != kind}
    if wrong:
        raise AssertionError(f"types {wrong}, expected {wanted}")
    hands = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(chain) FROM '{path}')").fetchall()[0][0]
    expected = sum(len(line["chain"]) for line in desk.lines("jsonl", "statements"))
    if hands != expected:
        raise AssertionError(f"{hands} hands in chains, expected {expected}")
    links = duckdb.sql(f"SELECT chain_links->0->>'role' FROM (SELECT chain_links::JSON AS chain_links FROM '{path}')")
    if not any(row[0] for row in links.fetchall()):
        raise AssertionError("no role in chain_links")
    claims, supports = desk.file("parquet", "claims"), desk.file("parquet", "supports")
    joined = f"SELECT count(*) FROM '{supports}' AS s JOIN '{claims}' AS c USING (claim)"
    if duckdb.sql(joined).fetchall()[0][0] != len(desk.lines("jsonl", "supports")):
        raise AssertionError("supports do not join their claims")


def pandas_reads_parquet_and_csv(desk):
    import pandas

    for what in TABLES:
        parquet = pandas.read_parquet(desk.file("parquet", what))
        table = pandas.read_csv(desk.file("csv", what))
        if parquet.shape != table.shape or parquet.empty:
            raise AssertionError(f"{what}: parquet {parquet.shape}, csv {table.shape}")
    events = pandas.read_parquet(desk.file("parquet", "events"))
    quads = set(events["quad"].dropna().astype(int))
    if not quads <= {1, 2, 3, 4} or not quads:
        raise AssertionError(f"quads {quads}")


def no_cell_is_a_formula(desk):
    import openpyxl

    for what in TABLES:
        with open(desk.file("csv", what), encoding="utf-8", newline="") as file:
            for row in csv.reader(file, strict=True):
                for cell in row:
                    if cell.startswith(FORMULA) and not re.fullmatch(r"-?[0-9.e+]+", cell):
                        raise AssertionError(f"{what}.csv: {cell[:60]!r}")
        for sheet in openpyxl.load_workbook(desk.file("xlsx", what)):
            for row in sheet.iter_rows():
                if any(cell.data_type == "f" for cell in row):
                    raise AssertionError(f"{what}.xlsx has a formula")


def every_span_is_its_text(desk):
    texts = desk.texts()
    for what in ["statements", "events", "claims", "supports"]:
        for row in desk.lines("jsonl", what):
            if texts[row["article"]][row["start"] : row["end"]].decode() != row["text"]:
                raise AssertionError(f"{what}: {row['text']!r} is not at {row['start']}–{row['end']}")
            for support in row.get("supports", []):
                cut = texts[support["article"]][support["start"] : support["end"]].decode()
                if cut != support["text"]:
                    raise AssertionError(f"support {support}")
    for row in desk.lines("jsonl", "stories"):
        if row["text"] and texts[row["article"]][row["start"] : row["end"]].decode() != row["text"]:
            raise AssertionError(f"story {row}")


def workbooks_cut_no_text(desk):
    import openpyxl

    book = openpyxl.load_workbook(desk.file("xlsx", "documents"))
    sheet, continued = book["documents"], book["continued"]
    if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref or "about" not in book.sheetnames:
        raise AssertionError("no frozen header, filter or sheet about")
    head = [cell.value for cell in sheet[1]]
    rows = {row[head.index("article")]: (number, row) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)}
    number, row = rows["hard"]
    cell = row[head.index("text")]
    first, note = cell.split(" … [goes on in sheet “continued”, row ")
    if int(note.rstrip("]")) != 2:
        raise AssertionError(f"note {note}")
    more = [line for line in continued.iter_rows(min_row=2, values_only=True) if line[1] == number and line[2] == "text"]
    whole = first + "".join(line[4] for line in more)
    if whole.encode() != desk.texts()["hard"]:
        raise AssertionError(f"{len(whole)} characters of {len(desk.texts()['hard'].decode())}")


def plover_records_are_whole(desk):
    texts = desk.texts()
    certain = {row["event"]: row["certainty"] for row in desk.lines("jsonl", "events")}
    seen = set()
    records = desk.lines("plover", "events")
    for record in records:
        for name in ["id", "date", "actor", "event", "quad_code", "event_scale", "text", "cite_info"]:
            if record.get(name) in (None, "", []):
                raise AssertionError(f"no {name} in {record}")
        if record["event"] not in PLOVER or not re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"]):
            raise AssertionError(f"event or date of {record}")
        if certain[record["id"]] in ("denied", "speculated") or record["id"] in seen:
            raise AssertionError(f"certainty or id of {record}")
        seen.add(record["id"])
        place = record["text_info"]
        if texts[record["cite_info"]["citation"]][place["start"] : place["end"]].decode() != record["text"]:
            raise AssertionError(f"text of {record}")
    if len(records) < 100:
        raise AssertionError(f"only {len(records)} records")


def gdelt_events_and_mentions_agree(desk):
    def rows(what, width):
        with open(desk.file("gdelt", what), encoding="utf-8") as lines:
            table = [line.rstrip("\n").split("\t") for line in lines]
        wrong = [row for row in table if len(row) != width]
        if wrong or not table:
            raise AssertionError(f"{what}: {len(wrong)} rows of {len(table)} have not {width} columns")
        return table

    events, mentions = rows("events", 61), rows("event-mentions", 16)
    ids = [row[0] for row in events]
    if len(set(ids)) != len(ids) or not all(int(number) < 2**63 for number in ids):
        raise AssertionError("an id stands twice or is too large")
    for row in events:
        mine = [mention for mention in mentions if mention[0] == row[0]]
        if int(row[31]) != len(mine) or int(row[33]) != len({mention[5] for mention in mine}):
            raise AssertionError(f"{row[0]}: {row[31]} mentions in {row[33]} articles, found {len(mine)}")
        if row[1] and not (row[1].startswith(row[2]) and row[2].startswith(row[3]) and len(row[1]) == 8):
            raise AssertionError(f"days {row[1:5]}")
        if not (row[26].startswith(row[27]) and row[27].startswith(row[28]) and row[29] in "1234"):
            raise AssertionError(f"codes {row[26:30]}")
    if {mention[0] for mention in mentions} != set(ids):
        raise AssertionError("a mention of no event")
    if not any(int(row[33]) > 1 for row in events):
        raise AssertionError("no event is told by two articles")


def followthemoney_takes_every_entity(desk):
    from followthemoney import model

    for what in ["documents", "statements", "events"]:
        entities = {}
        for data in desk.lines("ftm", what):
            proxy = model.get_proxy(data, cleaned=False)
            if data["id"] in entities:
                raise AssertionError(f"{data['id']} stands twice")
            entities[data["id"]] = proxy
            if proxy.schema.name != data["schema"]:
                raise AssertionError(f"schema {data['schema']} became {proxy.schema.name}")
            for name, values in data["properties"].items():
                kept = proxy.get(name)
                if len(kept) != len(values):
                    raise AssertionError(f"{data['schema']}.{name}: {values!r:.200} became {kept!r:.200}")
            missing = [name for name in proxy.schema.required if not proxy.get(name)]
            if missing:
                raise AssertionError(f"{data['schema']} {data['id']} lacks {missing}")
            proxy.schema.validate({"properties": data["properties"]})
        for proxy in entities.values():
            for prop, value in proxy.itervalues():
                if prop.type.name == "entity":
                    other = entities.get(value)
                    if other is None or not other.schema.is_a(prop.range):
                        raise AssertionError(f"{proxy.schema.name}.{prop.name} points at {other}")
        schemata = {proxy.schema.name for proxy in entities.values()}
        wanted = {"Article", "Person", "Organization", "PublicBody"}
        wanted |= {"documents": {"Mention"}, "statements": {"Note"}, "events": {"Event"}}[what]
        if not wanted <= schemata:
            raise AssertionError(f"{what}: {schemata}, expected {wanted}")


def atom_feeds_are_valid(desk):
    import feedparser
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    for what in ["claims", "stories"]:
        for more in [[], ["--address", "https://desk.example/", "--ui", "hi"]]:
            path = desk.file("atom", what, *more)
            feed = etree.parse(path)
            if not schema.validate(feed):
                raise AssertionError(f"{what}: {schema.error_log.last_error}")
            read = feedparser.parse(str(path))
            if read.bozo or read.version != "atom10" or not read.entries:
                raise AssertionError(f"{what}: {read.get('bozo_exception')}, {len(read.entries)} entries")
            ids = [entry.id for entry in read.entries]
            times = [entry.updated_parsed for entry in read.entries]
            if len(set(ids)) != len(ids) or times != sorted(times, reverse=True) or None in times:
                raise AssertionError(f"{what}: ids or times")
            if read.feed.updated_parsed != times[0]:
                raise AssertionError(f"{what}: the feed is not as new as its newest entry")
            if more and not all(entry.link.startswith("https://desk.example/") for entry in read.entries):
                raise AssertionError(f"{what}: links")


def every_footnote_is_cited(desk):
    for what in ["stories", "claims"]:
        text = desk.file("md", what).read_text(encoding="utf-8")
        notes = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
        cited = set(re.findall(r"\[\^(\d+)\](?!: )", text))
        if len(set(notes)) != len(notes) or set(notes) != cited or not notes:
            raise AssertionError(f"{what}: {len(notes)} notes, {len(cited)} cited")


def the_same_library_gives_the_same_bytes(desk):
    pairs = [(form, what) for form in ["csv", "jsonl", "parquet", "xlsx"] for what in ["documents", "claims"]]
    pairs += [("gdelt", "events"), ("plover", "events"), ("ftm", "documents"), ("atom", "claims"), ("md", "stories")]
    for form, what in pairs:
        once, again = desk.file(form, what), desk.file(form, what, "--jobs", "1")
        if once.read_bytes() != again.read_bytes():
            raise AssertionError(f"{form} of {what} differs")


def one_thread_is_a_part_of_the_whole(desk):
    thread = desk.lines("jsonl", "claims")[0]["thread"]
    for what in ["statements", "claims"]:
        whole = [row for row in desk.lines("jsonl", what) if row["thread"] == thread]
        path = desk.file("jsonl", what, "--thread", thread)
        part = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if part != whole or not part:
            raise AssertionError(f"{what}: {len(part)} rows, expected {len(whole)}")


def what_does_not_go_together_is_refused(desk):
    command = [desk.program, "export", "--format", "plover", "--what", "claims"]
    done = subprocess.run([*command, "--library", desk.folder / "library"], capture_output=True, text=True)
    if done.returncode != 2 or "claims go into jsonl, csv" not in done.stderr:
        raise AssertionError(f"exit {done.returncode}: {done.stderr}")


CHECKS = [
    the_four_tables_say_the_same,
    duckdb_reads_types_and_lists,
    pandas_reads_parquet_and_csv,
    no_cell_is_a_formula,
    every_span_is_its_text,
    workbooks_cut_no_text,
    plover_records_are_whole,
    gdelt_events_and_mentions_agree,
    followthemoney_takes_every_entity,
    atom_feeds_are_valid,
    every_footnote_is_cited,
    the_same_library_gives_the_same_bytes,
    one_thread_is_a_part_of_the_whole,
    what_does_not_go_together_is_refused,
]


if __name__ == "__main__":
    main()
