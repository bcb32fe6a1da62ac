"""The lines that every rendering shares, in plain words: bylines, what was searched, how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from qa.show.locale import written_day, written_number
from qa.text import safe
from qa.text.tongue import language_of
from qa.text.vocabulary import language_name
from qa.types import Answer, Article, Citation, Copy, RemovedSentence, Searched, Sentence, Source, Summary

NOT_FOUND = "The library does not answer this."
PARTLY = "partly supported"
UNREAD = "not checked: "
"""Before the language of a sentence that the checks do not read."""
PERHAPS = "may be the answer"


def remarks(sentence: Sentence, result: Answer | Summary | None = None) -> str:
    """What a reader has to know of a sentence, to stand behind it: `partly supported, in German`."""
    return ", ".join(filter(None, (doubt(sentence), tongue(sentence, result))))


def tongue(sentence: Sentence, result: Answer | Summary | None = None) -> str:
    """The language of a sentence, `in German`; empty for English, for the language of the question, and in
    a summary that has no other.
    """
    if not sentence.language:
        return ""
    if isinstance(result, Answer):
        known = sentence.language == language_of(result.question)
    else:
        known = result is not None and len({one.language for one in result.sentences}) == 1
    return "" if known else f"in {language_name(sentence.language)}"


def translation(sentence: Sentence) -> tuple[str, str]:
    """A model's translation on one line, made safe, and what to know of it; empty without one."""
    told = sentence.translation
    if told is None:
        return "", ""
    known = f"in {language_name(told.language)}, by {told.model}, not checked word by word"
    return " ".join(safe(told.text).split()), safe(known)


def doubt(sentence: Sentence) -> str:
    """What keeps a sentence that is shown from being an answer borne out: `partly supported`; else empty."""
    if sentence.support != "partial":
        return PERHAPS if sentence.perhaps else ""
    return next((check for check in sentence.checks if check.startswith(UNREAD)), PARTLY)


def day(value: date | None) -> str:
    """The day as the locale writes it, or the words for a date that no source states."""
    return written_day(value) if value else "no date"


def unknown_outlets(names: Iterable[str], known: Iterable[str]) -> list[tuple[str, str | None]]:
    """The names that no outlet of a library has, each with the known one that is meant, if one is like it.

    None where no outlet is known at all.
    """
    keys = {_outlet_key(name): name for name in known}
    wrong = [name for name in names if keys and _outlet_key(name) not in keys]
    near = [get_close_matches(_outlet_key(name), keys, n=1) for name in wrong]
    return [(name, keys[close[0]] if close else None) for name, close in zip(wrong, near, strict=True)]


def _outlet_key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def count(number: int, noun: str) -> str:
    """`1 article`, `2 articles`, `3 copies`."""
    if number == 1:
        return f"1 {noun}"
    shown = written_number(number)
    return f"{shown} {noun[:-1]}ies" if noun.endswith("y") else f"{shown} {noun}s"


def byline(source: Source | Article) -> str:
    """Outlet, date, place in print, kind: `Harbour Courier · 2025-08-20 · p. 4, Late Edition · opinion`."""
    parts = [source.outlet or "unknown outlet", day(source.published)]
    printed = ", ".join(filter(None, (source.page and f"p. {source.page}", source.edition)))
    if printed:
        parts.append(printed)
    if source.kind != "report":
        parts.append(source.kind)
    if source.agency:
        parts.append(f"agency copy: {source.agency}")
    return " · ".join(parts)


def also_in(copies: Sequence[Copy]) -> str:
    """`Also in: Northern Ledger (2025-08-21), Tidewater Post`: where the same story stands as well."""
    if not copies:
        return ""
    names = [
        (copy.outlet or copy.title) + (f" ({written_day(copy.published)})" if copy.published else "")
        for copy in copies
    ]
    return "also in: " + ", ".join(dict.fromkeys(names))


def place(source: Source) -> str:
    """Where to read it: the URL, else the path it was added from."""
    return source.url or ("standard input" if source.path == "-" else source.path or "")


def web_at(url: str | None, fragment: str) -> str | None:
    """The address with a text directive behind it, by which a browser scrolls to the words and marks them."""
    address = web(url)
    if address is None or not fragment:
        return address
    return f"{address}{':~:' if '#' in address else '#:~:'}{fragment}"


def opened_at(url: str | None, path: str | None, fragment: str = "") -> str | None:
    """What opens a source at the cited words: its address, else the file that it was read from.

    A file that a browser shows as a page is opened at the words too ("feed.xml#3" is the third of feed.xml).
    """
    if url or not path:
        return web_at(url, fragment)
    for name in (path, path.rpartition("#")[0]):
        if name and Path(name).is_file():
            page = Path(name).suffix.lower() in (".html", ".htm", ".xhtml")
            return Path(name).resolve().as_uri() + (f"#:~:{fragment}" if page and fragment else "")
    return None


def web(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (javascript:, data:) is never made a link."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    clean = all(ch.isprintable() and ch not in " \"'<>\\" for ch in url)
    return url if clean and parts.scheme in ("http", "https") and parts.hostname else None


def removed_line(removed: Sequence[RemovedSentence]) -> str:
    """How many drafted sentences are not shown, and why: one line for all of them."""
    if not removed:
        return ""
    reasons = Counter(sentence.reason for sentence in removed)
    why = "; ".join(reason if n == 1 else f"{reason} ({n} times)" for reason, n in reasons.most_common())
    return f"{count(len(removed), 'drafted sentence')} not shown: {why}"


def searched_line(searched: Searched | None) -> str:
    """What was searched: counts after filters, and the span of known dates."""
    if searched is None:
        return ""
    line = count(searched.articles, "article")
    if searched.outlets:
        line += f" from {count(len(searched.outlets), 'outlet')}"
    if searched.first and searched.last:
        days = (written_day(searched.first), written_day(searched.last))
        line += f", {days[0]}" if days[0] == days[1] else f", {days[0]} to {days[1]}"
    if searched.undated:
        line += f", {searched.undated} without a date"
    return line


def made_line(result: Answer | Summary) -> str:
    """Engine with its reason, model, tokens, dollars and time, on one line."""
    usage = result.usage
    engine = f"{result.engine} engine"
    parts = [f"{engine} ({result.engine_reason})" if result.engine_reason else engine]
    if result.model:
        parts.append(result.model)
    if usage.cached:
        parts.append("from the cache")
    if usage.model_calls:
        parts.append(f"{count(usage.model_calls, 'call')}")
    if usage.prompt_tokens or usage.completion_tokens:
        parts.append(
            f"{written_number(usage.prompt_tokens)} + {written_number(usage.completion_tokens)} tokens"
        )
    if usage.cost_usd is not None and (usage.cost_usd or usage.model_calls):
        parts.append(f"${usage.cost_usd:.4f}")
    if result.as_of:
        parts.append(f"as of {written_day(result.as_of)}")
    parts.append(f"{usage.seconds:.1f} s")
    return " · ".join(parts)


def unanswered(answer: Answer) -> tuple[str, ...]:
    """The parts that are not answered; empty when that is the whole question, which is said anyway."""
    return () if answer.unanswered == (answer.question,) else answer.unanswered


def numbers(sentence: Sentence) -> list[int]:
    """The source numbers that a sentence cites, in order, once each."""
    return list(dict.fromkeys(citation.source for citation in sentence.citations))


def runs(sentence: Sentence, answer: Answer | Summary) -> list[tuple[str, bool]]:
    """The sentence's words on one line in pieces, each with whether it is what answers; made safe."""
    text, edges = sentence.text, []
    marked = answer.marked if isinstance(answer, Answer) else ()
    for cited in sentence.citations:
        if cited.quote == text:
            inside = [w for w in marked if w.article_id == cited.article_id]
            edges += [(w.start - cited.start, w.end - cited.start) for w in inside]
    pieces, at = [], 0
    for start, end in sorted(edges):
        if at <= start < end <= len(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces = [(" ".join(safe(f"|{t}|").split())[1:-1], found) for t, found in [*pieces, (text[at:], False)]]
    return [piece for piece in pieces if piece[0]]


def dated(sentence: Sentence, answer: Answer | Summary) -> str:
    """`Monday = 2019-05-13`: what the sentence's days are by the date of its article; else empty."""
    found = [
        f"{d.words.quote} = {written_day(d.day)}"
        for d in answer.days
        for c in sentence.citations
        if c.article_id == d.words.article_id and c.start <= d.words.start and d.words.end <= c.end
    ]
    return ", ".join(dict.fromkeys(found))


def quotes(result: Answer | Summary, number: int) -> list[tuple[Citation, bool]]:
    """The quoted words of one source, once each, and whether no sentence that cites them is in doubt."""
    found: dict[str, tuple[Citation, bool]] = {}
    for sentence in result.sentences:
        for citation in sentence.citations:
            if citation.source == number:
                first, full = found.get(citation.quote, (citation, True))
                found[citation.quote] = first, full and not doubt(sentence)
    return list(found.values())
