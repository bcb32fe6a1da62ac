"""A text that was held against a library: for a terminal, as HTML with its sentences marked, as JSON."""

from __future__ import annotations

from qa.show.console import Page, Span, shorten
from qa.show.json import Object, picked
from qa.show.pages import render
from qa.show.words import byline, count, opened_at, place
from qa.types import Citation
from qa.types.proof import Bearing, Proof

MARKS: dict[Bearing, tuple[str, str]] = {
    "supported": ("✓", "borne out"),
    "partial": ("~", "borne out in part, by sentences read together"),
    "differs": ("✗", "the library speaks of it and does not say this"),
    "not found": ("?", "not in the library"),
}
_QUOTE = 240
"""Characters of a quotation under a sentence; `--json` has all of it."""


def proof_page(proof: Proof, width: int) -> Page:
    """Each sentence with its mark, and the words of the library under those that are not borne out."""
    page = Page(width)
    for sentence in proof.sentences:
        mark, _ = MARKS[sentence.verdict]
        numbers: list[Span] = [(f" [{c.source}]", "quiet", _at(proof, c)) for c in sentence.citations]
        page.write((f"{mark} ", "strong"), (sentence.text, ""), *numbers, indent=2)
        if sentence.verdict == "differs":
            page.write((f"{sentence.reason}", "quiet"), first="    ", indent=4)
            for citation in sentence.citations:
                words = f"“{shorten(citation.quote, _QUOTE)}”"
                page.write((words, "", _at(proof, citation)), first="    ", indent=4)
    page.gap()
    for source in proof.sources:
        where = place(source)
        page.write(
            (f"[{source.number}] {source.title}", ""), (f" · {byline(source)}  {where}", "quiet"), indent=4
        )
    page.gap()
    page.write((summary_line(proof), "strong"))
    return page


def _at(proof: Proof, cited: Citation) -> str | None:
    """What opens the source of a citation at its words."""
    source = next((s for s in proof.sources if s.number == cited.source), None)
    return opened_at(source.url, source.path, cited.fragment) if source else None


def summary_line(proof: Proof) -> str:
    """`4 sentences: 2 borne out, 1 the library speaks of … , 1 not in the library`."""
    parts = [f"{n} {words}" for verdict, (_, words) in MARKS.items() if (n := proof.count(verdict))]
    return f"{count(len(proof.sentences), 'sentence')}: " + (", ".join(parts) or "none that states anything")


def proof_dict(proof: Proof) -> Object:
    """Sentences with offsets into the text, verdict, reason and citations; the sources as in an answer."""
    return picked(proof, "title holds sentences sources")


def proof_html(proof: Proof) -> str:
    """The text as it was given, each sentence underlined by its verdict and followed by its mark."""
    pieces, at = [], 0
    for sentence in proof.sentences:
        pieces.append((proof.text[at : sentence.start], sentence))
        at = sentence.end
    return render(
        "proof.html",
        title=proof.title,
        proof=proof,
        pieces=pieces,
        rest=proof.text[at:],
        marks=MARKS,
        summary=summary_line(proof),
    )
