"""Compare sentence splitters on hand-made hard cases and on speed: python -m bench.sentences.

Needs pysbd, blingfire, segtok and nltk, which the product does not (pip install pysbd blingfire segtok nltk).
A boundary is right when a sentence ends at exactly that character; "whole" is the share of cases without an
error; "exact" the share of returned sentences that are a slice of the text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from qa.text import sentence_spans

SEEDS = Path("../shared/seeds")

# Each line is one case: its sentences are parted by " | ".
CASES = """
U.S. Gen. Maria Oster arrived on Monday. | She met Col. Peter O’Hale of the U.K. in Bern.
The meeting starts at 2:30 pm (1230 GMT). | The ministers will speak later.
“These are hard times,” he said. | “We will go on.”
Mr. J. R. Smith bought No. 10 Hill St. for $2.5 million. | He moved in on Jan. 3.
They left at 5 a.m. | Then the storm came.
The talks begin at 9 a.m. Monday in Oslo. | No one knows when they end.
Dr. Ana Ruiz, Ph.D., works for Acme Inc. in St. Louis. | Her firm is worth 3.4 billion euros.
He asked: “Why now?” | Nobody answered.
“Why now?” the minister asked. | “Because we must!” his aide said.
The U.N. Security Council met. | So did the E.U. envoys from Washington, D.C. | The U.S. abstained.
Prices rose 3.5% in Sept. 2024. | They fell by 1.2% in Oct. | The bank expects more.
Smith et al. found it first. | Others, e.g. Jones, came later.
It was, well… complicated. | He paused... and then went on. | “I… I don’t know.” | She wept.
“We came. We saw. We left,” said Sgt. Brown. | It was over.
Apple Inc. Chief Executive Tim Cole spoke. | Acme Corp. rose. | The index fell.
The report (published on Feb. 2. by the ministry) was wrong. | It was withdrawn.
He works for Yahoo! in California. | She left in 2020.
See Fig. 3 and pp. 12-14. | Sec. 4 explains it.
Gov. Lee vs. Sen. Park was the race of the year. | Rep. Diaz watched.
The vote was 5-4. | 12 members stayed away. | 3.5 million people watched.
“It is not safe.” | The mayor closed the bridge.
He said “it is over.” | Then he left.
John F. Kennedy Jr. was there. | So was George H. W. Bush.
The suspect, 34, of Elm Ave., was held. | Police said he fled at 11 p.m. | A witness saw him.
PARIS (AP) — The talks failed. | Ministers went home.
The firm, Brown & Co., lost $1.1 bn. | Its shares fell.
Was it war? | Was it peace? | “Both!” said Prof. Klein.
He lives at 12 Main St. | She lives in Mt. Vernon.
I saw Plan A and Plan B. | It was Plan C. | The rest is history.
At 7 p.m. EST the polls close. | Results are due by 9 p.m. | They may be late.
The version 2.0.1 was released. | Visit www.example.org. | It is free.
“You can’t do that!” she cried. | “Yes, I can.” | He smiled.
Adm. Cavo of the Italian Navy said so. | Lt. Col. Ray Dunn agreed. | Maj. Gen. Wu did not.
The E.U. and the U.S. agreed. | “A good day,” Mr. Brandt said. | “Finally!”
They voted on Nov. 5. | Turnout was 61.2 per cent. | Nos. 4 and 5 lost.
He wrote: ‘I am done.’ | ‘So am I,’ she replied.
""".strip().splitlines()

# Written after the rules were finished, and never used to change them.
HELD_OUT = """
Rev. Dr. Paul Stone of St. Mary’s Church retired. | He is 71.
Lt. Gov. Ana Reyes, D-Calif., won by 0.4 points. | A recount is due.
The E. coli outbreak began in Feb. | Officials traced it to Farm No. 7.
Oil hit $91.20 a barrel. | OPEC+ meets in Vienna next week.
“Enough is enough,” the union wrote. | “We strike on Monday.” | Managers did not reply.
She was born in Washington, D.C., in 1964. | Her father was a judge.
Who won? | The Reds did, 3-2. | What a match!
The company (NYSE: ACM) fell 4 p.c. | Rivals gained.
Brig. Gen. Omar Haddad was named. | Brig. Gen. Lea Stern was not.
He flew from J.F.K. to L.A. on Dec. 24. | The plane was full.
They came, they saw, etc. | Nobody cared.
The U.K.’s Foreign Office declined to comment. | So did No. 10.
He said: “I asked her, ‘Are you sure?’ She said yes.” | The court adjourned.
It measures 3 ft. by 5 ft. | It weighs 12 lb.
The bill, H.R. 2471, passed. | The Senate votes on Tues. or Wed.
“What did they know?” she asked. | “And when?”
By 6 p.m., 40,000 had gathered. | By 8 p.m. they were gone.
Ms. O’Dowd vs. the State of N.Y. begins in Jan. 2026. | It may last until May.
The temperature reached 41.3 C. | It was the hottest day since Aug. 10, 2003.
He thanked Mrs. A. B. Carter, Ph.D. | She smiled.
Inflation was 2.9 per cent... | Or was it?
BERLIN, March 3 (Reuters) - Ministers met. | They agreed.
Sen. Kay (R., Texas) objected. | The chair overruled her.
Call 1-800-555-0100. | Lines close at 5 p.m. on Fri. | Calls cost 10 c. a minute.
""".strip().splitlines()

GERMAN = """
Er kam am 3. Mai nach Berlin. | Dort sprach er mit Dr. Weiß.
Das gilt z. B. für Bahn und Bus. | Es kostet 2,5 Mio. Euro.
„Wir gehen nicht“, sagte Frau Dr. Kern. | Sie blieb.
Am 12. September 2024 tagte der Rat. | Er vertagte sich bis zum 1. Oktober.
Der Bericht, d. h. der Entwurf, liegt vor. | Die Abg. schweigen.
""".strip().splitlines()

Splitter = Callable[[str, str], list[tuple[int, int]]]


def found_in(text: str, pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of pieces looked up in order; a piece that is no slice of the text is (-1, -1)."""
    spans, at = [], 0
    for piece in pieces:
        stripped = piece.strip()
        start = text.find(stripped, at)
        spans.append((start, start + len(stripped)) if start >= 0 else (-1, -1))
        at = max(at, start + len(stripped)) if start >= 0 else at
    return spans


def pysbd_spans(text: str, language: str) -> list[tuple[int, int]]:
    import pysbd

    segmenter = _cached(("pysbd", language), lambda: pysbd.Segmenter(language=language, clean=False))
    return found_in(text, segmenter.segment(text))


def blingfire_spans(text: str, language: str) -> list[tuple[int, int]]:
    from blingfire import text_to_sentences

    return found_in(text, text_to_sentences(text).split("\n"))


def segtok_spans(text: str, language: str) -> list[tuple[int, int]]:
    from segtok.segmenter import split_single

    return found_in(text, split_single(text))


def punkt_spans(text: str, language: str) -> list[tuple[int, int]]:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    return list(_cached("punkt", PunktSentenceTokenizer).span_tokenize(text))


_CACHE: dict[object, object] = {}


def _cached(key, make):
    if key not in _CACHE:
        _CACHE[key] = make()
    return _CACHE[key]


SPLITTERS: dict[str, Splitter] = {
    "own rules": sentence_spans,
    "pysbd 0.3.4": pysbd_spans,
    "blingfire 0.1.8": blingfire_spans,
    "segtok 1.5.11": segtok_spans,
    "nltk punkt, untrained": punkt_spans,
}


def expected(case: str) -> tuple[str, set[int]]:
    """The text of a case and the offsets at which its sentences end."""
    text, ends = "", set()
    for sentence in case.split(" | "):
        text += (" " if text else "") + sentence
        ends.add(len(text))
    return text, ends


def score(split: Splitter, cases: list[str], language: str) -> tuple[float, float, float]:
    """F1 of the inner and outer boundaries, share of cases without error, share of exact sentences."""
    right = wanted = given = whole = exact = count = 0
    for case in cases:
        text, ends = expected(case)
        spans = split(text, language)
        mine = {b for _, b in spans}
        right, wanted, given = right + len(mine & ends), wanted + len(ends), given + len(mine)
        whole += mine == ends
        exact += sum(0 <= a < b <= len(text) for a, b in spans)
        count += len(spans)
    return 2 * right / (wanted + given), whole / len(cases), exact / count


def seconds_per_megabyte(split: Splitter) -> float:
    seeds = sorted(SEEDS.glob("*")) if SEEDS.exists() else []
    text = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in seeds if p.is_file())
    text = text or "\n".join(expected(case)[0] for case in CASES * 4)
    started = time.process_time()
    lines = text.splitlines() * 3
    for line in lines:
        if line.strip():
            split(line, "en")
    return (time.process_time() - started) / (3 * len(text) / 1e6)


def main() -> None:
    print(f"{'':24}{'F1':>8}{'whole':>8}{'held out':>10}{'German':>8}{'exact':>8}{'s/MB':>8}")
    for name, split in SPLITTERS.items():
        try:
            f1, whole, exact = score(split, CASES, "en")
            held_out = score(split, HELD_OUT, "en")[0]
            german = score(split, GERMAN, "de")[0]
            speed = seconds_per_megabyte(split)
        except ImportError as error:
            print(f"{name:24}not installed: {error.name}")
            continue
        print(f"{name:24}{f1:8.3f}{whole:8.3f}{held_out:10.3f}{german:8.3f}{exact:8.3f}{speed:8.2f}")


if __name__ == "__main__":
    main()
