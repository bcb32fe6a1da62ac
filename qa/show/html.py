"""Answers and summaries as one self-contained HTML page: no script, no request to any other host."""

from __future__ import annotations

from html import escape as _escape

from qa.show.computed import basis, behind
from qa.show.words import (
    NOT_FOUND,
    PARTLY,
    also_in,
    byline,
    dated,
    made_line,
    numbers,
    quotes,
    removed_line,
    runs,
    searched_line,
    unanswered,
    web,
)
from qa.text import safe
from qa.types import Answer, Computed, Sentence, Source, Summary

STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
a.cite { font: .8rem sans-serif; text-decoration: none; vertical-align: super; }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid currentColor; }
.quiet { font: .85rem/1.5 sans-serif; opacity: .8; } li:target { outline: 2px solid; outline-offset: .3rem; }
""".strip()

_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def answer_html(answer: Answer) -> str:
    """The answer, its sources and how it was made; a citation leads to the quoted words."""
    if answer.found:
        tag = "p" if answer.engine == "extractive" else "span"
        told = "\n".join(computed_html(one) for one in answer.computed)
        body = told + "\n".join(
            f"<{tag}>{_sentence(sentence, answer)}</{tag}>" for sentence in answer.sentences
        )
    else:
        line = searched_line(answer.searched)
        body = f"<p><strong>{NOT_FOUND}</strong>" + (f" Searched {escape(line)}.</p>" if line else "</p>")
        if answer.nearest:
            body += "<p>Nearest thing found, <strong>not an answer</strong>:</p>"
            body += f"<blockquote>{escape(answer.nearest.quote)}</blockquote>"
            body += f"<p class=quiet>{_byline(answer.nearest_source)}</p>" if answer.nearest_source else ""
    body += "".join(f"<p><strong>Not answered:</strong> {escape(part)}</p>" for part in unanswered(answer))
    return _page(answer.question, body, answer)


def computed_html(one: Computed) -> str:
    """A conclusion that code computed, with what from."""
    told = "; ".join(part for part in (basis(one), behind(one)) if part)
    return (
        f"<p class=computed><strong>{escape(one.text)}</strong> <span class=quiet>{escape(told)}</span></p>"
    )


def summary_html(summary: Summary) -> str:
    """The summary in its style and its sources."""
    if not summary.found:
        body = "<p>There is nothing to summarise.</p>"
    elif summary.style == "bullets":
        items = "\n".join(f"<li>{_sentence(sentence, summary)}</li>" for sentence in summary.sentences)
        body = f"<ul>\n{items}\n</ul>"
    else:
        body = "<p>" + " ".join(_sentence(sentence, summary) for sentence in summary.sentences) + "</p>"
    return _page(summary.topic, body, summary)


def escape(text: str) -> str:
    """Text that HTML shows as it is, in an element or a quoted attribute."""
    return _escape(safe(text), quote=True)


def page(title: str, main: str) -> str:
    """A whole document: `title` is text, `main` is HTML that is safe already."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{main}
</main>
</body>
</html>
"""


def _page(title: str, body: str, result: Answer | Summary) -> str:
    sources = "\n".join(_source(result, source) for source in result.sources)
    foot = [removed_line(result.removed), *(f"Note: {note}" for note in result.notes), made_line(result)]
    lines = "<br>\n".join(escape(line) for line in foot if line)
    listed = f"<h2>Sources</h2>\n<ol>\n{sources}\n</ol>" if sources else ""
    return page(title, f"<h1>{escape(title)}</h1>\n{body}\n{listed}\n<p class=quiet>{lines}</p>")


def _sentence(sentence: Sentence, result: Answer | Summary) -> str:
    words = "".join(f"<b>{escape(t)}</b>" if found else escape(t) for t, found in runs(sentence, result))
    days = dated(sentence, result)
    words += f" <span class=quiet>({escape(days)})</span>" if days else ""
    marks = "".join(f' <a class=cite href="#source-{n}">[{n}]</a>' for n in numbers(sentence))
    partly = f" <em>({PARTLY})</em>" if sentence.support == "partial" else ""
    return words + marks + partly


def _source(result: Answer | Summary, source: Source) -> str:
    quoted = "".join(
        f"<blockquote>{escape(words)}</blockquote>" for words, _ in quotes(result, source.number)
    )
    copies = f"<br>{escape(also_in(source.also_in))}" if source.also_in else ""
    return (
        f'<li id="source-{source.number}" value="{source.number}"><strong>{escape(source.title)}</strong>'
        f"<p class=quiet>{_byline(source)}{copies}</p>{quoted}</li>"
    )


def _byline(source: Source) -> str:
    where = escape(source.path or "")
    if address := web(source.url):
        where = f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>'
    return " · ".join(part for part in (escape(byline(source)), where) if part)
