#!/usr/bin/env python3
"""Asks a running server for its pages with many clients at once, and prints how long answers took.

    sutradhar demo --serve --rate 0 &
    python3 tests/load.py http://127.0.0.1:8474 --clients 16 --seconds 10

Each client keeps its connection and asks again as soon as it has an answer. The pages of up to 200 threads are asked
for in turn, so a server over a large library cannot answer all of them from memory. Needs nothing but Python.
"""

import argparse
import http.client
import json
import threading
import time
from urllib.parse import quote, urlsplit


def get(connection, path, headers):
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def read(host, path):
    connection = http.client.HTTPConnection(host, timeout=60)
    status, body = get(connection, path, {})
    assert status == 200, f"{path}: {status}"
    return json.loads(body)


def segment(text):
    return quote(text, safe="")


def routes(host, asked):
    """Returns each kind of page with the paths to ask for."""
    threads = read(host, "/api/v1/threads?order=latest&limit=200")["items"]
    paths = {name: [] for name in ["thread", "matrix", "coverage", "story", "claim", "article", "entity"]}
    for thread in threads:
        id = segment(thread["id"])
        paths["thread"].append(f"/thread/{id}")
        paths["matrix"].append(f"/thread/{id}/matrix")
        paths["coverage"].append(f"/thread/{id}/coverage")
    for thread in threads[:: max(1, len(threads) // 40)]:
        record = read(host, f"/api/v1/threads/{segment(thread['id'])}")
        paths["story"] += [f"/story/{segment(story['id'])}" for story in record["stories"][:5]]
        paths["claim"] += [f"/claim/{segment(claim['id'])}" for claim in record["claims"][:5]]
        paths["article"] += [f"/article/{segment(article['id'])}" for article in record["articles"][:5]]
        entities = [origin["entity"] for origin in record["origins"] if origin["entity"]]
        paths["entity"] += [f"/entity/{segment(entity)}" for entity in entities[:3]]
    paths["search"] = [f"/search?q={quote(word)}" for word in asked]
    # Words that nobody asked for before: what was found for them is not at hand.
    fresh = set()
    for thread in threads:
        words = [word for word in thread["title"].split() if len(word) > 3]
        fresh.update(words, map(" ".join, zip(words, words[1:])), map(" ".join, zip(words, words[2:])))
    paths["search once"] = [f"/search?q={quote(word)}" for word in sorted(fresh)]
    paths["desk"] = ["/"]
    paths["api thread"] = [f"/api/v1{path.replace('/thread/', '/threads/')}" for path in paths["thread"]]
    paths["api search"] = [f"/api/v1/search?q={quote(word)}" for word in asked]
    return paths


def ask(host, paths, clients, seconds):
    took, faults, sizes = [], [], []
    end = time.monotonic() + seconds

    def client(number):
        connection = http.client.HTTPConnection(host, timeout=60)
        at = number * 7919
        while time.monotonic() < end:
            began = time.perf_counter()
            status, body = get(connection, paths[at % len(paths)], {"Accept-Encoding": "gzip", "Accept": "text/html"})
            took.append(time.perf_counter() - began)
            sizes.append(len(body))
            if status != 200:
                faults.append((status, paths[at % len(paths)]))
            at += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return took, faults, sizes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--words", default="पुल,bridge,kim,सरकार,minister said,support:disputed")
    options = parser.parse_args()
    host = urlsplit(options.address).netloc
    print(f"{'page':<12}{'paths':>7}{'answers':>9}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'kB':>7}")
    for name, paths in routes(host, options.words.split(",")).items():
        if not paths:
            continue
        took, faults, sizes = ask(host, paths, options.clients, options.seconds)
        at = lambda part: took[min(len(took) - 1, int(len(took) * part))] * 1000
        print(
            f"{name:<12}{len(paths):>7}{len(took):>9}{len(took) / options.seconds:>10.0f}"
            f"{at(0.5):>9.1f}{at(0.95):>9.1f}{took[-1] * 1000:>9.1f}{max(sizes) / 1000:>7.1f}"
        )
        for status, path in faults[:3]:
            print(f"  {status} {path}")


if __name__ == "__main__":
    main()
