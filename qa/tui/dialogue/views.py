"""Plain text that both front ends show: sources, outlets, settings, copied answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.errors import ConfigError, QAError
from qa.show.console import one_line
from qa.show.library import settings_page
from qa.show.words import NOT_FOUND, also_in, byline, count, numbers, place, unknown_outlets
from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Reply, Search
from qa.tui.dialogue.talk import Talk
from qa.types import Answer, LibraryStats
from qa.types.briefing import Briefing

if TYPE_CHECKING:
    from qa.settings import Settings


def sources_text(reply: Reply) -> str:
    """Number, title, outlet and date of each source, and where it is."""
    rows = []
    for source in replies.sources(reply):
        rows.append(f"[{source.number}] {one_line(source.title)}")
        rows.append(f"    {one_line(byline(source))}")
        rows += [f"    {one_line(line)}" for line in (also_in(source.also_in), place(source)) if line]
    return "\n".join(rows) or "This answer has no sources."


def hits_text(reply: Search) -> str:
    """The results of a search: title, byline and best sentence of each."""
    rows = []
    for found in reply.hits:
        source = found.source
        rows += [f"[{source.number}] {one_line(source.title)}", f"    {one_line(byline(source))}"]
        rows.append(f"    “{one_line(found.quote)}”")
    return "\n".join(rows) or "Nothing found: use fewer or other words, or fewer filters."


def wanted_summary(talk: Talk, rest: str) -> tuple[str, tuple[str, ...]]:
    """(what to call it, article ids) of `/summarize`: an article, the last sources, or a topic without ids.

    Raises ConfigError when there is nothing to summarise.
    """
    if rest:
        try:
            article = talk.desk.show(rest)
        except QAError:
            return rest, ()
        return article.title, (article.id,)
    last = talk.last
    found = replies.sources(last.reply) if last and last.reply else ()
    if last is None or not found:
        raise ConfigError("summarise what?", "/summarize TOPIC, or ask something first")
    title = found[0].title if len(found) == 1 else f"the {len(found)} sources of “{last.asked}”"
    return title, tuple(source.article_id for source in found)


def check_outlets(names: Iterable[str], stats: LibraryStats | None) -> None:
    """Raises ConfigError for an outlet that no article is from: all questions would be asked in vain."""
    for name, meant in unknown_outlets(names, stats.outlets if stats else ()):
        raise ConfigError(
            f"no article is from {name}", f"did you mean {meant}?" if meant else "/outlets lists them"
        )


def outlets_text(stats: LibraryStats) -> str:
    """How many articles each outlet has, most first."""
    wide = max((len(one_line(name)) for name in stats.outlets), default=0)
    rows = sorted(stats.outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = [f"{one_line(name).ljust(wide)}  {count(number, 'article')}" for name, number in rows]
    return "\n".join([*listed, "", "/outlet NAME asks one of them only"]) if listed else "No outlet is known."


def settings_text(settings: Settings, width: int) -> str:
    """Every setting, its value and where it comes from."""
    from qa.settings import masked, origins

    return settings_page(masked(settings), origins(), width).plain


def copied(reply: Reply) -> str:
    """The answer with `[n]` and its references, as plain text for the clipboard."""
    if isinstance(reply, Search):
        text = "\n".join(f"“{one_line(f.quote)}” [{f.source.number}]" for f in reply.hits)
    elif isinstance(reply, Briefing):
        from qa.show.briefing.page import briefing_page

        text = briefing_page(reply, 78).plain
    else:
        shown = [
            " ".join([one_line(s.text), *(f"[{number}]" for number in numbers(s))]) for s in reply.sentences
        ]
        joint = "\n" if reply.engine == "extractive" else " "
        told = [one_line(one.text) for one in reply.computed] if isinstance(reply, Answer) else []
        text = "\n".join([*told, joint.join(shown)]).strip() or NOT_FOUND
    references = []
    for source in replies.sources(reply):
        where = place(source)
        references.append(
            f"[{source.number}] {one_line(source.title)}, {one_line(byline(source))}"
            + (f", {one_line(where)}" if where else "")
        )
    return text + "\n\n" + "\n".join(references)
