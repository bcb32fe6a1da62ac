"""Answers and summaries as one self-contained HTML page: no script, no request to any other host."""

from __future__ import annotations

from qa.show.pages import render
from qa.types import Answer, Summary


def answer_html(answer: Answer) -> str:
    """The answer, its sources and how it was made; a citation leads to the quoted words."""
    return render("result.html", title=answer.question, result=answer)


def summary_html(summary: Summary) -> str:
    """The summary in its style and its sources."""
    return render("result.html", title=summary.topic, result=summary)
