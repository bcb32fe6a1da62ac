"""Structured articles: one mapping of field names, whatever the format, and JSON, JSON Lines and CSV.

Field names are recognised with case, "_", "-" and "." ignored, so that `date_published`,
`datePublished` and `Date Published` are one. Shapes that are covered: plain objects, NewsAPI
(`{"articles": […]}`), IPTC ninjs 1 and 2, JSON Feed, schema.org NewsArticle, Guardian and NYT replies.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qa.articles.dates import parse_date
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import fragment_text, has_markup
from qa.articles.pages.titles import without_site
from qa.articles.raw import Batch, RawArticle
from qa.articles.readers import json_values
from qa.articles.readers.json_values import lines_of
from qa.errors import LoadError
from qa.types import ArticleKind, Removed


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Fields by name, without "_", "-", "." and spaces, in lower case; of several the first one counts.
_TITLE = _names("title headline webtitle headlines name titel titre título titolo titulo überschrift")
_TEXT = _names(
    "text body articlebody bodytext contenttext bodyhtml bodyxhtml contenthtml content fulltext maintext "
    "article story bodies paragraphs volltext texte texto testo tekst inhalt contenu"
)
_SHORT = _names("description summary abstract leadparagraph trailtext standfirst snippet")
_OUTLET = _names(
    "outlet publisher publication sitename source infosource infosources provider newspaper sourcename "
    "medianame media journal paper medium zeitung quelle médium periódico medio giornale krant "
    "sourcedomain domain"
)
_AUTHORS = _names(
    "authors author byline by creator writer contributors autor autoren auteur auteurs autore autores"
)
_URL = _names("url link weburl canonicalurl permalink href uri externalurl")
_PUBLISHED = _names(
    "published publishedat datepublished publisheddate publicationdate publishdate datepublish "
    "webpublicationdate pubdate date publishedtime versioncreated firstcreated timestamp "
    "datum fecha data erscheinungsdatum"
)
_LANGUAGE = _names("language lang inlanguage locale sprache langue idioma")
_SECTION = _names(
    "section articlesection sectionname category desk categories ressort rubrik rubrique sección"
)
_PAGE = _names("page printpage pagenumber firstpage startpage pages seite página pagina")
_EDITION = _names("edition printedition ausgabe édition edición")
_KNOWN = frozenset((*_TITLE, *_TEXT, *_SHORT, *_OUTLET, *_AUTHORS, *_URL, *_PUBLISHED, *_LANGUAGE, *_SECTION))
_CONTAINERS = _names("articles items results stories docs entries data news response @graph")
_NAMED_PROBLEMS = 100
"""Problems of one file that are named: a report of 2 million lines would take more memory than the file."""
_NEWSAPI_CUT = re.compile(r"\[\+?\d+ (?:more )?char(?:acter)?s?\]$")
_LAST_END = re.compile(r".*[.!?][\"'”’)]*(?=\s)", re.DOTALL)
_KINDS: Mapping[str, ArticleKind] = {
    "opinion": "opinion",
    "editorial": "opinion",
    "opinionnewsarticle": "opinion",
    "correction": "correction",
    "withdrawn": "withdrawn",
    "retracted": "withdrawn",
    "canceled": "withdrawn",
    "cancelled": "withdrawn",
    "withheld": "withdrawn",
}


def _key(name: object) -> str:
    return re.sub(r"[\s_.-]", "", str(name)).lower()


def looks_like_article(fields: Iterable[object]) -> bool:
    """Whether these field names are those of an article: some text and something to call it by."""
    keys = {_key(name) for name in fields}
    return bool(keys & {*_TEXT, *_SHORT}) and bool(keys & _KNOWN - {*_TEXT})


def from_record(record: Mapping[Any, Any], number: int | None = None) -> RawArticle:
    """The article that a mapping of fields states. Raises LoadError when it holds no text."""
    fields = {_key(name): value for name, value in record.items()}
    for nested in ("fields", "meta", "metadata"):  # Guardian and many exports keep details one level down
        if isinstance(fields.get(nested), Mapping):
            fields = {**{_key(k): v for k, v in fields[nested].items()}, **fields}
    text, captions, removed = _body(fields)
    if not text:
        known = ", ".join(sorted(str(name) for name in record)[:8])[:120] or "nothing"
        raise LoadError(f"no article text among its fields ({known})", "put the text in a field named text")
    title, outlet = _words(_first(fields, _TITLE)), _words(_first(fields, _OUTLET))
    return RawArticle(
        text,
        without_site(title, outlet, None) if title else None,
        outlet,
        _authors(_first(fields, _AUTHORS)),
        web_address(_first(fields, _URL)),
        _published(fields),
        language_code(_words(_first(fields, _LANGUAGE))),
        _words(_first(fields, _SECTION)),
        _kind(fields),
        (*captions, *_captions(fields)),
        removed,
        number,
        edition=_words(_first(fields, _EDITION)),
        page=_page(_words(_first(fields, _PAGE))),
    )


def _page(value: str | None) -> str | None:
    """The page of a printed paper, as it is cited: "A.4" and "a 4" are "A4"; None for anything else."""
    found = re.fullmatch(r"([A-Za-z]{0,3})[.\s-]?(\d{1,4}[A-Za-z]?)(?:\s*[-–,].*)?", value or "")
    return f"{found[1].upper()}{found[2]}" if found else None


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _words(value: Any) -> str | None:
    """A value as one line of text; of a list its first string, of an object its value, name or title."""
    if isinstance(value, Mapping):
        value = next((value[k] for k in ("value", "main", "name", "rendered", "title") if value.get(k)), None)
    if isinstance(value, list):
        return _words(value[0]) if value else None
    if isinstance(value, str):
        return one_line(fragment_text(value)[0] if has_markup(value) else value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _authors(value: Any) -> tuple[str, ...]:
    """Names from a string ("By A and B"), a list, or objects with a `name`."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value for name in _authors(item)))
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("byline") or value.get("original")
        return _authors(value) if isinstance(value, str | list) else ()
    line = _words(value)
    return split_authors(line) if line else ()


def split_authors(line: str) -> tuple[str, ...]:
    """The names of a byline: "By Ann Lee, Bo Ray and Cy Dunn" -> three; addresses and handles are dropped."""
    line = re.sub(r"^\s*(?:by|written by|von|par|por)\b:?\s+", "", line, flags=re.IGNORECASE)
    names = re.split(
        r"\s*(?:[;|&\n]|,(?!\s*(?:jr|sr|ph\.?d|md|m\.d)\b)|\band\b|\bund\b|\bet\b(?! al))\s*",
        line,
        flags=re.IGNORECASE,
    )
    clean = (re.sub(r"\s*[<(]?\S+@\S+[>)]?|https?://\S+", "", name).strip(" .,;") for name in names)
    return tuple(
        dict.fromkeys(name for name in clean if 1 < len(name) <= 80 and any(c.isalpha() for c in name))
    )


def web_address(value: Any) -> str | None:
    """An http(s) address, or None: other schemes must not become links."""
    text = _words(value)
    return text if text and re.match(r"https?://[^\s<>\"]+$", text) else None


def language_code(value: str | None) -> str | None:
    """The ISO 639-1 part of a language tag: "en-GB" and "en_US" are "en"."""
    found = re.match(r"([a-z]{2})(?:[-_].*)?$", value.strip().lower()) if value else None
    return found[1] if found else None


def _published(fields: Mapping[str, Any]) -> Any:
    for name in _PUBLISHED:
        value = fields.get(name)
        if value not in (None, "") and (found := parse_date(value)) is not None:
            return found
    return None


def _kind(fields: Mapping[str, Any]) -> ArticleKind | None:
    for name in ("kind", "type", "@type", "pubstatus", "genre", "typeofmaterial"):
        value = fields.get(name)
        if isinstance(value, str) and _key(value) in _KINDS:
            return _KINDS[_key(value)]
    return None


def _body(fields: Mapping[str, Any]) -> tuple[str, tuple[str, ...], tuple[Removed, ...]]:
    """(text, captions, removed). A body that the API cut is completed by the description in front of it."""
    for name in _TEXT:
        text, captions = _prose(fields.get(name))
        if text:
            break
    else:
        text, captions = "", ()
    removed: tuple[Removed, ...] = ()
    cut = _NEWSAPI_CUT.search(text)
    short, _ = _prose(_first(fields, _SHORT))
    if cut:
        whole = _LAST_END.match(text[: cut.start()])
        kept = whole.group().strip() if whole else ""
        removed = (Removed(text[len(kept) :].strip(), "sentence cut off by the news API"),)
        text = kept if short in kept else f"{short}\n\n{kept}".strip()
    return text or short, captions, removed


def _prose(value: Any) -> tuple[str, tuple[str, ...]]:
    """(text, captions) of a string, of HTML, of a list of paragraphs, or of ninjs `bodies`."""
    if isinstance(value, list):
        parts = [_prose(item) for item in value]
        return "\n\n".join(p for p, _ in parts if p), tuple(c for _, cs in parts for c in cs)
    if isinstance(value, Mapping):
        return _prose(value.get("value") or value.get("text") or value.get("rendered") or value.get("html"))
    if not isinstance(value, str):
        return "", ()
    if has_markup(value):
        text, captions = fragment_text(value)
        return tidy(text), captions
    return tidy(value), ()


def _captions(fields: Mapping[str, Any]) -> tuple[str, ...]:
    found = fields.get("captions") or fields.get("caption")
    items = found if isinstance(found, list) else [found]
    linked = fields.get("associations")  # ninjs keeps the pictures of a story here
    if isinstance(linked, Mapping | list):
        for item in linked.values() if isinstance(linked, Mapping) else linked:
            if isinstance(item, Mapping):
                items.append(item.get("description_text") or item.get("caption"))
    return tuple(words for words in map(_words, items) if words)


def read_json(text: str) -> Batch:
    """One article, a list of them, or an object that contains such a list. Raises LoadError with the line."""
    try:
        value = json_values.loads(text)
    except RecursionError:
        raise LoadError("JSON is nested too deeply", "an article is a flat object") from None
    except json.JSONDecodeError as error:
        if "\n" in text.strip() and _is_json_lines(text):
            return read_json_lines(text)
        place = f"line {error.lineno}, column {error.colno}"
        raise LoadError(
            f"not valid JSON: {place}: {error.msg}", "mend that line, or save one object a line as .jsonl"
        ) from None
    except ValueError as error:
        raise LoadError(f"not valid JSON: {error}"[:160], "check the numbers in it") from None
    if isinstance(value, Mapping) and "jsonfeed.org" in str(value.get("version", "")):
        return _records(enumerate(_feed_items(value), start=1), "entry")
    if isinstance(value, Mapping) and not _has_text(value):
        value = _contained(value, 3)
    if isinstance(value, list):
        return _records(enumerate(value, start=1), "entry")
    if isinstance(value, Mapping):
        return Batch((from_record(value),))
    raise LoadError("JSON without an article in it", "an article is an object with title and text")


def _feed_items(feed: Mapping[str, Any]) -> Iterator[Any]:
    """The items of a JSON Feed (jsonfeed.org/version/1.1), completed by what the feed says of them all.

    An address that several items share is a page's, not an article's, and is left out.
    """
    found = feed.get("items")
    items = found if isinstance(found, list) else []
    stated = {"outlet": feed.get("title"), "language": feed.get("language"), "authors": feed.get("authors")}
    urls = (item.get("url") for item in items if isinstance(item, Mapping))
    links = Counter(url for url in urls if isinstance(url, str))
    for item in items:
        if not isinstance(item, Mapping):
            continue
        own = {k: v for k, v in item.items() if v not in (None, "", [])}
        if links.get(str(own.get("url")), 0) > 1:
            own.pop("url")
        elif "url" not in own and web_address(own.get("id")):
            own["url"] = own["id"]
        yield {**{k: v for k, v in stated.items() if v}, **own}


def _is_json_lines(text: str) -> bool:
    try:
        return isinstance(json.loads(text.strip().split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def _has_text(value: Mapping[str, Any]) -> bool:
    return any(isinstance(v, str | list) and _key(k) in _TEXT and _prose(v)[0] for k, v in value.items())


def _contained(value: Mapping[str, Any], depth: int) -> Any:
    """The list of articles inside an API reply, looked for under the usual names."""
    for name in _CONTAINERS:
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
            graph = name == "@graph"
            return [i for i in inner if isinstance(i, Mapping) and _has_text(i)] if graph else inner
        if isinstance(inner, Mapping) and depth and isinstance(found := _contained(inner, depth - 1), list):
            return found
        if inner == []:
            raise LoadError(f"the list of {name} is empty", "ask the source for articles again")
    return value


def read_json_lines(text: str) -> Batch:
    """One JSON object a line, read one at a time. A broken line is a problem with its number; the others are
    kept, and of very many problems the first are named and the rest counted.
    """
    problems: list[tuple[int | None, str]] = []
    return Batch(_articles_of_lines(text, problems), problems)


def _articles_of_lines(text: str, problems: list[tuple[int | None, str]]) -> Iterator[RawArticle]:
    unnamed = 0
    for number, line in enumerate(lines_of(text), start=1):
        try:
            value = json.loads(line) if line.strip() else None
            if isinstance(value, Mapping):
                yield from_record(value, number)
                continue
            why = "not an object with fields" if line.strip() else ""
        except RecursionError:
            why = "JSON is nested too deeply"
        except LoadError as error:
            why = error.message
        except ValueError as error:
            why = f"not valid JSON: {getattr(error, 'msg', str(error)[:100])}"
        if why and len(problems) < _NAMED_PROBLEMS:
            problems.append((number, f"line {number}: {why}"))
        else:
            unnamed += bool(why)
    if unnamed:
        problems.append((None, f"{unnamed:,} more lines that are no articles"))


def _records(entries: Iterable[tuple[int, Any]], noun: str) -> Batch:
    problems: list[tuple[int | None, str]] = []
    return Batch(_articles_of(entries, noun, problems), problems)


def _articles_of(
    entries: Iterable[tuple[int, Any]], noun: str, problems: list[tuple[int | None, str]]
) -> Iterator[RawArticle]:
    for number, value in entries:
        if not isinstance(value, Mapping):
            problems.append((number, f"{noun} {number}: not an object with fields"))
            continue
        try:
            yield from_record(value, number)
        except LoadError as error:
            problems.append((number, f"{noun} {number}: {error.message}"))


def read_csv(text: str, delimiter: str | None = None) -> Batch:
    """A table with a header row. Raises LoadError when no column holds text; a bad row is a problem."""
    header = text.split("\n", 1)[0]
    delimiter = delimiter or max(",;\t|", key=header.count)
    csv.field_size_limit(max(len(text), 131072))  # the default refuses articles above 128 KB
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        names = reader.fieldnames or []
        if not {_key(name) for name in names} & {*_TEXT, *_SHORT}:
            raise LoadError(
                f"no column with the text of the articles (columns: {', '.join(names)[:100]})",
                "name a column text, body or content in the first row",
            )
    except csv.Error as error:
        raise _not_a_table(error) from None
    return _records(_rows(reader), "row")


def _rows(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        for number, row in enumerate(reader, start=1):
            yield number, {k: v for k, v in row.items() if k is not None}
    except csv.Error as error:
        raise _not_a_table(error) from None


def _not_a_table(error: csv.Error) -> LoadError:
    return LoadError(f"not a valid CSV table: {error}", "save it as UTF-8 CSV with quoted fields")
