"""Plain text and Markdown: headline, header lines, front matter, hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from qa.articles.clippers.front_matter import clip_fields, is_clip, without_excerpt, without_notes
from qa.articles.dates import parse_date
from qa.articles.encoding import is_address, joined_address, one_line, tidy
from qa.articles.pages.markup import fragment_text
from qa.articles.raw import RawArticle
from qa.articles.readers.masthead import masthead
from qa.articles.readers.records import from_record, web_address
from qa.errors import LoadError
from qa.types import Removed

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADER = re.compile(
    r"(title|headline|source|outlet|publication|publisher|date|published|publication date|author|authors|by"
    r"|byline|url|link|section|language)\s*:[ \t]+(\S.*)$",
    re.IGNORECASE,
)
_NO_HEADLINE = re.compile(
    r"(?:by|share|advertisement|updated?|published|posted|photo|image|subscribe|sign up|read more|click)\b"
    r"|.{0,60}(?: [-–—] |: )\b.{160,}|https?://|[-*•#>]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"((?:url|link|source|via|from|original(?: article)?|available at|quelle|lien|fuente|fonte|bron|źródło|"
    r"источник)\s*:\s*|)[<(\[]?((?:https?://|www\.)[^\s<>()\[\]]+)[>)\]]?[.,]?",
    re.IGNORECASE,
)
"""A line that is an address, with what calls it the source of the article."""
_SKIP = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|article)|aller au contenu(?: principal)?|"
    r"(?:direkt )?zum (?:haupt)?inhalt(?: springen)?|(?:saltar|ir) al contenido(?: principal)?|"
    r"vai al contenuto(?: principale)?|(?:saltar|ir|pular) para o conteúdo(?: principal)?|"
    r"(?:ga )?naar (?:de )?inhoud|hoppa till innehåll|przejdź do treści|перейти к содержанию",
    re.IGNORECASE,
)
"""The first words of a page for those who hear it; who copies a whole page copies them too."""
_ENDS_SENTENCE = re.compile(r"[.:;,…][\"'”’)]*$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|vs)\.$")
_MAX_HEADLINE = 160
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r"\s*(?:# +(.+?)(?: +#+)?|(\S[^\n]*)\n=+)[ \t]*(?:\n+|$)")


def read_text(text: str) -> RawArticle:
    """A `.txt` article: optional header lines ("Title: …"), a headline if the first line is one, the body."""
    text = tidy(text)
    fields, body = _header_lines(text)
    if fields:
        return from_record({**fields, "text": unwrap(body)})
    text, menu = _without_menu(text)
    text, url, address = _without_address(text)
    title, body = split_headline(text)
    if title is None:
        return RawArticle(unwrap(body), url=url, removed=(*menu, *address))
    head = masthead(body.split("\n"))
    names = dict(head.lines)
    kept = "\n".join(line for line in body.split("\n") if line not in names)
    gone = (*menu, *address, *(Removed(line, reason) for line, reason in head.lines))
    return RawArticle(
        unwrap(kept.strip()), title, head.outlet, head.authors, url, published=head.published, removed=gone
    )


def _without_address(text: str) -> tuple[str, str | None, tuple[Removed, ...]]:
    """(text, address, removed): without the line that says where the article stands on the web.

    It is one of the first four or the last. An address below the text that no word calls its source may lead
    anywhere: it counts only when it has the words of the headline in it.
    """
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    title = next((lines[n] for n in full if not is_address(lines[n])), "")
    for number in (*full[:4], *full[-1:]):
        found = _ADDRESS.fullmatch(joined_address(lines[number].strip()))
        if found is None or len(full) < 3:
            continue
        if number == full[-1] and not found[1] and not _is_of(found[2], title):
            continue
        rest = "\n".join((*lines[:number], *lines[number + 1 :])).strip()
        return rest, web_address(found[2]), (Removed(lines[number].strip(), "address of the article"),)
    return text, None, ()


def _is_of(address: str, title: str) -> bool:
    """Whether an address has most words of a headline in it, as those that systems make do."""
    words = {w for w in re.findall(r"\w+", title.casefold()) if len(w) > 3}
    return len(words) > 1 and len(words & set(re.findall(r"\w+", address.casefold()))) > len(words) / 2


def _without_menu(text: str) -> tuple[str, tuple[Removed, ...]]:
    """A page that was copied as a whole, from its headline on: the longest line above the first sentence."""
    lines = text.split("\n")
    if not _SKIP.fullmatch(lines[0].strip()):
        return text, ()
    sentence = next((n for n, x in enumerate(lines) if len(x.split()) > 8 and _ENDS_SENTENCE.search(x)), 0)
    head = max(range(1, sentence), key=lambda n: len(lines[n].split()), default=0)
    if head == 0 or len(lines[head].split()) < 3:
        return "\n".join(lines[1:]).strip(), (Removed(lines[0].strip(), "menu of a page"),)
    menu = " · ".join(x.strip() for x in lines[:head] if x.strip())
    return "\n".join(lines[head:]), (Removed(menu, "menu of a page"),)


def split_headline(text: str) -> tuple[str | None, str]:
    """(headline, body) when the first line is set like a headline, else (None, the text unchanged).

    A headline is short, ends in no full stop, and is followed by text that is longer than it.
    """
    first, _, rest = text.partition("\n")
    first = first.strip()
    words = first.split()
    if not 2 <= len(words) <= 28 or len(first) > _MAX_HEADLINE or len(rest.strip()) <= len(first):
        return None, text
    if _ENDS_SENTENCE.search(first) and not _ABBREVIATION.search(first):
        return None, text
    if _NO_HEADLINE.match(first) or parse_date(first) or not first[0].isprintable():
        return None, text
    if _continues(first, rest):
        return None, text
    return first, rest.strip()


def _continues(first: str, rest: str) -> bool:
    """Whether the first line is the start of a hard-wrapped paragraph rather than a line of its own."""
    following = rest.split("\n", 1)[0].strip()
    return bool(following) and (following[0].islower() or (wrapped_width(first + "\n" + rest) is not None))


def _header_lines(text: str) -> tuple[dict[str, str], str]:
    """Leading "Name: value" lines when there are two of them or one is the title; else nothing."""
    fields: dict[str, str] = {}
    lines = text.split("\n")
    while len(fields) < len(lines) and (found := _HEADER.match(lines[len(fields)])):
        if found[1].lower() in fields:
            break
        fields[found[1].lower()] = found[2]
    stated = fields.keys() & {"title", "headline"}
    return (fields, "\n".join(lines[len(fields) :]).strip()) if stated or len(fields) > 1 else ({}, text)


def read_markdown(text: str) -> RawArticle:
    """A `.md` article: YAML or TOML front matter, the first heading as title, no markup left."""
    text = tidy(text)
    fields: Mapping[str, Any] = {}
    removed: tuple[Removed, ...] = ()
    if found := _FRONT_MATTER.match(text):
        fields = _front_matter(found[1], found[2])
        text = text[found.end() :]
    clipped = is_clip(fields)
    if clipped:
        fields = clip_fields(fields)
    title = None
    if heading := _HEADING.match(text):
        title = one_line(_markdown_text(heading[1] or heading[2])[0])
    stated = from_record({**fields, "text": "-"})
    if heading and (stated.title is None or stated.title == title):
        text = text[heading.end() :]
    if clipped:
        text, excerpt = without_excerpt(text)
        removed = (Removed(excerpt, "excerpt that the clipper puts above the text"),) if excerpt else ()
        text, notes = without_notes(text)
        removed += tuple(Removed(note, "note of the reader") for note in notes)
    body, captions = _markdown_text(text)
    stated_title = stated.title or title
    return RawArticle(
        body,
        stated_title,
        stated.outlet,
        stated.authors,
        stated.url,
        stated.published,
        stated.language,
        stated.section,
        stated.kind,
        captions,
        removed,
    )


def _front_matter(fence: str, block: str) -> Mapping[str, Any]:
    """The fields of a front matter block. Values stay strings, so that dates are parsed in one place."""
    if fence == "+++":
        import tomllib

        try:
            return tomllib.loads(block)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise LoadError(
                f"front matter is not valid TOML: {_brief(error)}", "check the lines between +++"
            ) from None
    import yaml

    try:
        found = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise LoadError(
            f"front matter is not valid YAML: {_brief(error)}",
            "check the lines between ---; quote values with a colon",
        ) from None
    return found if isinstance(found, dict) else {}


def _brief(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 2}: " if mark is not None else ""
    return place + " ".join(str(getattr(error, "problem", None) or error).split())[:120]


def _markdown_text(text: str) -> tuple[str, tuple[str, ...]]:
    from markdown_it import MarkdownIt

    try:
        markdown = MarkdownIt("commonmark").enable("table")
        tokens = markdown.parse(text)
        _number(tokens)
        rendered = markdown.renderer.render(tokens, markdown.options, {})
    except (RecursionError, IndexError, ValueError):
        return text.strip(), ()
    body, captions = fragment_text(rendered)
    images = re.findall(r"!\[([^\]\n]{3,300})\]\(", text)
    return body, tuple(dict.fromkeys((*captions, *(image.strip() for image in images))))


def _number(tokens: Sequence[Token]) -> None:
    """Write the numbers of ordered lists into their items: as mark-up they would be lost."""
    from markdown_it.token import Token

    number = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline" and number and token.children is not None:
            token.children.insert(0, Token("text", "", 0, content=number))
            number = ""


def wrapped_width(text: str) -> int | None:
    """The column at which lines were broken by hand or by a mailer, or None when a line is a paragraph.

    Greedy filling leaves a sign: the first word of the next line would not have fitted on the line.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if not 30 <= width <= 110 or len(pairs) < 2:
        return None
    full = sum(len(a) + 1 + len(b.split()[0]) > width - 3 for a, b in pairs)
    return width if full >= 0.85 * len(pairs) else None


def unwrap(text: str) -> str:
    """Join hard-wrapped lines to paragraphs; text with a paragraph on each line is left as it is."""
    if wrapped_width(text) is None:
        return text
    return "\n\n".join(_join(block) for block in re.split(r"\n[ \t]*\n", text))


def _join(block: str) -> str:
    """One paragraph from its lines; a compound broken at its hyphen gets no space."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=[a-z]-)\n(?=[a-z])", "", block)).strip()
