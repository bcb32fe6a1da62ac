"""`qa doctor`: what works, which engine is used and why."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import Json
from qa.cli.run import Run, command


@command
def doctor(
    run: Run,
    deep: Annotated[bool, typer.Option("--deep", help="Read every file of the library to its end.")] = False,
    as_json: Json = False,
) -> int:
    """Check what works, which engine is used and why.

    Lists every address that would be contacted with these settings, and contacts each once.
    """
    with run.desk() as desk:
        checks = desk.doctor(deep=deep)
    bad = any(check.status == "fail" for check in checks)
    if as_json:
        rows = [{"name": c.name, "status": c.status, "detail": c.detail, "hint": c.hint} for c in checks]
        run.json({"healthy": not bad, "checks": rows})
    else:
        from qa.show.library import checks_page

        run.print(checks_page([(c.status, c.name, c.detail, c.hint) for c in checks], run.page_width()))
    return 1 if bad else 0
