"""Bad input, through the real program: one line that says what is wrong, one that says what to do, the right
exit code, nothing lost of the rest.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

QUESTION = "Who is the captain of the ferry?"
STORY = (
    "The ferry of {0} hit the quay on {1}. Its captain is Mirela Sandhurst, the harbour office of {0} said."
)


def record(place: str, day: str) -> str:
    return json.dumps({"title": f"Ferry hits the quay of {place}", "text": STORY.format(place, day)})


def blank_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.rect(10, 10, 100, 100, fill=1)
    page.showPage()
    page.save()
    return buffer.getvalue()


def is_one_error(ran: Any, code: int, says: str, suggests: str = "") -> None:
    """One error line, one hint line, nothing else on stderr, and the exit code."""
    assert ran.code == code, ran.err
    lines = ran.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["error", "hint"], ran.err
    assert says in lines[0]
    assert suggests in lines[1]
    assert len(lines[1]) > len("hint: ")
    assert "Traceback" not in ran.out + ran.err


BAD_FILES = [
    ("empty.txt", lambda: b"", "the file is empty", "leave the file out"),
    ("blank.txt", lambda: b" \n\t\n", "empty", ""),
    ("binary.txt", lambda: bytes(range(256)) * 40, "binary", ""),
    ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" * 900, "files ending in .jpg are not read", ".html"),
    (
        "huge.txt",
        lambda: b"The harbour opened again. " * (30 * 2**20 // 26),
        "larger than 20 MB",
        "QA_MAX_FILE_MB",
    ),
    ("one.json", lambda: b'{"title": "broken', "not valid JSON", ""),
    ("scan.pdf", blank_pdf, "no text", ""),
]


@pytest.mark.parametrize(
    ("name", "content", "says", "suggests"), BAD_FILES, ids=[row[0] for row in BAD_FILES]
)
def test_a_file_that_cannot_be_read(
    qa: Callable, own_home: Path, name: str, content: Callable[[], bytes], says: str, suggests: str
) -> None:
    Path(name).write_bytes(content())
    ran = qa("add", name)
    is_one_error(ran, 3, says, suggests)
    assert name in ran.err.splitlines()[0]


def test_the_rest_of_a_batch_with_every_kind_of_bad_file_is_kept(qa: Callable, own_home: Path) -> None:
    folder = Path("batch")
    folder.mkdir()
    for name, content, _, _ in BAD_FILES:
        (folder / name).write_bytes(content())
    (folder / "good.txt").write_text(f"Ferry hits the quay\n\n{STORY.format('Brackwater', 'Tuesday')}")
    ran = qa("add", "batch", *[f"batch/{row[0]}" for row in BAD_FILES], "no/such.txt", "--json")
    is_one_error(ran, 3, "were not added")
    report = json.loads(ran.out)
    assert report["counts"]["added"] == 1
    assert report["counts"]["failed"] == len(BAD_FILES) + 1
    assert all(
        item["detail"] and "\n" not in item["detail"]
        for item in report["items"]
        if item["status"] == "failed"
    )
    assert json.loads(qa("ask", QUESTION, "--json").out)["found"] is True


def test_broken_json_on_line_7_is_named_and_the_other_lines_are_kept(qa: Callable, own_home: Path) -> None:
    places = ["Lund", "Selm", "Orrin", "Tavik", "Marrow", "Pell", "Quist", "Rask", "Sund"]
    lines = [record(place, f"day {n}") for n, place in enumerate(places)]
    lines[6] = '{"title": "broken'
    Path("lines.jsonl").write_text("\n".join(lines) + "\n")
    ran = qa("add", "lines.jsonl", "--json")
    is_one_error(ran, 3, "line 7: not valid JSON", "the others were added")
    assert json.loads(ran.out)["counts"]["added"] == 8


def test_a_wrong_encoding_is_repaired(qa: Callable, own_home: Path) -> None:
    text = "Fähre trifft Kai\n\nDie Fähre traf am Dienstag die Kaimauer, sagte der Hafenmeister über Funk."
    page = f'<html><head><meta charset="utf-8"><title>{text[:16]} in Köln</title></head><p>{text}</p></html>'
    Path("latin.txt").write_bytes(text.encode("cp1252"))
    Path("claims-utf8.html").write_bytes(page.encode("cp1252"))
    ran = qa("add", "latin.txt", "claims-utf8.html")
    assert (ran.code, ran.err) == (0, "")
    assert "Die Fähre traf am Dienstag" in qa("show", "latin.txt", "--text").out
    assert "Die Fähre traf am Dienstag" in qa("show", "claims-utf8", "--text").out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_directory_without_permission(qa: Callable, own_home: Path) -> None:
    folder = Path("locked")
    folder.mkdir()
    folder.chmod(0)
    try:
        is_one_error(qa("add", "locked"), 3, "locked: cannot be opened", "permissions")
    finally:
        folder.chmod(0o700)


def test_a_directory_without_articles(qa: Callable, own_home: Path) -> None:
    Path("nothing").mkdir()
    is_one_error(qa("add", "nothing"), 3, "no articles in this directory")


@pytest.mark.parametrize(
    "arguments", [("add", "no/such.txt"), ("add", "no/*.txt"), ("add", "x.txt", "--meta", "y.csv")]
)
def test_a_missing_path(qa: Callable, own_home: Path, arguments: tuple[str, ...]) -> None:
    is_one_error(qa(*arguments), 3, "no")


def test_a_library_without_articles_cannot_answer(qa: Callable, own_home: Path) -> None:
    Path("one.txt").write_text(f"Ferry hits the quay\n\n{STORY.format('Brackwater', 'Tuesday')}")
    assert qa("add", "one.txt").code == 0
    assert qa("remove", "one.txt").code == 0
    for arguments in (("ask", QUESTION), ("search", "ferry"), ("summarize", "--topic", "ferry")):
        is_one_error(qa(*arguments), 3, "holds no articles", "qa add")
    assert qa("list").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says", "suggests"),
    [
        (("ask", QUESTION), 3, "there is no library at", "qa add"),
        (("ask", QUESTION, "--frobnicate"), 2, "no such option: --frobnicate", "qa ask --help"),
        (("ask", QUESTION, "--engine", "llm"), 2, "needs a model", "QA_MODEL"),
        (("ask", QUESTION, "--model", "gpt"), 2, "provider:name", ""),
        (("ask", QUESTION, "--since", "someday"), 2, "not a day: 'someday'", "2025-08-20"),
        (("ask", "who since:2025-13-45"), 2, "not a day", "2025-08-20"),
        (("ask", QUESTION, "--since", "2026-02-02", "--until", "2026-01-01"), 2, "is after until", "swap"),
        (("add", "x.txt", "--published", "never"), 2, "not a day", "2025-08-20"),
        (("add", "x.txt", "--published", "2020-13-45", "--dry-run"), 2, "not a day", "2025-08-20"),
        (("search", ""), 2, "nothing to search for", "qa search"),
        (("export", "--format", "foo"), 2, "for '--format': 'foo' is not one of", "qa export --help"),
        (("summarize", "--topic", "x", "--words", "-5"), 2, "'--words': it has to be 10 or more", "--help"),
        (("summarize", "--topic", "x", "--words", "99999"), 2, "it has to be 2000 or less", "--help"),
        (("search", "x", "-k", "some"), 2, "for '-k': it has to be a whole number", "qa search --help"),
        (("timeline", "--topic", ""), 2, "it is empty", "qa brief --schema"),
    ],
)
def test_a_wrong_command_line(
    qa: Callable, own_home: Path, arguments: tuple[str, ...], code: int, says: str, suggests: str
) -> None:
    is_one_error(qa(*arguments), code, says, suggests)


def test_importing_a_folder_says_that_it_is_one(qa: Callable, own_home: Path) -> None:
    Path("some").mkdir()
    is_one_error(qa("import", "some"), 3, "some is a folder", "qa add some")


def test_a_list_without_articles_of_an_outlet_says_that_there_is_no_such_outlet(
    qa: Callable, library: Path
) -> None:
    ran = qa("list", "--outlet", "Evening Lmap")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "0 articles",
        "no article is from Evening Lmap: did you mean Evening Lamp?",
    ]
    for command in (("list",), ("search", "ferry"), ("ask", QUESTION)):
        assert "no article is from Nope\n" in qa(*command, "--outlet", "Nope").err
    assert qa("list", "--outlet", "The Evening Lamp").err.splitlines() == ["1 article"]
    assert qa("list", "--outlet", "Evening Lamp", "--since", "2026-03-01").err.splitlines() == ["0 articles"]


def test_a_preview_shows_what_is_stated_of_the_articles(qa: Callable, own_home: Path) -> None:
    Path("one.txt").write_text(f"Ferry hits the quay\n\n{STORY.format('Brackwater', 'Tuesday')}")
    Path("meta.csv").write_text("path,url\none.txt,https://post.example/ferry\n")
    stated = ("--published", "2020-12-31", "--outlet", "Evening Lamp", "--meta", "meta.csv")
    ran = qa("add", "one.txt", *stated, "--dry-run")
    assert ran.code == 0
    assert "Evening Lamp · 2020-12-31" in ran.out
    assert "https://post.example/ferry" in ran.out


def test_an_unknown_article(qa: Callable, library: Path) -> None:
    for command in ("show", "remove", "summarize", "export"):
        is_one_error(qa(command, "no such thing"), 3, "no article is named", "qa list")


def test_an_unknown_or_impossible_setting_is_named_with_its_place(qa: Callable, own_home: Path) -> None:
    is_one_error(qa("list", env={"QA_COLOUR": "blue"}), 2, "unknown setting QA_COLOUR in the environment")
    is_one_error(qa("list", env={"QA_TOP_K": "many"}), 2, "top_k", "")
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "newsdesk-qa" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("colour = 'blue'\n")
    is_one_error(qa("list"), 2, f"unknown setting colour in {config}")
    config.write_text("top_k = = 3\n")
    is_one_error(qa("list"), 2, str(config), "TOML")


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "no text"), (b" \n", "no text"), (bytes(range(32)) * 40, "binary")]
)
def test_a_draft_without_text_is_not_borne_out(
    qa: Callable, library: Path, content: bytes, says: str
) -> None:
    Path("draft.md").write_bytes(content)
    is_one_error(qa("check", "draft.md"), 3, f"draft.md: {says}" if says == "no text" else says, "text file")


def test_a_draft_in_another_encoding_is_read(qa: Callable, library: Path) -> None:
    Path("draft.txt").write_bytes("The mayor’s café sank.".encode("utf-16"))
    assert "The mayor’s café sank." in qa("check", "draft.txt").out


def test_following_nothing_does_not_follow_the_folder_one_is_in(qa: Callable, own_home: Path) -> None:
    is_one_error(qa("follow", ""), 3, "no feed, page or folder", "web address")


def test_a_source_that_fails_is_named_once_in_a_line(qa: Callable, own_home: Path) -> None:
    Path("clippings").mkdir()
    ran = qa("follow", "clippings")
    assert ran.code == 3
    assert all(line.count("clippings") < 2 for line in (ran.out + ran.err).splitlines())


def test_citing_nothing_says_so(qa: Callable, library: Path) -> None:
    ran = qa("cite", "--tag", "nowhere")
    assert (ran.code, ran.out.strip()) == (0, "")
    assert "no articles meet these filters" in ran.err


def test_cases_that_cannot_be_read_are_one_line(qa: Callable, own_home: Path) -> None:
    is_one_error(qa("eval", "none.jsonl"), 2, "none.jsonl: No such file", "qa eval CASES.jsonl")
    Path("bad.jsonl").write_bytes(b"\xff\xfe\x00")
    is_one_error(qa("eval", "bad.jsonl"), 2, "bad.jsonl: not text in UTF-8", "qa eval CASES.jsonl")
