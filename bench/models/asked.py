"""The questions, their libraries, and what became of an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.unseen import make
from qa.desk.desk import Desk
from qa.text import normalise

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
HALVED = {"news": "facts-news", "ecbplus": "facts-ecbplus", "pages": "facts-pages"}
"""Sets of bench/questions, each question in one half."""
LINKING = ("linking", "lists", "overviews")
"""Files of bench/questions that one sentence does not answer, asked of `news` as the set `kinds`."""
WHOLE = ("seeds", "corpus")
"""Sets of corpus/eval/cases.jsonl, which others were looked at with."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what a right answer holds."""

    id: str
    question: str
    library: str
    parts: tuple[str, ...]
    answerable: bool
    spoilt_by: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()

    def became(self, shown: str) -> str:
        """The word for what was shown: right, wrong, missed or refused."""
        if not shown.strip():
            return "missed" if self.answerable else "refused"
        text = fold(shown)
        holds = all(any(fold(one) in text for one in part.split("|")) for part in self.parts)
        spoilt = any(fold(part) in text for part in self.spoilt_by)
        return "right" if self.answerable and holds and not spoilt else "wrong"


def fold(text: str) -> str:
    return normalise(text).casefold()


def questions(sets: Sequence[str], half: str, most: int | None) -> list[Asked]:
    """`most` questions of the sets, drawn by the hash of their ids: each longer draw holds the shorter."""
    found = [one for name in sets for one in _of(name, half)]
    found.sort(key=lambda one: hashlib.sha256(f"m{one.id}".encode()).hexdigest())
    return found[:most]


def _of(name: str, half: str) -> list[Asked]:
    paths, library = [ROOT / "corpus" / "eval" / "cases.jsonl"], name
    if name in HALVED:
        paths = [ROOT / "bench" / "questions" / f"{HALVED[name]}.jsonl"]
    elif name == "kinds":
        paths, library = [ROOT / "bench" / "questions" / f"{file}.jsonl" for file in LINKING], "news"
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Asked(
            row["id"],
            row["question"],
            library,
            _parts(row),
            row["expect"] == "answer",
            tuple(row.get("not_contains", ())),
            tuple(row.get("filters", {}).items()),
        )
        for row in rows
        if row["library"] == library and row["expect"] != "partial" and row.get("half", half) in (half, "all")
    ]


def _parts(row: dict[str, Any]) -> tuple[str, ...]:
    """What a right answer shows: of lists and overviews one item, of two things asked about both."""
    if "items" in row:
        return tuple(row["items"]) if row["kind"] == "both" else ("|".join(row["items"]),)
    named = (row[key] for key in ("first", "second", "greater") if key in row)
    return tuple(row.get("contains", named))


def opened(name: str, folder: Path) -> Desk | None:
    """The library of a set, made in `folder` when it is not there; None when its articles are not here."""
    made = (folder / name / "catalog.sqlite").exists()
    try:
        place = None if made else _articles(name, folder / "source")
    except FileNotFoundError:
        print(f"skipped {name}: not here")
        return None
    desk = Desk.open(library=folder / name, log=False)
    if place is not None:
        beside = place if name in HALVED else place.parent
        meta = beside / "meta.csv"
        desk.add([str(place)], meta=meta if meta.is_file() else None)
    return desk


def _articles(name: str, folder: Path) -> Path:
    if name in HALVED:
        return make(name, folder)
    place = {"seeds": SHARED / "seeds", "corpus": ROOT / "corpus" / "articles"}[name]
    if not place.is_dir():
        raise FileNotFoundError(place)
    return place
