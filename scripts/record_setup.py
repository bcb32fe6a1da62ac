"""Record what a newcomer sees, `qa setup` and then `qa ask`, with a real model server on this machine.

    python scripts/record_setup.py

Ollama, llama.cpp, LM Studio or vLLM must answer on its usual port. Home and library are new folders; the
articles are those of corpus/. Writes docs/images/setup.svg from what the commands printed.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
WIDTH = 100
QUESTION = "Why did the valve of tank 7 fail?"


def ran(words: list[str], home: Path) -> str:
    """What a command prints, the names of folders of this machine left out. Raises CalledProcessError."""
    own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "COLUMNS": str(WIDTH)}
    command = [sys.executable, "-m", "qa", *words]
    done = subprocess.run(
        command, env=own, cwd=home, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.replace(str(home), "~")


def main() -> None:
    """Write the picture, and print the session."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        meta = ROOT / "corpus" / "meta.csv"
        ran(["add", str(ROOT / "corpus" / "articles"), "--meta", str(meta)], home)
        said = [(shown, ran(words, home)) for shown, words in (
            ("qa setup --yes", ["setup", "--yes"]),
            (f'qa ask "{QUESTION}"', ["ask", QUESTION]),
        )]  # fmt: skip
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    for shown, printed in said:
        console.print(Text(f"$ {shown}", style="bold"))
        console.print(Text(printed))
    svg = console.export_svg(title="qa", unique_id="setup", font_aspect_ratio=0.61)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts of another host
    (ROOT / "docs" / "images" / "setup.svg").write_text(svg, "utf-8")
    print("\n".join(f"$ {shown}\n{printed}" for shown, printed in said))


if __name__ == "__main__":
    main()
