"""A whole conversation as Markdown, HTML or JSON, or its sources as references, and the file for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.errors import ConfigError, QAError
from qa.files import slug_of, write_whole
from qa.show import json, markdown
from qa.show.briefing.json import briefing_dict
from qa.show.briefing.markdown import briefing_markdown
from qa.show.briefing.page import briefing_page
from qa.show.pages import render as page
from qa.show.words import byline
from qa.tui.dialogue.replies import FoundCommand, Search, cards
from qa.tui.dialogue.talk import Exchange, Talk
from qa.types import Answer, Source, Summary
from qa.types.briefing import Briefing

FORMS = ("md", "html", "json", "bibtex", "ris", "csl")
_ENDINGS = {"bib": "bibtex", "bibtex": "bibtex"}

_FOOTNOTE = re.compile(r"(?<!\\)\[\^(\d+)\]")


def export(talk: Talk, arguments: str, folder: Path | None = None) -> Path:
    """Write the conversation as `[md|html|json] [FILE]` says; the file written, which never replaces one.

    Raises ConfigError when nothing has been said or the form is unknown, QAError when it cannot be written.
    """
    form, path = _wanted(arguments)
    if not any(exchange.reply for exchange in talk.exchanges):
        raise ConfigError("there is nothing to export yet", "ask something first")
    chosen = (
        Path(path).expanduser()
        if path
        else _free(folder or Path.cwd(), slug_of(talk.name, 50, nameless="conversation"), form)
    )
    if path and chosen.exists():
        raise ConfigError(f"{chosen} is there already", "choose another name: nothing is overwritten")
    try:
        write_whole(chosen, render(talk.name, talk.exchanges, form).encode("utf-8", "replace"))
    except OSError as error:
        raise QAError(
            f"cannot write {chosen}: {error.strerror}", "choose another place: /export md FILE"
        ) from None
    return chosen


def render(name: str, exchanges: Sequence[Exchange], form: str) -> str:
    """The finished turns of a conversation in one of FORMS."""
    done = [e for e in exchanges if e.reply is not None]
    if form == "json":
        return json.dumps({"session": name, "turns": [_object(e) for e in done]}) + "\n"
    if form == "html":
        return page("conversation.html", title=name, turns=[_turn(exchange) for exchange in done])
    if form in ("bibtex", "ris", "csl"):
        return _references(done, form)
    parts = [f"# {markdown.escape(name)}\n"]
    parts += [_markdown(number, exchange) for number, exchange in enumerate(done, start=1)]
    return "\n".join(parts)


def _references(done: Sequence[Exchange], form: str) -> str:
    """The sources of all turns as references, each article once, with all the words quoted from it."""
    from qa.show.export.references import references

    known: dict[str, Source] = {}
    quoted: dict[int, list[str]] = {}
    for exchange in done:
        if exchange.reply is None:
            continue
        for card in cards(exchange.reply):
            key = card.source.article_id
            number = known.setdefault(key, replace(card.source, number=len(known) + 1)).number
            words = quoted.setdefault(number, [])
            words += [mark.quote for mark in card.marks if mark.quote not in words]
    return references(list(known.values()), form, quoted)


def _wanted(arguments: str) -> tuple[str, str]:
    """(form, path) of what was typed; the end of a file name says the form too."""
    first, _, rest = arguments.strip().partition(" ")
    if first in FORMS:
        return first, rest.strip()
    ending = Path(arguments.strip()).suffix.lstrip(".")
    ending = _ENDINGS.get(ending, ending)
    if arguments and ending not in FORMS:
        raise ConfigError(f"unknown form: {arguments.strip()}", f"one of {', '.join(FORMS)}, then a file")
    return ending or "md", arguments.strip()


def _free(folder: Path, slug: str, form: str) -> Path:
    """A file name that is not taken."""
    path, number = folder / f"{slug}.{form}", 2
    while path.exists():
        path, number = folder / f"{slug}-{number}.{form}", number + 1
    return path


def _object(exchange: Exchange) -> dict[str, object]:
    reply = exchange.reply
    turn: dict[str, object] = {"asked": exchange.asked, "kind": exchange.kind, "filters": exchange.narrowed}
    if isinstance(reply, Search):
        hits = [
            {**json.plain(f.source), "start": f.start, "end": f.end, "quote": f.quote} for f in reply.hits
        ]
        return {**turn, "result": {"query": reply.query, "hits": hits}}
    return {**turn, "result": briefing_dict(reply) if isinstance(reply, Briefing) else json.plain(reply)}


def _markdown(number: int, exchange: Exchange) -> str:
    """One turn, a level deeper, with footnotes of its own: `[^2-1]` is source 1 of the second turn."""
    reply = exchange.reply
    assert reply is not None
    if isinstance(reply, Search):
        text = _hits_markdown(reply)
    else:
        shown = briefing_markdown(reply) if isinstance(reply, Briefing) else markdown.result_markdown(reply)
        text = _FOOTNOTE.sub(rf"[^{number}-\1]", shown)
    if exchange.narrowed:
        first, _, rest = text.partition("\n")
        text = f"{first}\n\n*{markdown.escape(exchange.narrowed)}*\n{rest}"
    return "#" + text


def _hits_markdown(reply: Search) -> str:
    lines = [f"# Search: {markdown.escape(reply.query)}", ""]
    for found in reply.hits:
        source = found.source
        lines.append(
            f"{source.number}. **{markdown.escape(source.title)}**, {markdown.escape(byline(source))}"
        )
        lines.append(f"   > {markdown.escape(found.quote)}")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn as the page of a conversation shows it: one of hits, text and result."""

    title: str
    narrowed: str
    hits: tuple[FoundCommand, ...] = ()
    text: str = ""
    result: Answer | Summary | None = None


def _turn(exchange: Exchange) -> _Turn:
    reply = exchange.reply
    assert reply is not None
    if isinstance(reply, Search):
        return _Turn(f"Search: {reply.query}", exchange.narrowed, hits=reply.hits)
    if isinstance(reply, Briefing):
        return _Turn(reply.title, exchange.narrowed, text=briefing_page(reply, 90).plain)
    title = reply.question if isinstance(reply, Answer) else reply.topic
    return _Turn(title, exchange.narrowed, result=reply)
