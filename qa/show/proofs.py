"""A text that was held against a library: for a terminal, as HTML with its sentences marked, as JSON."""

from __future__ import annotations

from qa.show.console import Page, shorten
from qa.show.html import escape
from qa.show.html import page as html_page
from qa.show.json import Object, citation_dict, source_dict
from qa.show.words import byline, count, place
from qa.types.proof import Proof, ProvedSentence, Verdict

MARKS: dict[Verdict, tuple[str, str]] = {
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
        numbers = "".join(f" [{c.source}]" for c in sentence.citations)
        page.write((f"{mark} ", "strong"), (sentence.text, ""), (numbers, "quiet"), indent=2)
        if sentence.verdict == "differs":
            page.write((f"{sentence.reason}", "quiet"), first="    ", indent=4)
            for citation in sentence.citations:
                page.write((f"“{shorten(citation.quote, _QUOTE)}”", ""), first="    ", indent=4)
    page.gap()
    for source in proof.sources:
        where = place(source)
        page.write(
            (f"[{source.number}] {source.title} ", ""), (f"{byline(source)}  {where}", "quiet"), indent=4
        )
    page.gap()
    page.write((summary_line(proof), "strong"))
    return page


def summary_line(proof: Proof) -> str:
    """`4 sentences: 2 borne out, 1 the library speaks of … , 1 not in the library`."""
    parts = [f"{n} {words}" for verdict, (_, words) in MARKS.items() if (n := proof.count(verdict))]
    return f"{count(len(proof.sentences), 'sentence')}: " + (", ".join(parts) or "none that states anything")


def proof_dict(proof: Proof) -> Object:
    """Sentences with offsets into the text, verdict, reason and citations; the sources as in an answer."""
    return {
        "title": proof.title,
        "holds": proof.holds,
        "sentences": [_sentence_dict(sentence) for sentence in proof.sentences],
        "sources": [source_dict(source) for source in proof.sources],
    }


def _sentence_dict(sentence: ProvedSentence) -> Object:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "verdict": sentence.verdict,
        "reason": sentence.reason,
        "citations": [citation_dict(citation) for citation in sentence.citations],
    }


_COLOURS = {"supported": "#2e7d32", "partial": "#9a6700", "differs": "#b3261e", "not found": "#6b6b6b"}


def proof_html(proof: Proof) -> str:
    """The text as it was given, each sentence underlined by its verdict and followed by its mark."""
    body, at = [], 0
    for sentence in proof.sentences:
        mark, words = MARKS[sentence.verdict]
        body.append(escape(proof.text[at : sentence.start]))
        line = f"border-bottom: 2px solid {_COLOURS[sentence.verdict]}"
        body.append(f'<span style="{line}" title="{escape(words)}">{escape(sentence.text)}</span>')
        links = "".join(
            f' <a class=cite href="#source-{c.source}">[{c.source}]</a>' for c in sentence.citations
        )
        body.append(f"<sup>{mark}</sup>{links}")
        at = sentence.end
    body.append(escape(proof.text[at:]))
    text = "".join(body).replace("\n\n", "</p>\n<p>")
    return html_page(
        proof.title,
        f"<h1>{escape(proof.title)}</h1>\n<p><strong>{escape(summary_line(proof))}</strong></p>\n"
        f"<p>{text}</p>\n{_open_questions(proof)}\n<h2>Sources</h2>\n<ol>\n{_sources(proof)}\n</ol>",
    )


def _open_questions(proof: Proof) -> str:
    rows = [
        f"<li>{escape(s.text)}<p class=quiet>{escape(s.reason)}</p>"
        + "".join(f"<blockquote>{escape(c.quote)} [{c.source}]</blockquote>" for c in s.citations)
        + "</li>"
        for s in proof.sentences
        if s.verdict == "differs"
    ]
    return f"<h2>Where the library differs</h2>\n<ul>{''.join(rows)}</ul>" if rows else ""


def _sources(proof: Proof) -> str:
    return "\n".join(
        f'<li id="source-{s.number}" value="{s.number}"><strong>{escape(s.title)}</strong>'
        f"<p class=quiet>{escape(byline(s))} {escape(place(s))}</p></li>"
        for s in proof.sources
    )
