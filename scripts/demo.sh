#!/usr/bin/env bash
# The main job on the sample articles, each command shown before its output. Needs no key and no server.
set -euo pipefail
cd "$(dirname "$0")/.."
export QA_LIBRARY=.demo/library QA_ENGINE=${QA_ENGINE:-auto}
rm -rf .demo
mkdir -p .demo

bold=$'\e[1m' plain=$'\e[0m'
if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ]; then bold='' plain=''; fi

say() { printf '\n\n%s# %s%s\n' "$bold" "$1" "$plain"; }
run() { # run EXPECTED_EXIT_CODE COMMAND...
  local expected=$1 code=0
  shift
  printf '\n%s$ %s%s\n' "$bold" "$(quoted "$@")" "$plain"
  "$@" || code=$?
  if [ "$code" != "$expected" ]; then
    printf 'error: exit code %s, expected %s\n' "$code" "$expected" >&2
    exit 1
  fi
  if [ "$code" != 0 ]; then printf '(exit code %s)\n' "$code"; fi
}
quoted() { # the command as one would type it
  local word line=''
  for word in "$@"; do
    case $word in *[!A-Za-z0-9_./:=-]*) word="\"$word\"" ;; esac
    line="$line $word"
  done
  printf '%s' "${line# }"
}

say "A folder of articles becomes a library"
run 0 qa add corpus/articles --meta corpus/meta.csv
run 0 qa list --since 2026-04-01

say "A question; the newest figure counts, and every sentence is tied to exact words"
question="How many people died because of the acid leak in Skerrowby?"
run 0 qa ask "$question"

say "The same question, as it could have been answered on the first day"
run 0 qa ask "$question" --as-of 2026-03-02

say "Sources that differ stand side by side"
run 0 qa ask "Did Marrowby concede?"

say "What the articles do not say is not answered"
run 5 qa ask "Who won the mayoral election in Caldmere?"

say "Many articles on one topic in a few sentences"
run 0 qa summarize --topic "ferry accident at Oskerry" --words 90

say "An article as a scraper left it: what cleaning took out, and why"
run 0 qa show corpus/articles/nato/daily-relay-scrape.txt --removed

say "Two topics in, two briefings out: web pages, Word, Markdown and JSON"
run 0 qa brief corpus/topics.yaml --out .demo/briefings

say "What stands in one of them"
run 0 qa timeline --topic "acid leak in Skerrowby harbour" --since 2026-03-01 --until 2026-03-31

say "Every citation of the finished briefings, looked up again"
run 0 qa brief --verify .demo/briefings

printf '\nThe briefings: open .demo/briefings/index.html\n'
printf 'The library is in .demo/library. Ask it yourself:\n\n'
printf '  .venv/bin/qa --library .demo/library ask "Why did the valve of tank 7 fail?"\n\n'
