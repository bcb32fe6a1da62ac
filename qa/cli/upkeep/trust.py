"""`qa trust`: accept the `.env` of a folder, as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.run import Run, command

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder in which the .env lies.")]
Remove = Annotated[bool, typer.Option("--remove", help="Take the acceptance back.")]


@command
def trust(run: Run, folder: Folder = Path("."), remove: Remove = False) -> None:
    """Accept the .env of a folder, so that it may name models and addresses.

    Without this a .env sets only numbers such as QA_TOP_K: it could otherwise send your key and your
    questions to an address of its own. The acceptance ends when the file changes.
    """
    from qa.settings.trust import distrust, record_file
    from qa.settings.trust import trust as accept

    file = folder if folder.name == ".env" else folder / ".env"
    if remove:
        run.say(f"{file} is no longer trusted" if distrust(file) else f"{file} was not trusted")
        return
    accept(file)
    run.say(f"{file.resolve()} is trusted as it is now (recorded in {record_file()})")
