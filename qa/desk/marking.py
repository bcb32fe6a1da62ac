"""Marking articles of a desk: tags, notes, corrected facts, removals, and undoing each of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from qa.desk.marks import Marks
from qa.errors import ConfigError
from qa.types import Article, Query
from qa.types.marks import Kept, Note, Recorded

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from qa.articles.load import Loaded
    from qa.library.library import Library
    from qa.settings import Settings


class MarkedLibrary(Protocol):
    """What of a desk is needed here."""

    settings: Settings

    def library(self, *, create: bool = False) -> Library:
        """The open library."""
        ...

    def show(self, ref: str) -> Article:
        """The article that a reader names."""
        ...

    def history(self, article_id: str) -> Sequence[Article]:
        """The versions that it replaced, newest first."""
        ...


def marks_of(shelf: MarkedLibrary) -> Marks:
    """The marks of the desk's library."""
    return Marks(shelf.settings.library)


def tags_of(shelf: MarkedLibrary, article_id: str) -> tuple[str, ...]:
    """The tags of an article; what an older version of it was tagged with stays with it."""
    return marks_of(shelf).tags(_versions(shelf, article_id))


def notes_of(shelf: MarkedLibrary, article_id: str) -> tuple[Note, ...]:
    """The notes on an article, those on its older versions among them."""
    return marks_of(shelf).notes(_versions(shelf, article_id))


def narrowed(shelf: MarkedLibrary, query: Query) -> Query:
    """The query with the ids of the articles that have all of its tags and came from its files."""
    if not query.tags and not query.origins:
        return query
    marks, library = marks_of(shelf), shelf.library()
    found = [_current(library, marks.tagged(tag)) for tag in query.tags]
    if query.origins:
        found.append(set().union(*(library.ids_from(origin) for origin in query.origins)))
    ids: set[str] = set.intersection(*found)
    if query.articles:
        ids &= set(query.articles)
    return replace(query, articles=tuple(sorted(ids)) or ("none",))


def _current(library: Library, ids: Sequence[str]) -> set[str]:
    """The articles that are current for these ids: a corrected version keeps the tags of the one before."""
    found = set()
    for one in ids:
        here: str | None = one
        while here and (newer := library.replaced_by(here)):
            here = newer
        found.add(here or one)
    return found


def _versions(shelf: MarkedLibrary, article_id: str) -> list[str]:
    return [article_id, *(old.id for old in shelf.history(article_id))]


def tag(shelf: MarkedLibrary, ref: str, tags: Sequence[str], *, off: bool = False) -> Article:
    """Tag an article, or take tags off it; the article."""
    marks, article = marks_of(shelf), shelf.show(ref)
    had = {one.casefold() for one in tags_of(shelf, article.id)}
    for one in tags:
        name = " ".join(one.split())
        if off:
            if name.casefold() not in had:
                raise ConfigError(
                    f'"{article.title}" is not tagged "{name}"', "qa show says which tags it has"
                )
            marks.drop_tag(_versions(shelf, article.id), name)
            marks.record("untag", article.id, article.title, f"tag taken off: {name}", {"tag": name})
        else:
            marks.put_tag(article.id, name)
            if name.casefold() not in had:
                marks.record("tag", article.id, article.title, f"tag: {name}", {"tag": name})
    return article


def note(shelf: MarkedLibrary, ref: str, text: str) -> Article:
    """Add a note to an article; the article. Raises ConfigError for an empty note."""
    if not text.strip():
        raise ConfigError("an empty note", 'write it behind the article: qa note ARTICLE "Call the office"')
    marks, article = marks_of(shelf), shelf.show(ref)
    number = marks.put_note(article.id, text.strip())
    marks.record("note", article.id, article.title, f"note: {text.strip()[:60]}", {"note": number})
    return article


def edit(shelf: MarkedLibrary, ref: str, **given: str | date | None) -> tuple[Article, str]:
    """Correct what is known of an article; the article as it is now, and what changed in words.

    Its id, and with it every citation of it, stays. An empty text takes a fact away.
    """
    marks, article = marks_of(shelf), shelf.show(ref)
    wanted = {name: value or None for name, value in given.items() if value is not None}
    if not wanted.get("title", article.title):
        raise ConfigError("an article needs a title", "give another one")
    changed = {name: value for name, value in wanted.items() if getattr(article, name) != value}
    if not changed:
        raise ConfigError(f'nothing to change of "{article.title}"', "it is as stated already")
    what = "; ".join(f"{n}: {getattr(article, n) or 'none'} -> {v or 'none'}" for n, v in changed.items())
    before = marks.facts().get(article.id, {})
    old = {name: getattr(article, name) for name in changed}
    made = _amended(shelf, article, changed)
    marks.put_facts(article.id, {**before, **_plain(changed)})
    marks.record("edit", article.id, article.title, what, {"old": _plain(old), "facts": before})
    return made, what


def _amended(shelf: MarkedLibrary, article: Article, facts: Mapping[str, Any]) -> Article:
    """Store an article with other facts, under the id that it has."""
    made = replace(article, **facts, id_of=article.id_of or (article.title, article.outlet))
    if made.id_of == (made.title, made.outlet):
        made = replace(made, id_of=None)
    shelf.library().add_articles([made])
    return made


def _plain(facts: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _read(facts: Mapping[str, Any]) -> dict[str, Any]:
    day = facts.get("published")
    return {**facts, "published": date.fromisoformat(day)} if day else dict(facts)


def corrected(loaded: Loaded, facts: Mapping[str, Mapping[str, Any]]) -> Loaded:
    """What was read of a source, with the facts that a reader corrected: they win over the file."""
    if not any(article.id in facts for article in loaded.articles):
        return loaded
    from qa.articles.load import Loaded

    made = Loaded(problems=loaded.problems, left_out=loaded.left_out, notes=loaded.notes)
    for article in loaded.articles:
        own = facts.get(article.id)
        if own:
            was = (article.title, article.outlet)
            article = replace(article, **_read(own))
            article = replace(article, id_of=was if was != (article.title, article.outlet) else None)
        made.articles.append(article)
    return made


def keep(shelf: MarkedLibrary, article: Article) -> Callable[[], None]:
    """What writes down an article, with all that belongs to it; to be called when it has been removed."""
    library = shelf.library()
    kept = Kept(article, tuple(library.history(article.id)), tuple(library.origins(article.id)))
    data = _kept().dump_python(kept, mode="json")
    return lambda: marks_of(shelf).record("remove", article.id, article.title, "removed", data)


def undo(shelf: MarkedLibrary, number: int | None = None) -> Recorded:
    """Undo the latest change, or the one of that number; the change. Raises ConfigError without one."""
    marks = marks_of(shelf)
    change = next((c for c in marks.changes() if number in (None, c.id)), None)
    if change is None:
        what = "nothing to undo" if number is None else f"no change {number} that can be undone"
        raise ConfigError(what, "see what can be: qa undo --list")
    data = marks.data(change)
    if change.kind == "tag":
        marks.drop_tag([change.article_id], data["tag"])
    elif change.kind == "untag":
        marks.put_tag(change.article_id, data["tag"])
    elif change.kind == "note":
        marks.drop_note(data["note"])
    elif change.kind == "edit":
        _amended(shelf, shelf.show(change.article_id), _read(data["old"]))
        marks.put_facts(change.article_id, data["facts"])
    else:
        from qa.library.reviving import revive

        kept: Kept = _kept().validate_python(data)
        revive(shelf.library(create=True), kept.article, kept.older, kept.origins)
    marks.undone(change)
    return change


def _kept() -> TypeAdapter[Kept]:
    from pydantic import TypeAdapter

    return TypeAdapter(Kept)
