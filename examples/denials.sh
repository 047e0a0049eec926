#!/usr/bin/env bash
# Prints every denial in the pages: the day, the outlet, who denies, what. Needs jq.
# usage: examples/denials.sh PATH…
set -euo pipefail
sutradhar annotate --offsets chars "$@" | jq -r '
  . as $page | .statements[] | select(.mode == "denial")
  | [ ($page.date // "undated")[:10], ($page.outlet.name // $page.outlet.domain // "?"),
      (.speaker.name // "?"), ([.content[] | $page.text[.start:.end]] | join(" … ")) ]
  | @tsv'
