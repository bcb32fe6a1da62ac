"""Groups of near-copies: one story printed by several outlets counts once, under its lead."""

from __future__ import annotations

from collections.abc import Iterable

from qa.library.store.catalog import Catalog
from qa.types import Article


def join(catalog: Catalog, article: Article, signature: bytes) -> Article | None:
    """Put a stored article with its near-copies, merging their groups; the nearest one, or None.

    Call inside `writing`.
    """
    from qa.articles.cleaning.duplicates import near_copies

    near = [key for key, _ in near_copies(signature, catalog.near_signatures(signature)) if key != article.id]
    if not near:
        return None
    members = dict.fromkeys([article.id])
    for key in near:
        members.update(dict.fromkeys(catalog.group(key) or [key]))
    _settle(catalog, members)
    return catalog.article(near[0])


def leave(catalog: Catalog, article_id: str) -> None:
    """Take an article out of its group; the rest choose a lead again. Call inside `writing`."""
    members = catalog.group(article_id)
    if members:
        catalog.set_group([article_id], None)
        _settle(catalog, [key for key in members if key != article_id])


def _settle(catalog: Catalog, members: Iterable[str]) -> None:
    from qa.articles.cleaning.duplicates import lead

    articles = catalog.articles_by_id(members)
    leader = lead(list(articles.values())).id if len(articles) > 1 else None
    catalog.set_group(list(articles), leader)
