"""`qa backup`, `qa restore`, `qa recover`: copies of a library, and ways back from a damaged one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from qa.cli.options import Json
from qa.cli.run import Run, command
from qa.errors import CorpusError
from qa.settings import Settings

Target = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is made or is empty.")]
Copied = Annotated[
    Path, typer.Argument(metavar="DIR", help="A folder that is made, is empty, or is an earlier backup.")
]


@command
def backup(run: Run, target: Copied) -> None:
    """Copy the library's articles to another folder, also while it is in use.

    The library also keeps a copy of each of the last three days on which it changed (QA_BACKUPS).
    """
    from qa.library.safety import backup as copy

    folder = _in_a_file(run.settings()).library
    run.say(f"copied the articles and the log of {folder} to {copy(folder, target)}")


@command
def restore(
    run: Run,
    source: Annotated[
        Path | None, typer.Argument(metavar="[BACKUP]", help="A backup; the newest daily one by default.")
    ] = None,
) -> None:
    """Go back to a backup; what is there now stays beside it."""
    from qa.library.locks import Patience
    from qa.library.safety import restore as put_back

    settings = _in_a_file(run.settings())
    found = put_back(settings.library, source, Patience(settings.wait, run.say))
    with run.desk() as desk:
        stats = desk.rebuild()
    run.say(f"the library at {settings.library} is the backup {found}: {stats.articles} articles")


@command
def recover(run: Run, target: Target, as_json: Json = False) -> int:
    """Save what can be read of a damaged library into a new one.

    An article is saved when its text is still the one that was stored; the others are listed.
    """
    from qa.desk.desk import Desk
    from qa.library.safety import carry_own, salvage
    from qa.library.trouble import storage

    settings = _in_a_file(run.settings())
    if target.exists() and any(target.iterdir()):
        raise CorpusError(f"{target} is not empty", "name a new folder")
    with storage(settings.library):
        found = salvage(settings.library)
    # Made beside and named when it is whole: what a killed run left is made anew.
    made = target.with_name(f".{target.name}.half")
    shutil.rmtree(made, ignore_errors=True)
    with Desk(settings.model_copy(update={"library": made}), say=run.say) as desk:
        desk.library(create=True).add_articles(found.articles)
    for name in carry_own(settings.library, made):
        run.say(f"lost: {name}")
    with storage(target):
        if target.exists():
            target.rmdir()
        made.replace(target)
    if as_json:
        run.json({"saved": len(found.articles), "lost": list(found.lost), "library": str(target)})
    else:
        run.say(f"saved {len(found.articles)} articles into {target}; use it with --library {target}")
        for title in found.lost:
            run.say(f"lost: {title}")
    return 1 if found.lost else 0


def _in_a_file(settings: Settings) -> Settings:
    """The settings, for a command on the files of a library. Raises CorpusError when a server keeps it."""
    if settings.catalog_url is not None:
        raise CorpusError(
            "the articles of this library are in PostgreSQL, which this command does not copy",
            "pg_dump copies the database; log and notes are files in the library's folder",
        )
    return settings
