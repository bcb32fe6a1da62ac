"""A removed article comes back as it was: with its older versions and every place it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from qa.library.library import Library
from qa.library.locks import only_writer
from qa.types import Article


def revive(library: Library, article: Article, older: Sequence[Article], origins: Sequence[str]) -> None:
    """Put a removed article back. Raises LibraryLockedError, ModelError as adding does."""
    from qa.articles.cleaning.duplicates import signature

    library.add_articles([article])
    catalog = library.catalog
    with only_writer(library.path, library.patience), catalog.writing():
        for old in older:
            if catalog.article(old.id) is None:
                catalog.insert_article(old, signature(old.text))
                catalog.replace_version(old.id, article.id)
        for origin in origins:
            catalog.add_origin(article.id, origin)
