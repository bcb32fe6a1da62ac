"""The results of all rounds in one file, so that short runs add up; only those of today's code count."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.trust.world import ROOT

FILE = ROOT / ".trust" / "results.jsonl"
WELL = frozenset(
    (
        "well",
        "done before it was killed",
        "answers are right",
        "the damage is named",
        "the damage is named by doctor --deep",
    )
)
"""Verdicts that are no loss."""


def fingerprint() -> str:
    """A hash of the code that is tried: everything that keeps a library's articles."""
    files = [*(ROOT / "qa/library").rglob("*.py"), ROOT / "qa/settings/trust.py"]
    content = b"".join(file.read_bytes() for file in sorted(files))
    return hashlib.sha256(content).hexdigest()[:12]


@dataclass
class Tally:
    """Verdicts by part and kind, kept in a file of one JSON object a round."""

    file: Path = FILE
    code: str = field(default_factory=fingerprint)

    def add(self, part: str, kind: str, verdict: str, detail: str = "") -> None:
        """Note one round."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        row = {"code": self.code, "part": part, "kind": kind, "verdict": verdict, "detail": detail}
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")
        if verdict not in WELL:
            print(f"  {part}, {kind}: {verdict} {detail}", flush=True)

    def rows(self) -> list[dict[str, str]]:
        """The rounds of today's code."""
        if not self.file.exists():
            return []
        rows = [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]
        return [row for row in rows if row["code"] == self.code]

    def count(self, part: str) -> int:
        """How many rounds of a part there are."""
        return sum(row["part"] == part for row in self.rows())

    def bad(self) -> int:
        """How many rounds ended in a loss."""
        return sum(row["verdict"] not in WELL for row in self.rows())

    def table(self) -> str:
        """Markdown: a line for each part and kind."""
        by: dict[tuple[str, str], Counter[str]] = {}
        for row in self.rows():
            by.setdefault((row["part"], row["kind"]), Counter())[row["verdict"]] += 1
        lines = ["| what | where | rounds | lost or wrong | how they ended |", "|---|---|---|---|---|"]
        for (part, kind), ends in sorted(by.items()):
            bad = sum(n for verdict, n in ends.items() if verdict not in WELL)
            how = ", ".join(f"{n} {verdict}" for verdict, n in sorted(ends.items()))
            lines.append(f"| {part} | {kind} | {ends.total()} | {bad} | {how} |")
        return "\n".join(lines)
