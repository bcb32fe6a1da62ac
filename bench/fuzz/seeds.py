"""One whole input of every kind that is read, to be mutated: files of invented stories, replies of models."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "articles" / "samples"

IDS = ("1.1", "1.2", "2.1", "2.2", "3.1")
REPLIES = {
    "ids in brackets": "The harbour opened on Monday [1.1]. So said its head [1.2][2.1].\n\nTwo wait (2.2).",
    "list and headings": "## Answer\n\n- **Two** wait [2.2]\n- Closed 【3.1】\n1. One more [1.1, 1.2]",
    "json": json.dumps(
        {"sentences": [{"text": "The harbour opened.", "ids": ["1.1"]}, {"text": "So.", "ids": [1.2]}]}
    ),
    "fenced json": '```json\n[{"sentence": "The harbour opened.", "sources": "1.1-1.2"}]\n```',
    "thought": "<think>The user asks [9.9].</think>The harbour opened [1.1].",
    "refusal": "I'm sorry, but I cannot help with that. NOT IN SOURCES: who pays",
    "repairs": "1: The harbour opened on Monday [1.1]\n2: REMOVE\n3. Two ferries wait [2.2]",
    "order": "3, 1, 2\n[2] > [1] > [3]",
    "plan": json.dumps({"queries": ["harbour opening", "ferries"], "question": "When did the harbour open?"}),
    "verdict": "yes: the sources say it",
}


@cache
def seeds() -> dict[str, tuple[str, bytes]]:
    """Name of a kind → (file name, content). Replies have no file name."""
    from bench.archives.harm import MAKERS
    from bench.archives.stories import stories

    found = list(stories(7, 3))
    made = {kind: (name, make(found)) for kind, (name, make) in MAKERS.items()}
    for path in sorted(SAMPLES.iterdir()):
        if not path.name.startswith("meta."):
            made[f"sample {path.name}"] = (path.name, path.read_bytes())
    page = made["sample story.html"][1]
    made["page in utf-16"] = ("x.html", page.decode("utf-8").encode("utf-16"))
    made["list of subscriptions"] = (
        "x.opml",
        b'<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://a.example/f"/></outline></body></opml>',
    )
    made |= {f"reply: {kind}": ("", text.encode()) for kind, text in REPLIES.items()}
    return made
