"""The commands of the how-to pages, run one after the other as a reader would, in an empty home."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("cite",)


def commands(page: str) -> str:
    """The bash blocks of a page as one script; each `$` prompt and each block that says so is left out."""
    text = (ROOT / f"docs/how-to/{page}.md").read_text("utf-8")
    return "\n".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL))


def shell(script: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a script whose `qa` is this one; it stops at the first command that fails."""
    programs = place / ".programs"
    programs.mkdir(exist_ok=True)
    for name, words in (("qa", f'"{sys.executable}" -m qa'), ("python", f'"{sys.executable}"')):
        (programs / name).write_text(f'#!/bin/sh\nexec {words} "$@"\n')
        (programs / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=place,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_works(page: str, library: Path, own_home: Path) -> None:
    (own_home / "vault").mkdir()
    done = shell(commands(page), own_home)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_files_of_the_page_on_citing_are_what_it_says(library: Path, own_home: Path) -> None:
    (own_home / "vault").mkdir()
    done = shell(commands("cite"), own_home)
    assert "TextQuoteSelector" in done.stdout
    assert "Brackwater Post, 2026-02-03. https://post.example/ferry" in done.stdout
    assert (own_home / "articles.bib").read_text().count("@article{") == 2
    answer = (own_home / "answer.ris").read_text()
    assert "N1  - “The captain of the ferry is Mirela Sandhurst, the harbour office said.”" in answer
    assert len(list((own_home / "vault/articles").iterdir())) == 2
    linked = re.search(r"\[\[(.+)#\^(p\d+)\|1\]\] \^s1\n", (own_home / "vault/captain.md").read_text())
    assert linked is not None
    paragraphs = (own_home / f"vault/articles/{linked[1]}.md").read_text().split("\n\n")
    (cited,) = [text for text in paragraphs if text.rstrip().endswith(f"^{linked[2]}")]
    assert "The captain of the ferry is Mirela Sandhurst" in cited
