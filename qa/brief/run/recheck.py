"""Finished briefings checked again: does every citation still stand in the library, word for word?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.brief.write.record import NAME, PastBriefing, read_record
from qa.errors import CorpusError
from qa.library.library import Library
from qa.types import Article, Citation

Fate = Literal["corrected", "removed", "withdrawn", "different"]


@dataclass(frozen=True, slots=True)
class BrokenCitation:
    """One citation that no longer holds as it did."""

    slug: str
    title: str
    """Of the article."""
    fate: Fate
    citation: Citation
    sentence: str
    still_there: bool
    """Whether the quoted words stand in the article's newest version, at whatever place."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """The outcome over a folder of briefings."""

    briefings: int
    citations: int
    findings: tuple[BrokenCitation, ...]
    unreadable: tuple[str, ...] = ()
    """Folders whose record cannot be read."""

    @property
    def exit_code(self) -> int:
        """0 when every citation holds, else 3."""
        return 3 if self.findings or self.unreadable else 0


def verify_dir(folder: Path, library: Library) -> Recheck:
    """Check every citation of every finished briefing in a folder. Raises CorpusError when there is none."""
    records = sorted(folder.glob(f"*/{NAME}"))
    if not records:
        raise CorpusError(f"no finished briefings in {folder}", "give the folder that qa brief wrote to")
    found: list[BrokenCitation] = []
    unreadable: list[str] = []
    count = 0
    for path in records:
        record = read_record(path)
        if record is None:
            unreadable.append(path.parent.name)
            continue
        for sentence, citation in _citations(record):
            count += 1
            finding = _check(record, sentence, citation, library)
            if finding:
                found.append(finding)
    return Recheck(len(records) - len(unreadable), count, tuple(found), tuple(unreadable))


def _citations(record: PastBriefing) -> Iterator[tuple[str, Citation]]:
    """Every citation once, with a sentence that rests on it."""
    seen = set()
    for sentence in record.sentences:
        for citation in sentence.citations:
            key = (citation.article_id, citation.start, citation.end)
            if key not in seen:
                seen.add(key)
                yield sentence.text, citation


def _check(
    record: PastBriefing, sentence: str, citation: Citation, library: Library
) -> BrokenCitation | None:
    """What is wrong with a citation; None when its words stand where they stood, in a current article."""
    title = str(record.articles.get(citation.article_id, {}).get("title", citation.article_id))

    def finding(fate: Fate, article: Article | None) -> BrokenCitation:
        there = article is not None and citation.quote in article.text
        return BrokenCitation(record.slug, title, fate, citation, sentence, there)

    try:
        newer = library.replaced_by(citation.article_id)
        article = library.get(newer or citation.article_id)
    except CorpusError:
        return finding("removed", None)
    if newer is not None:
        return finding("corrected", article)
    if article.id != citation.article_id:
        return finding("removed", None)
    if article.kind == "withdrawn":
        return finding("withdrawn", article)
    if article.text[citation.start : citation.end] != citation.quote:
        return finding("different", article)
    return None
