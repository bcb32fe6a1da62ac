"""Draw the pictures of the README from the demo library: run `make demo` first."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa.desk.desk import Desk
from qa.settings import load_settings
from qa.show.answers import answer_page

ROOT = Path(__file__).parents[1]
WIDTH = 88
QUESTIONS = {
    "ask": "Did Marrowby concede?",
    "not-answered": "Who won the mayoral election in Caldmere?",
}


def main() -> int:
    """Write docs/images/*.svg."""
    library = ROOT / ".demo" / "library"
    if not library.is_dir():
        print("error: no demo library\nhint: make demo", file=sys.stderr)
        return 3
    (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
    with Desk(load_settings({"library": library, "log": False})) as desk:
        for name, question in QUESTIONS.items():
            console = Console(
                record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False
            )
            console.print(Text(f'$ qa ask "{question}"\n', style="bold"))
            console.print(answer_page(desk.ask(question), WIDTH).text, soft_wrap=True)
            svg = console.export_svg(title="qa", unique_id=name, font_aspect_ratio=0.61)
            svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts of another host
            (ROOT / "docs" / "images" / f"{name}.svg").write_text(svg, "utf-8")
            print(f"wrote docs/images/{name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
