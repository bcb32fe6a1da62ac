"""Articles and answers as notes of Obsidian: front matter, a block id for each paragraph, links to these.

Front matter is YAML whose values are written as JSON, which every YAML parser reads. A block id ends its
paragraph (`^p3`), and `[[note#^p3]]` leads to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import count as counting

from qa.show.markdown import escape, quotation, translated
from qa.show.words import (
    NOT_FOUND,
    byline,
    made_line,
    numbers,
    quotes,
    remarks,
    removed_line,
    unanswered,
    web,
)
from qa.types import Answer, Article, Citation, Sentence, Source, Summary

_NAME = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')
"""What no file name may hold on Windows, and what links of Obsidian give a meaning."""


def note_name(article: Article | Source) -> str:
    """The name of the note of an article: `2026-03-02 Harbour opens (3f2ab91c)`."""
    key = article.id if isinstance(article, Article) else article.article_id
    title = " ".join(_NAME.sub(" ", article.title).split())[:80].strip(" .")
    return f"{article.published} {title} ({key[:8]})" if article.published else f"{title} ({key[:8]})"


def article_note(article: Article, tags: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """An article as a note: what is known of it as properties, its text with an id for each paragraph."""
    facts = {
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "url": web(article.url),
        "page": article.page,
        "language": article.language,
        "kind": article.kind,
        "tags": [_tag(tag) for tag in tags],
        "qa_id": article.id,
    }
    blocks = [_front(facts), f"# {escape(article.title)}", f"*{escape(byline(article))}*"]
    blocks += [f"> [!note]\n> {escape(note)}" for note in notes]
    blocks += [f"{escape(article.text[start:end])} ^{key}" for start, end, key in _paragraphs(article)]
    return "\n\n".join(blocks) + "\n"


def answer_note(result: Answer | Summary, articles: Mapping[str, Article]) -> str:
    """An answer or summary as a note; its citations lead to the paragraphs of the notes of its articles.

    `articles` are those that it cites, by id; a citation of one that is missing leads to its note alone.
    """
    asked = result.question if isinstance(result, Answer) else result.topic
    by_number = {source.number: source for source in result.sources}
    facts = {
        "question" if isinstance(result, Answer) else "topic": asked,
        "engine": result.engine,
        "model": result.model,
        "fingerprint": result.fingerprint,
        "sources": [f"[[{note_name(source)}]]" for source in result.sources],
    }
    blocks = [_front(facts), f"# {escape(asked)}"]
    if isinstance(result, Answer):
        blocks += [f"**{escape(one.text)}**" for one in result.computed]
    for number, sentence in enumerate(result.sentences, start=1):
        marks = "".join(f" {_link(c, by_number, articles)}" for c in _firsts(sentence))
        partly = f" *({told})*" if (told := remarks(sentence, result)) else ""
        blocks.append(f"{escape(sentence.text)}{marks}{partly}{translated(sentence)} ^s{number}")
    if not result.found:
        blocks.append(f"**{NOT_FOUND}**" if isinstance(result, Answer) else "There is nothing to summarise.")
    if isinstance(result, Answer):
        blocks += [f"**Not answered:** {escape(part)}" for part in unanswered(result)]
    if result.sources:
        blocks.append("## Sources")
    for source in result.sources:
        lead = f"{source.number}. [[{note_name(source)}]], {escape(byline(source))}"
        quoted = [f"   > {quotation(cited, source)}" for cited, _ in quotes(result, source.number)]
        blocks.append("\n".join([lead, *quoted]))
    foot = [removed_line(result.removed), *result.notes, made_line(result)]
    blocks += [f"*{escape(line)}*" for line in foot if line]
    return "\n\n".join(blocks) + "\n"


def _firsts(sentence: Sentence) -> list[Citation]:
    """The first citation of each source of a sentence."""
    wanted = numbers(sentence)
    return [next(c for c in sentence.citations if c.source == number) for number in wanted]


def _link(cited: Citation, sources: Mapping[int, Source], articles: Mapping[str, Article]) -> str:
    article = articles.get(cited.article_id)
    spans = _paragraphs(article) if article else ()
    block = next((f"#^{key}" for start, end, key in spans if start <= cited.start < end), "")
    return f"[[{note_name(sources[cited.source])}{block}|{cited.source}]]"


def _paragraphs(article: Article) -> list[tuple[int, int, str]]:
    """(start, end, block id) of each paragraph of the text."""
    found, at, number = [], 0, counting(1)
    for line in article.text.split("\n"):
        if line.strip():
            found.append((at, at + len(line), f"p{next(number)}"))
        at += len(line) + 1
    return found


def _front(facts: Mapping[str, object]) -> str:
    rows = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value]
    return "\n".join(["---", *rows, "---"])


def _tag(tag: str) -> str:
    """A tag as Obsidian allows it: no blanks."""
    return re.sub(r"[^\w/-]+", "-", tag).strip("-")
