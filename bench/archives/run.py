"""Read every case of `cases.py` (or `written.py`, `habits.py`, `odd`) and hold what came out against what was put in.

    python bench/archives/run.py [--set drawn|written|habits|odd] [--half open|locked|all] [--show N] [NAME…]

Right: as many articles as there are stories, of each title, paper, day and authors, every paragraph once, no word of
the layout. Split or merged: an article that is not one of the stories whole, or holds paragraphs of two.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.archives.cases import Case, cases
from bench.archives.habits import habits
from bench.archives.odd.rest import odd
from bench.archives.written import written
from qa.articles.load import load_articles
from qa.errors import LoadError
from qa.types import Article

SETS = {"drawn": cases, "written": written, "habits": habits, "odd": odd}


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


def faults(case: Case, found: list[Article], error: str) -> list[str]:
    """What is wrong with what was read; empty when it is right."""
    if case.refused:
        said = error or "; ".join(a.title for a in found)
        return [] if not found and case.refused in error else [f"not refused: {said[:90]!r}"]
    if error:
        return [error[:150]]
    bad = [] if len(found) == len(case.stories) else [f"{len(found)} articles, not {len(case.stories)}"]
    for story in case.stories:
        got = next((a for a in found if flat(a.title) == flat(story.title)), None)
        if got is None:
            bad.append(f"no {story.title[:40]!r}")
            continue
        stated = {"outlet": (got.outlet, story.outlet), "published": (got.published, story.day)}
        stated["authors"] = (tuple(map(str.casefold, got.authors)), tuple(map(str.casefold, story.authors)))
        if "published" in case.skip and got.published not in (None, story.day):
            bad.append(f"published {got.published} though it is not stated")
        bad += [f"{k} {g!r}, not {w!r}" for k, (g, w) in stated.items() if k not in case.skip and g != w]
        bad += [f"url {got.url}"] if case.url and got.url != (story.url or None) else []
        text = flat(got.text)
        bad += [f"missing {p[:40]!r}" for p in story.paragraphs if flat(p) not in text]
        bad += [f"twice {p[:40]!r}" for p in story.paragraphs if text.count(flat(p)) > 1]
        bad += [f"no row {row[0]!r}" for row in story.table if row[0] not in text]
        bad += [f"kept {word!r}" for word in case.furniture if word in text]
        if len(text) > 1.25 * sum(map(len, story.paragraphs)) + 200:
            bad.append(f"{len(text)} characters")
    return bad


def broken(case: Case, found: list[Article]) -> int:
    """How many articles are split or merged: with paragraphs of two stories, or a story in more than one."""
    if not case.stories:
        return len(found)
    homes: Counter[int] = Counter()
    wrong = 0
    for article in found:
        text = flat(article.text)
        mine = {n for n, story in enumerate(case.stories) if any(flat(p) in text for p in story.paragraphs)}
        homes.update(mine)
        wrong += len(mine) != 1
    return wrong + sum(1 for n in range(len(case.stories)) if homes[n] != 1)


def read(case: Case, folder: Path) -> tuple[list[Article], str]:
    path = folder / case.file
    path.write_bytes(case.data)
    for name, data in case.beside.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    try:
        return list(load_articles(str(path)).articles), ""
    except LoadError as error:
        return [], f"{error.message} ({error.hint})"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", default="drawn", choices=tuple(SETS))
    parser.add_argument("--half", default="open", choices=("open", "locked", "all"))
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    import tempfile

    rows: dict[str, Counter[str]] = {}
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in SETS[args.set]():
            if args.half != "all" and case.locked != (args.half == "locked"):
                continue
            if args.names and not any(name in case.name for name in args.names):
                continue
            found, error = read(case, Path(folder))
            bad = faults(case, found, error)
            row = rows.setdefault(case.layout, Counter())
            row.update(files=1, right=not bad, stories=len(case.stories), broken=broken(case, found))
            if bad and row["files"] - row["right"] <= args.show:
                print(f"{case.name}: {'; '.join(bad)[:300]}")
    total: Counter[str] = Counter()
    print(f"{'layout':<14}{'files':>6}{'right':>7}{'articles':>10}{'split or merged':>17}")
    for layout, row in rows.items():
        total.update(row)
        print(f"{layout:<14}{row['files']:>6}{row['right']:>7}{row['stories']:>10}{row['broken']:>17}")
    print(f"{'all':<14}{total['files']:>6}{total['right']:>7}{total['stories']:>10}{total['broken']:>17}")
    print(f"{args.half} half, {time.perf_counter() - started:.0f} s")
    return int(total["right"] < total["files"])


if __name__ == "__main__":
    sys.exit(main())
