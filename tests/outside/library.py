"""The library opens in Datasette and in the sqlite3 command, as docs/library.md says it does.

Run by `./dev outside`; needs the packages of requirements.txt and the sqlite3 command.
"""

import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from support import Checks, demo_library, run, server

PAGES = 53
DOCS = Path(__file__).resolve().parents[2] / "docs" / "library.md"


def documented(part):
    """Returns the tables or views of the documentation, each with its columns: name and what it points at."""
    text = DOCS.read_text(encoding="utf-8")
    section = re.search(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.M | re.S)[1]
    found = {}
    for name, body in re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", section, re.M | re.S):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line.startswith("|")]
        found[name] = {row[0]: row[2] if part == "Tables" else "" for row in rows[2:]}
    return found


def get(address):
    """Fetches JSON."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


def with_datasette(library, env, check, immutable):
    """Reads the library through Datasette's own pages for programs."""
    how = ["--immutable"] if immutable else []
    datasette = [sys.executable, "-m", "datasette", "serve", *how, library / "library.sqlite", "--host", "127.0.0.1", "--port", "0"]
    with server(env, *datasette) as address:
        tables, views = documented("Tables"), documented("Views")
        about = get(f"{address}/library.json")
        check.same(about["database"], "library", "the name of the database")
        seen = {table["name"]: table for table in about["tables"]}
        for name, columns in tables.items():
            if not check(name in seen, f"Datasette shows the table {name}"):
                continue
            check.same(seen[name]["columns"], list(columns), f"columns of {name}")
            pointing = {key["column"]: key["other_table"] for key in seen[name]["foreign_keys"]["outgoing"]}
            check.same(pointing, {column: to for column, to in columns.items() if to}, f"foreign keys of {name}")
        check.same([name for name in seen if name not in tables and not seen[name]["hidden"]], [], "tables that the documentation leaves out")
        check.same(sorted(view["name"] if isinstance(view, dict) else view for view in about["views"]), sorted(views), "views")
        check.same(seen["articles"]["count"], PAGES, "articles")

        for name, columns in views.items():
            page = get(f"{address}/library/{name}.json?_shape=objects&_size=20")
            rows = page["rows"]
            check.same(page["columns"], list(columns), f"columns of the view {name}")
            # Nothing was revised in the demo, so nothing can be told of revisions.
            check(bool(rows) or name == "what_changed", f"the view {name} has rows")

        # A key that points at another table is followed: each statement shows the article it stands in.
        rows = get(f"{address}/library/statements.json?_shape=objects&_labels=on&_size=5")["rows"]
        check.same(len(rows), 5, "statements")
        check(all(isinstance(row["article"], dict) and row["article"]["label"] for row in rows), f"articles of statements: {rows[0]['article']}")
        row = rows[0]
        expanded = get(f"{address}/library/articles/{row['article']['value']}.json?_shape=objects")["rows"][0]
        start, end = row["start_byte"], row["end_byte"]
        passage = expanded["text"].encode()[start:end].decode()
        first = re.split(r"\s*…\s*", row["content"])[0]
        check(first in passage, f"“{first}” stands at {start}–{end}: “{passage}”")

        # Facets are what data teams open Datasette for.
        facets = get(f"{address}/library/who_said_what.json?_facet=outlet&_size=0")["facet_results"]
        facets = facets.get("results", facets)["outlet"]["results"]
        check(len(facets) >= 8, f"outlets as facets: {[facet['value'] for facet in facets]}")

        sql = "select count(*) as n from who_said_what where chain like '%' || (select name from entities where source = 'agency' limit 1) || '%'"
        rows = get(f"{address}/library.json?{urllib.parse.urlencode({'sql': sql, '_shape': 'objects'})}")["rows"]
        check(rows[0]["n"] > 0, "statements that came through an agency")

        # Nothing that Datasette offers writes.
        try:
            get(f"{address}/library.json?{urllib.parse.urlencode({'sql': 'delete from articles'})}")
            check(False, "Datasette refuses to delete")
        except urllib.error.HTTPError as refused:
            check.same(refused.code, 400, "a statement that deletes")
        check.same(get(f"{address}/library/articles.json?_size=0&_shape=objects").get("filtered_table_rows_count", PAGES), PAGES, "articles after that")


def with_sqlite3(library, env, check):
    """Reads the library with the sqlite3 command, as the documentation shows."""
    database = library / "library.sqlite"

    def ask(sql):
        printed = run(env, "sqlite3", "-readonly", "-json", database, sql)
        return json.loads(printed) if printed.strip() else []

    for name, columns in documented("Views").items():
        rows = ask(f"SELECT * FROM {name} LIMIT 3")
        if name != "what_changed":
            check(bool(rows) and list(rows[0]) == list(columns), f"sqlite3 reads the view {name}")
    check.same(ask("PRAGMA integrity_check"), [{"integrity_check": "ok"}], "integrity")
    check.same(ask("PRAGMA foreign_key_check"), [], "foreign keys that lead nowhere")
    check.same(ask("PRAGMA journal_mode"), [{"journal_mode": "wal"}], "journal")

    # The documented slice gives the words of every mention.
    sliced = "CAST(substr(CAST(a.text AS BLOB), m.start_byte + 1, m.end_byte - m.start_byte) AS TEXT)"
    wrong = ask(f"SELECT count(*) AS n FROM mentions m JOIN articles a USING (article) WHERE {sliced} <> m.surface")
    check.same(wrong, [{"n": 0}], "mentions that are not where they say")

    # The commands that the documentation prints run as they stand.
    for block in re.findall(r"^```sh\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.splitlines():
            found = re.match(r'sqlite3 -readonly \S+ "(SELECT[^"]*)"(?!.*writefile)', line)
            if found and "…" not in line:
                check(bool(ask(found[1])), f"`{line}` prints something")

    # A page and a document unpack with the lz4 command where there is one; Python's own check is enough elsewhere.
    frame = ask("SELECT hex(substr(document, 1, 4)) AS magic FROM revisions LIMIT 1")
    check.same(frame, [{"magic": "04224D18"}], "documents are LZ4 frames")


def main():
    """Fills a library with the demo pages and opens it with both."""
    check = Checks("library")
    with demo_library() as (_, library, env):
        before = (library / "library.sqlite").read_bytes()
        with_sqlite3(library, env, check)
        for immutable in (False, True):
            with_datasette(library, env, check, immutable)
        check((library / "library.sqlite").read_bytes() == before, "reading leaves the library as it was")
    check.close()


main()
