"""How people name an article: its id or the start of it, its file (ending or not), the start of its title."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable

from qa.errors import CorpusError
from qa.library.store.catalog import Catalog
from qa.library.store.records import origin_key, storable
from qa.types import Article

_SHOWN = 5
_ENDS = "substr(key, length(key) - length(?1) + 1) = ?1"
_RECORD = re.compile(r"#\d+$")
"""The number of an article in a file of several: "path#2"."""


def resolve(catalog: Catalog, ref: str) -> Article:
    """The one article that `ref` names. Raises CorpusError when none or several, the hint listing which.

    An exact id also finds an older version; every other name only finds current articles.
    """
    ref = storable(ref).strip()
    article = catalog.article(ref.lower())
    if article is not None:
        return article
    for named in (_by_origin, _by_id_prefix, _by_stem, _by_title):
        ids = named(catalog, ref)
        if len(ids) == 1:
            found = catalog.article(ids[0])
            if found is not None:
                return found
        if ids:
            several = catalog.articles_by_id(ids[: _SHOWN + 1])
            raise CorpusError(f'"{ref}" names {len(ids)} articles', "say which: " + _listed(several.values()))
    raise CorpusError(f'no article is named "{ref}"', _nearest(catalog, ref))


def _by_origin(catalog: Catalog, ref: str) -> list[str]:
    """By the path or address as given, then by the name of the file alone."""
    if not ref:
        return []
    key = origin_key(ref)
    current = "article_id IN (SELECT id FROM articles WHERE replaced_by IS NULL)"
    exact = _ids(catalog, f"SELECT DISTINCT article_id FROM origins WHERE key = ? AND {current}", key)
    if exact:
        return exact
    # A file of several articles has origins "path#1", "path#2".
    whole = _ids(
        catalog,
        f"SELECT DISTINCT article_id FROM origins WHERE substr(key, 1, length(?1)) = ?1 AND {current}",
        key + "#",
    )
    if whole or os.sep in ref:
        return whole
    tail = os.sep + ref
    return _ids(catalog, f"SELECT DISTINCT article_id FROM origins WHERE {_ENDS} AND {current}", tail)


def ids_from(catalog: Catalog, name: str) -> set[str]:
    """The ids of articles that a file, an archive or a folder gave: its path, or the end of one."""
    found = _ids(
        catalog,
        f"""SELECT DISTINCT article_id FROM origins
            WHERE {_ENDS} OR key = ?2 OR substr(key, 1, length(?2) + 1) IN (?3, ?4)
               OR replace(key, ?5, '') <> key""",
        os.sep + name,
        (whole := origin_key(name.rstrip(os.sep))),
        whole + "#",
        whole + os.sep,
        os.sep + name + "#",
    )
    return set(found)


def _by_id_prefix(catalog: Catalog, ref: str) -> list[str]:
    prefix = ref.lower()
    if len(prefix) < 3 or any(c not in "0123456789abcdef" for c in prefix):
        return []
    statement = "SELECT id FROM articles WHERE id >= ? AND id < ? AND replaced_by IS NULL ORDER BY id"
    return _ids(catalog, statement, prefix, prefix + "g")


def _by_stem(catalog: Catalog, ref: str) -> list[str]:
    """By the name of a file without its ending: "council" for council.md, "feed" for feed.xml.gz."""
    rows = catalog.db.execute(
        "SELECT DISTINCT key, article_id FROM origins WHERE replace(key, ?, '') <> key AND article_id IN "
        "(SELECT id FROM articles WHERE replaced_by IS NULL) ORDER BY article_id",
        (f"{os.sep}{ref}.",),
    )
    return list(dict.fromkeys(row[1] for row in rows if _stem(row[0]) == ref))


def _stem(key: str) -> str:
    name = os.path.basename(_RECORD.sub("", key))
    return os.path.splitext(name.removesuffix(".gz"))[0]


def _by_title(catalog: Catalog, ref: str) -> list[str]:
    title = ref.casefold()
    if not title:
        return []
    current = "replaced_by IS NULL ORDER BY title_key, id"
    exact = _ids(catalog, f"SELECT id FROM articles WHERE title_key = ? AND {current}", title)
    start = f"SELECT id FROM articles WHERE substr(title_key, 1, length(?1)) = ?1 AND {current}"
    return exact or _ids(catalog, start, title)


def _ids(catalog: Catalog, statement: str, *values: str) -> list[str]:
    return [row[0] for row in catalog.db.execute(statement, values)]


def _nearest(catalog: Catalog, ref: str) -> str:
    titles = {
        row["title_key"]: row["id"]
        for row in catalog.db.execute("SELECT id, title_key FROM articles WHERE replaced_by IS NULL")
    }
    if not titles:
        return "the library holds no articles: qa add PATH"
    near = difflib.get_close_matches(ref.casefold(), titles, n=_SHOWN, cutoff=0.5)
    near += [title for title in titles if ref and ref.casefold() in title and title not in near]
    named = catalog.articles_by_id(titles[title] for title in near[:_SHOWN])
    return "did you mean " + _listed(named.values()) if named else "see what there is: qa list"


def _listed(articles: Iterable[Article]) -> str:
    chosen = list(articles)
    shown = [f'{a.id} "{a.title}"' + (f" ({a.outlet})" if a.outlet else "") for a in chosen[:_SHOWN]]
    return "; ".join(shown) + ("; …" if len(chosen) > _SHOWN else "")
