"""Write everything that is generated from the code: help.txt, .env.example, docs/reference/, qa.1,
llms.txt, the tree in docs/explanation.md.

`python scripts/docs.py` writes the files, `--check` exits 1 and names those that are out of date.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from qa.cli.group import COMMANDS, HELP_WIDTH
from qa.settings import PREFIX, Settings
from qa.version import __version__

ROOT = Path(__file__).parents[1]


@cache
def help_of(*command: str) -> str:
    """What `qa COMMAND --help` prints at the width of the documentation."""
    program = "from qa.cli.group import app; import typer; typer.main.get_command(app)(prog_name='qa')"
    environment = {**os.environ, "COLUMNS": str(HELP_WIDTH + 2), "TERM": "dumb"}
    run = subprocess.run(
        [sys.executable, "-c", program, *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=ROOT,
    )
    return run.stdout


def commands_page() -> str:
    """The reference of all commands."""
    parts = [
        "# Commands\n",
        "Written by `python scripts/docs.py` from the code; a test fails when it is out of date.\n",
        f"```text\n{help_of().rstrip()}\n```\n",
    ]
    parts += [f"## qa {name}\n\n```text\n{help_of(name).rstrip()}\n```\n" for name in COMMANDS]
    return "\n".join(parts)


def fields() -> Iterator[tuple[str, str, str]]:
    """(name, default as text, description) of every setting."""
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        if name == "library":
            shown = "~/.local/share/newsdesk-qa"
        elif default is None or default == {}:
            shown = ""
        else:
            shown = str(default).lower() if isinstance(default, bool) else str(default)
        yield name, shown, " ".join((field.description or "").split())


def settings_page() -> str:
    """The reference of all settings."""
    rows = "\n".join(
        f"| `{name}` | {f'`{default}`' if default else ''} | {text.replace('|', chr(92) + '|')} |"
        for name, default, text in fields()
    )
    return f"""# Settings

Written by `python scripts/docs.py` from `qa/settings/settings.py`.

Options win over the environment (`QA_` and the name in capitals: `QA_TOP_K=5`), that over `.env` in the
current directory, that over `config.toml` in `newsdesk-qa` in the XDG configuration directory (`top_k = 5`),
that over the default. An unknown name is refused, wherever it stands. `qa settings` shows what is in force.

| setting | default | meaning |
|---|---|---|
{rows}
"""


def env_example() -> str:
    """Every setting as a line of .env, commented out."""
    blocks = [f"# {text}\n# {PREFIX}{name.upper()}={default}" for name, default, text in fields()]
    head = "# Copy to .env and take the # from what you set. `qa settings` shows what is in force."
    return head + "\n\n" + "\n\n".join(blocks) + "\n"


def man_page() -> str:
    """The manual page in roff, man macros: what `--help` says of every command."""
    head = f'.TH QA 1 "" "newsdesk-qa {__version__}" "User Commands"'
    parts = [head, ".SH NAME", r"qa \- answers from news articles, every sentence checked against its source"]
    parts += [".SH SYNOPSIS", r".B qa", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]..."]
    parts += [".SH DESCRIPTION", _verbatim(help_of())]
    for name in COMMANDS:
        parts += [f'.SH "qa {name}"', _verbatim(help_of(name))]
    parts += [".SH ENVIRONMENT", "Each setting is a variable, QA_ and its name in capitals:"]
    for name, _, text in fields():
        parts += [".TP", f".B {PREFIX}{name.upper()}", _roff(text)]
    return "\n".join(parts) + "\n"


def _verbatim(text: str) -> str:
    return "\n".join([".nf", *(_roff(line) for line in text.rstrip().split("\n")), ".fi"])


def _roff(line: str) -> str:
    """A line that roff prints as it is: dashes that can be copied, no request at its start."""
    plain = line.replace("\\", r"\e").replace("-", r"\-").replace("`", "")
    return r"\&" + plain if plain.startswith((".", "'")) else plain


def llms() -> str:
    """llms.txt (llmstxt.org): what there is to read, for a language model that helps with the tool."""
    rows = []
    for path in [
        *sorted((ROOT / "docs/how-to").glob("*.md")),
        *sorted((ROOT / "docs/reference").glob("*.md")),
    ]:
        title = path.read_text("utf-8").split("\n", 1)[0].removeprefix("# ")
        rows.append(f"- [{title}]({path.relative_to(ROOT).as_posix()})")
    commands = [f"- `qa {name}`: {summary}" for name, (_, summary) in COMMANDS.items()]
    readme = (ROOT / "README.md").read_text("utf-8")
    about = re.sub(r"[*]{2}", "", readme.split("\n\n")[1]).replace("\n", " ")
    return "\n".join([
        "# newsdesk-qa", "", f"> {about}", "",
        "Rules: exit code 5 means that the articles do not answer; only sentences that `qa` prints were",
        "checked; offsets of a citation count in the text that `qa show ID --json` gives.", "",
        "## Documentation", "", "- [Tutorial](docs/tutorial.md)", *rows,
        "- [How it works](docs/explanation.md)", "- [Skill for assistants](skills/newsdesk-qa/SKILL.md)", "",
        "## Commands", "", *commands, "",
    ])  # fmt: skip


def explanation() -> str:
    """docs/explanation.md with the layers of .importlinter, and every package with what it says of itself."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", "utf-8")
    layers = contracts["importlinter:contract:layers"]["layers"].split("\n")
    rows = []
    for init in sorted((ROOT / "qa").glob("*/**/__init__.py")):
        place = init.parent.relative_to(ROOT / "qa").parts
        about = (ast.get_docstring(ast.parse(init.read_text("utf-8"))) or "").split("\n\n")[0]
        rows.append(f"{'  ' * (len(place) - 1) + place[-1] + '/':22} {' '.join(about.split())}")
    text = (ROOT / "docs/explanation.md").read_text("utf-8")
    head, marked, tail = text.partition("\n## The tree\n")
    for block in (
        "\n    > ".join(filter(None, (" > ".join(layers[1:9]), " > ".join(layers[9:])))),
        "\n".join(rows),
    ):
        before, _, rest = tail.partition("```text\n")
        head, marked, tail = f"{head}{marked}{before}```text\n{block}\n```", "", rest.partition("\n```")[2]
    return head + tail


def pages() -> dict[str, str]:
    """Path in the repository -> content."""
    return {
        "qa/cli/help.txt": help_of(),
        ".env.example": env_example(),
        "docs/reference/commands.md": commands_page(),
        "docs/reference/settings.md": settings_page(),
        "docs/man/qa.1": man_page(),
        "llms.txt": llms(),
        "docs/explanation.md": explanation(),
    }


def main() -> int:
    """Write or check; 1 when something was out of date and only checked."""
    stale = [
        path
        for path, text in pages().items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text
    ]
    if "--check" in sys.argv:
        print("\n".join(f"out of date: {path}" for path in stale) or "all up to date")
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(pages()[path], "utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
