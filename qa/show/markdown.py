"""Answers, summaries and articles as Markdown with footnotes; article text can do nothing in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.show.computed import basis, behind
from qa.show.words import (
    NOT_FOUND,
    also_in,
    byline,
    dated,
    made_line,
    numbers,
    quotes,
    remarks,
    removed_line,
    runs,
    searched_line,
    translation,
    unanswered,
    web,
    web_at,
)
from qa.text import safe
from qa.types import Answer, Article, Citation, Sentence, Source, Summary

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is: no link, image, heading, HTML or emphasis."""
    flat = _SPECIAL.sub(r"\\\1", " ".join(safe(text).split()))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", flat)


def answer_markdown(answer: Answer) -> str:
    """The question as a heading, the answer with footnotes, the sources with the quoted words."""
    blocks = [f"# {escape(answer.question)}"]
    for one in answer.computed:
        told = "; ".join(part for part in (basis(one), behind(one)) if part)
        blocks.append(f"**{escape(one.text)}**" + (f"\n*{escape(told)}*" if told else ""))
    if answer.found:
        joint = "\n\n" if answer.engine == "extractive" else " "
        blocks.append(joint.join(_sentence(sentence, answer) for sentence in answer.sentences))
    else:
        blocks.append(f"**{NOT_FOUND}**")
        if line := searched_line(answer.searched):
            blocks.append(f"Searched {escape(line)}.")
        if answer.nearest:
            blocks.append(f"Nearest thing found, **not an answer**:\n\n> {escape(answer.nearest.quote)}")
            if answer.nearest_source:
                blocks.append(_source(answer.nearest_source))
    blocks += [f"**Not answered:** {escape(part)}" for part in unanswered(answer)]
    return _page(blocks, answer)


def summary_markdown(summary: Summary) -> str:
    """The topic as a heading, the summary in its style, the sources with the quoted words."""
    blocks = [f"# {escape(summary.topic)}"]
    if not summary.found:
        blocks.append("There is nothing to summarise.")
    elif summary.style == "bullets":
        blocks.append("\n".join(f"- {_sentence(sentence, summary)}" for sentence in summary.sentences))
    else:
        blocks.append(" ".join(_sentence(sentence, summary) for sentence in summary.sentences))
    return _page(blocks, summary)


def result_markdown(result: Answer | Summary) -> str:
    """Either of the two."""
    return answer_markdown(result) if isinstance(result, Answer) else summary_markdown(result)


def article_markdown(article: Article) -> str:
    """An article: title, byline, clean text."""
    paragraphs = [escape(line) for line in article.text.split("\n") if line.strip()]
    where = f"<{article.url}>" if web(article.url) else escape(article.origin)
    return (
        "\n\n".join([f"# {escape(article.title)}", f"*{escape(byline(article))}* · {where}", *paragraphs])
        + "\n"
    )


def _page(blocks: Sequence[str], result: Answer | Summary) -> str:
    notes = [_footnote(result, source) for source in result.sources]
    foot = [escape(removed_line(result.removed))] if result.removed else []
    foot += [f"Note: {escape(note)}" for note in result.notes]
    foot.append(escape(made_line(result)))
    return "\n\n".join([*blocks, *(["---"] if notes else []), *foot, *notes]) + "\n"


def _sentence(sentence: Sentence, result: Answer | Summary) -> str:
    marks = "".join(f"[^{number}]" for number in numbers(sentence))
    words = "".join(_strong(t) if found else _kept(t) for t, found in runs(sentence, result))
    days = dated(sentence, result)
    words += f" ({escape(days)})" if days else ""
    told = f" *({told})*" if (told := remarks(sentence, result)) else ""
    return f"{words}{marks}{told}{translated(sentence)}"


def translated(sentence: Sentence) -> str:
    """A model's translation behind a sentence, set off from it and marked as that; empty without one."""
    words, known = translation(sentence)
    return f" *{escape(words)} ({escape(known)})*" if words else ""


def _kept(text: str) -> str:
    """Escaped, the blanks at its ends kept: it is a piece of a line."""
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{escape(text)}{tail if text.strip() else ''}"


def _strong(text: str) -> str:
    return f"**{escape(text)}**" if text.strip() else text


def _footnote(result: Answer | Summary, source: Source) -> str:
    quoted = [f"    > {quotation(words, source)}" for words, _ in quotes(result, source.number)]
    return f"[^{source.number}]: {_source(source)}\n\n" + "\n    >\n".join(quoted)


def quotation(cited: Citation, source: Source) -> str:
    """The quoted words, with a link that opens the page of their source at them."""
    link = web_at(source.url, cited.fragment) if cited.fragment else None
    return f"{escape(cited.quote)} [↗](<{link}>)" if link else escape(cited.quote)


def _source(source: Source) -> str:
    parts = [f"**{escape(source.title)}**", escape(byline(source))]
    if web(source.url):
        parts.append(f"<{source.url}>")
    elif source.path:
        parts.append(escape(source.path))
    if source.also_in:
        parts.append(escape(also_in(source.also_in)))
    return ", ".join(parts)
