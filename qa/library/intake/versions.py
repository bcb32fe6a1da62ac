"""What becomes of an article that is added: new, known, a version of one, or a copy of one elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from qa.library.intake.prepare import Prepared
from qa.library.store import groups
from qa.library.store.catalog import Catalog
from qa.library.store.records import FileEntry, origin_key, url_key
from qa.types import AddedItem, Article


@dataclass(slots=True)
class AddedSource:
    """A source being added: what decides whether it is unchanged, and what it held before."""

    key: str
    entry: FileEntry | None
    """None for what has no hash of its own: addresses, stdin, articles handed over."""
    gone: dict[str, str] = field(default_factory=dict)
    """Article ids it held before and holds no more, with their titles in lower case."""
    alone: bool = False
    """Whether it held one article before and holds one now: then the new one replaces the old one."""
    held: frozenset[str] = frozenset()
    waiting: int = 0
    """How many of its articles are not stored yet."""


class Versions:
    """Stores articles as what they are to those that are there. Call inside `writing`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def decide(self, article: Article, file: AddedSource, ready: Prepared | None) -> AddedItem:
        """Store one article; what became of it. `ready` is None for one that is stored as it is."""
        catalog = self._catalog
        stored = catalog.article(article.id)
        if stored is None and ready is not None:
            return self._store(article, file, ready)
        newer = catalog.replaced_by(article.id)
        known = article.id in file.held or catalog.has_origin(article.id, article.origin)
        if newer is not None and ready is not None and newer in file.gone:
            # The file went back to an older version: that one is current again.
            catalog.delete_article(article.id)
            return self._store(article, file, ready)
        if article.id in file.held:
            catalog.move_origin(article.id, file.key, article.origin)  # an export that has grown
        else:
            catalog.add_origin(article.id, article.origin)
        if newer is not None:
            detail = f"an older version of {newer}, kept on record"
            return AddedItem("unchanged", article.origin, article.id, article.title, detail)
        if known and stored is not None and ready is not None and (changed := differences(stored, article)):
            self._rewrite(article, ready)
            detail = "changed: " + ", ".join(changed)
            return AddedItem("updated", article.origin, article.id, article.title, detail)
        if known:
            return AddedItem("unchanged", article.origin, article.id, article.title)
        return AddedItem("duplicate", article.origin, article.id, article.title, article.id)

    def _store(self, article: Article, file: AddedSource, ready: Prepared) -> AddedItem:
        """Store an article that is new here, or an older or newer version of one that is known."""
        catalog = self._catalog
        olds = self._replaced_by(article, file)
        newest = next((old for old in olds if old.id not in file.gone and _is_older(article, old)), None)
        catalog.insert_article(article, ready.signature)
        if newest:
            catalog.replace_version(article.id, newest.id)
            detail = f"an older version of {newest.id}, kept on record"
            return AddedItem("unchanged", article.origin, article.id, article.title, detail)
        for old in olds:
            groups.leave(catalog, old.id)
            catalog.replace_version(old.id, article.id)
        near = groups.join(catalog, article, ready.signature)
        detail = f"near-copy of {near.id}" if near else ""
        if olds:
            detail = "replaces " + ", ".join(old.id for old in olds)
        detail = "; ".join(part for part in (detail, _still_to_come(article)) if part)
        return AddedItem("updated" if olds else "added", article.origin, article.id, article.title, detail)

    def _replaced_by(self, article: Article, file: AddedSource) -> list[Article]:
        """The current articles that a new one is a version of: same address, or what its file held before."""
        catalog = self._catalog
        key = url_key(article.url)
        olds = {old.id: old for old in catalog.current_by_url(key)} if key else {}
        if article.key:
            olds |= {old.id: old for old in catalog.current_by_key(article.key) if _is_version(old, article)}
        for gone, title in file.gone.items():
            if not (file.alone or title == article.title.casefold()) or catalog.replaced_by(gone):
                continue
            # An exact copy of it in another file keeps the old article alive.
            others = [o for o in catalog.origins(gone) if origin_key(o).split("#")[0] != file.key]
            old = catalog.article(gone)
            if old is not None and not others:
                olds[gone] = old
        return [old for old in olds.values() if old.id != article.id]

    def _rewrite(self, article: Article, ready: Prepared) -> None:
        """Store new metadata of an article whose words are the same; its places and versions stay."""
        catalog = self._catalog
        origins, since = catalog.origins(article.id), catalog.added(article.id)
        groups.leave(catalog, article.id)
        catalog.delete_article(article.id)
        catalog.insert_article(article, ready.signature, since)
        for origin in origins:
            catalog.add_origin(article.id, origin)
        groups.join(catalog, article, ready.signature)


def _still_to_come(article: Article) -> str:
    """A warning when an article is dated in the future: such a day is a mistake of whoever stated it.

    The day after today is none: somewhere it has begun.
    """
    day = article.published
    return f"dated {day}, a day still to come" if day and day > date.today() + timedelta(days=1) else ""


def differences(stored: Article, article: Article) -> list[str]:
    """The names of the fields that differ, the origin aside: exact copies have several."""
    names = (
        *("authors", "url", "published", "updated", "language", "section", "kind", "agency", "captions"),
        *("removed", "edition", "page", "words", "key", "version", "title", "outlet"),
    )
    return [name for name in names if getattr(stored, name) != getattr(article, name)]


def _is_version(old: Article, new: Article) -> bool:
    """Whether two articles of one key are versions of one story. A wire's slug alone does not tell: one has
    to be a later lead, and they share half of the words of the shorter one.
    """
    if not (new.key or "").startswith("slug:"):
        return True
    first, second = (set(re.findall(r"\w{3,}", a.text.casefold())) for a in (old, new))
    shared = len(first & second) >= 0.5 * max(1, min(len(first), len(second)))
    return old.version != new.version and shared


def _is_older(article: Article, other: Article) -> bool:
    """Whether an article of one address or key is the older version: by its number, by date, or since
    only `other` says that it was corrected. Files come in any order: the last one read may be the older.
    """
    if article.key and article.key == other.key and article.version != other.version:
        return article.version < other.version
    if article.published and other.published and article.published != other.published:
        return article.published < other.published
    corrected = ("correction", "withdrawn")
    return other.kind in corrected and article.kind not in corrected
