"""Answers and summaries as one self-contained HTML page: no script, no request to any other host."""

from __future__ import annotations

from qa.show.pages import render
from qa.types import Answer, Summary


def result_html(result: Answer | Summary) -> str:
    """The answer or the summary, its sources and how it was made; a citation leads to the quoted words."""
    title = result.question if isinstance(result, Answer) else result.topic
    return render("result.html", title=title, result=result)
