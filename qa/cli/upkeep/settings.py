"""`qa settings`: every setting, its value and where it comes from."""

from __future__ import annotations

from qa.cli.options import Json
from qa.cli.run import Run, command


@command
def settings(run: Run, as_json: Json = False) -> None:
    """Show every setting and where it comes from.

    Options win over the environment (QA_ and the name in capitals), that over .env in the current directory,
    that over the config file. Secrets are masked.
    """
    from qa.settings import config_file, masked, origins

    values = masked(run.settings())
    where = origins(run.flags)
    if as_json:
        run.json(
            {name: {"value": value, "origin": where.get(name, "default")} for name, value in values.items()}
        )
        return
    from qa.show.library import settings_page

    run.print(settings_page(values, where, run.page_width()))
    run.say(f"config file: {config_file()}" + ("" if config_file().is_file() else " (there is none)"))
