"""What the product says, written down, so that a change that should change nothing can be shown to.

    python -m bench.outputs write FOLDER       answers to corpus/eval, briefings of corpus/topics.yaml
    python -m bench.outputs compare OLD NEW    the files that differ, and where they first do

Answers and briefings are JSON without the time that they took; pages, Markdown and Word are kept as their
words alone: a move may change the markup, not what is read.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from qa.brief.run.batch import Options
from qa.brief.topics import read_topics
from qa.desk.desk import Desk
from qa.evaluate.cases import load_cases
from qa.show.json import answer_dict, dumps

ROOT = Path(__file__).parents[1]
SETS = {"corpus": ROOT / "corpus/articles"}


def write(folder: Path) -> None:
    """All outputs, each in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = load_cases(ROOT / "corpus/eval/cases.jsonl")
    with tempfile.TemporaryDirectory() as temporary:
        for name, articles in SETS.items():
            desk = Desk.open(library=Path(temporary) / name, engine="extractive", log=False)
            desk.add([str(articles)], meta=ROOT / "corpus/meta.csv")
            for case in cases:
                if case.library == name:
                    answer = answer_dict(
                        desk.ask(case.question, **case.filters.model_dump(exclude_none=True))
                    )
                    answer["usage"] = None
                    (folder / f"ask-{case.id}.json").write_text(dumps(answer) + "\n")
            out = Path(temporary) / "briefings"
            desk.brief(read_topics(ROOT / "corpus/topics.yaml"), out, Options(jobs=1))
            for path in sorted(out.glob("*/briefing.*")):
                kept = folder / f"{path.parent.name}{path.suffix}.txt"
                kept.write_text("\n".join(words_of(path)) + "\n")
            desk.close()


def words_of(path: Path) -> Iterator[str]:
    """The words of a briefing's file, one a line."""
    if path.suffix == ".docx":
        import docx

        document = docx.Document(io.BytesIO(path.read_bytes()))
        text = "\n".join(p.text for p in document.element.body.iter() if p.tag.endswith("}t") and p.text)
    elif path.suffix == ".html":
        text = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", path.read_text(), flags=re.S))
    elif path.suffix == ".json":
        yield from json.dumps(json.loads(path.read_text()), indent=1, ensure_ascii=False).splitlines()
        return
    else:
        text = path.read_text()
    yield from text.split()


def compare(old: Path, new: Path) -> int:
    """Print the files that differ; how many."""
    names = sorted({p.name for p in (*old.iterdir(), *new.iterdir())})
    changed = 0
    for name in names:
        rows = [(f / name).read_text().splitlines() if (f / name).exists() else [] for f in (old, new)]
        if rows[0] == rows[1]:
            continue
        changed += 1
        place = next((n for n, (a, b) in enumerate(zip(*rows, strict=False)) if a != b), min(map(len, rows)))
        before, after = (" ".join(lines[place : place + 12])[:160] for lines in rows)
        print(f"{name}\n  - {before}\n  + {after}")
    print(f"{len(names) - changed} of {len(names)} files are equal")
    return changed


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder]:
            write(Path(folder))
        case ["compare", old, new]:
            sys.exit(compare(Path(old), Path(new)) > 0)
        case _:
            sys.exit(__doc__)
