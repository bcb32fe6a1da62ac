"""`qa follow`, `qa refresh` and `qa brief --since-last` as people and cron use them."""

from __future__ import annotations

import email
import email.policy
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "fakes")]

from news_site import NewsSite, page  # noqa: E402

QUAY = (
    "A ferry hit the quay of Brackwater on Tuesday and twelve people were hurt, the harbour office said.",
    "The captain of the ferry is Mirela Sandhurst, the harbour office said on Wednesday.",
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[NewsSite]:
    monkeypatch.setenv("QA_ALLOW_PRIVATE", "true")
    monkeypatch.setenv("QA_REQUEST_PAUSE", "0")
    made = NewsSite()
    yield made
    made.close()


def test_from_following_a_page_to_a_mail_about_what_is_new(
    run: Callable, site: NewsSite, tmp_path: Path
) -> None:
    url = site.put("/ferry", page("Ferry hits the quay", *QUAY))
    first = run("follow", url)
    assert first.code == 0, first.err
    assert "1 new" in first.out
    assert run("follow").out.startswith("page  ")
    assert f"nothing is contacted but what is followed ({site.base[7:]})" in " ".join(
        run("doctor").out.split()
    )
    site.put("/ferry", page("Ferry hits the quay", QUAY[0].replace("twelve", "fourteen"), QUAY[1]))
    again = run("refresh")
    assert f"- {QUAY[0]}" in " ".join(again.out.split())
    assert "fourteen people were hurt" in " ".join(again.out.split())
    assert json.loads(run("refresh", "--json").out)[0]["outcome"] == "unchanged"
    file = tmp_path / "new.eml"
    wanted = ("--topic", "the ferry in Brackwater", "--since-last")
    made = run("brief", *wanted, "--mail", str(file), "--to", "ada@example.org")
    assert made.code == 0, made.err
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert mail["To"] == "ada@example.org"
    assert mail["Subject"] == "the ferry in Brackwater"
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds[:2] == ["text/plain", "text/html"]
    assert "fourteen people were hurt" in mail.get_body(("plain",)).get_content()
    nothing = run("brief", *wanted)
    assert nothing.code == 5
    assert "0 articles came in since" in nothing.err
    assert run("follow", url, "--stop").code == 0
    assert "Nothing is followed yet" in run("follow").out


def test_bad_input_gives_one_line_and_a_hint(run: Callable, site: NewsSite, library: Path) -> None:
    for words, code, said in (
        (("follow", "nowhere"), 3, "nowhere: no feed, page or folder"),
        (("follow", f"{site.base}/none"), 3, "the server answered 404"),
        (("follow", "x", "--stop"), 2, "not followed: x"),
        (("refresh", "nowhere"), 2, "not followed: nowhere"),
        (("watch", "nowhere"), 3, "nowhere: no such folder"),
        (("brief", "--topic", "x", "--to", "a@b.org"), 2, "--to needs --mail"),
        (("brief", "--topic", "ferry", "--mail", "x.eml", "--to", "nobody"), 2, "not a mail address: nobody"),
    ):
        ran = run(*words)
        assert ran.code == code, (words, ran.err)
        lines = ran.err.strip().split("\n")[-2:]
        assert lines[0].startswith("error: ")
        assert said in lines[0]
        assert lines[1].startswith("hint: ")


def test_a_failed_source_is_named_and_the_exit_code_tells_cron(run: Callable, site: NewsSite) -> None:
    url = site.put("/ferry", page("Ferry hits the quay", *QUAY))
    run("follow", url)
    site.put("/ferry", "gone", status=500)
    ran = run("refresh")
    assert ran.code == 3
    assert f"error: {url}: the server answered 500" in ran.err
    assert run("refresh").code == 0
