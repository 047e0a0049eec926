#!/usr/bin/env python3
"""Lists claims that stand in several outlets and go back to one origin.

usage: one_origin.py PATH…
"""

import json
import subprocess
import sys

printed = subprocess.run(
    ["sutradhar", "read", "--format", "json", *sys.argv[1:]],
    check=True, capture_output=True, text=True,
).stdout

for thread in json.loads(printed)["threads"]:
    origins = {origin["id"]: origin["name"] for origin in thread["origins"]}
    for claim in thread["claims"]:
        outlets = {support["chain"][-1] for support in claim["supports"] if support["chain"]}
        if claim["support"] == "single" and len(outlets) > 1:
            names = ", ".join(origins.get(id, id) for id in claim["origins"])
            print(f"{len(outlets)} outlets, one origin ({names}): {claim['text']}")
