"""The commands of the how-to pages, run one after the other as a reader would, in a home of their own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "fakes")]

from news_site import NewsSite, page  # noqa: E402

ROOT = Path(__file__).parents[2]
PAGES = ("cite", "keep-fresh", "mark-articles", "own-networks", "install", "languages")


def commands(name: str) -> list[str]:
    """The lines of the bash blocks of a page, without comments."""
    text = (ROOT / f"docs/how-to/{name}.md").read_text("utf-8")
    blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.split("\n")]
    return [line for line in lines if shlex.split(line, comments=True)]


def follow_page(name: str, run: Callable, home: Path) -> str:
    """Run each command of a page in `home`; what all of them printed. `> FILE` is written there."""
    shown = ""
    for line in commands(name):
        words = [os.path.expandvars(word) for word in shlex.split(line, comments=True)]
        words = [str(home / word[2:]) if word.startswith("~/") else word for word in words]
        if "--install-completion" in words:  # it would act on the machine of the test
            continue
        words, target = (words[: words.index(">")], words[-1]) if ">" in words else (words, None)
        if words[0] == "qa":
            ran = run(*words[1:])
            code, out, told = ran.code, ran.out, ran.err
        else:
            done = subprocess.run([sys.executable, *words[1:]], cwd=home, capture_output=True, text=True)
            code, out, told = done.returncode, done.stdout, done.stderr
        assert code == 0, f"{line}: {told}"
        if target:
            (home / target).write_text(out, "utf-8")
        shown += out + told
    return shown


@pytest.fixture
def place(own_home: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with what the pages take for granted: a library, a vault, a folder of clippings, a news site."""
    (own_home / "vault").mkdir()
    (own_home / "clippings").mkdir()
    text = "Quay opens again\n\nThe quay of Brackwater opened again on Friday, its harbour office said."
    (own_home / "clippings" / "quay.txt").write_text(text)
    monkeypatch.setenv("QA_ALLOW_PRIVATE", "true")
    monkeypatch.setenv("QA_REQUEST_PAUSE", "0")
    return own_home


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> NewsSite:
    made = NewsSite()
    story = "The ferry in Brackwater sails again from Monday, its owner said in the harbour."
    made.feed("/feed", ("The ferry sails again", "/a", story))
    made.feed("/beginnings", ("The inquiry begins", "/b", "An inquiry …"))
    made.put(
        "/b", page("The inquiry begins", "An inquiry into the ferry accident in Brackwater began on Friday.")
    )
    monkeypatch.setenv("SITE", made.base)
    return made


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_the_page_works(name: str, run: Callable, place: Path, site: NewsSite) -> None:
    shown = follow_page(name, run, place)
    site.close()
    assert shown


def test_the_files_of_the_page_on_citing_are_what_it_says(run: Callable, place: Path) -> None:
    shown = follow_page("cite", run, place)
    assert "TextQuoteSelector" in shown
    assert "Brackwater Post, 2026-02-03. https://post.example/ferry" in shown
    assert (place / "articles.bib").read_text().count("@article{") == 2
    answer = (place / "answer.ris").read_text()
    assert "N1  - “The captain of the ferry is Mirela Sandhurst, the harbour office said.”" in answer
    assert len(list((place / "vault/articles").iterdir())) == 2
    linked = re.search(r"\[\[(.+)#\^(p\d+)\|1\]\] \^s1\n", (place / "vault/captain.md").read_text())
    assert linked is not None
    paragraphs = (place / f"vault/articles/{linked[1]}.md").read_text().split("\n\n")
    (cited,) = [text for text in paragraphs if text.rstrip().endswith(f"^{linked[2]}")]
    assert "The captain of the ferry is Mirela Sandhurst" in cited


def test_two_commands_bring_a_newcomer_with_a_model_server_to_a_checked_answer(
    run: Callable, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first block of the page on models, and the recorded session in docs/images/setup.svg."""
    from qa.answer.llm.chat import probe
    from tests.fakes.openai_server import Reply, fake_openai

    with fake_openai() as server:
        real = probe.find_local_servers
        monkeypatch.setattr(probe, "find_local_servers", lambda: real([("Ollama", server.port)]))
        server.models, server.default = ["small-model"], Reply("1.2: The ferry carried 40 cars.")
        setup, _ = commands("use-a-model")[:2]
        assert "borne out by its source" in run(*shlex.split(setup, comments=True)[1:]).err
        server.default = Reply("The captain of the ferry is Mirela Sandhurst.")
        ran = run("ask", "Who is the captain of the ferry?")
    assert ran.code == 0
    assert "Mirela Sandhurst" in ran.out
    assert "[1]" in ran.out
