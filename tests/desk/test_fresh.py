"""Sources that are followed: what is new comes in once, changes are shown, servers are asked politely."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("fakes", "library")]

from library_world import HashEmbedder  # noqa: E402
from news_site import NewsSite, page  # noqa: E402

from qa.articles.fetch import Seen  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.desk.fresh.follows import Follows  # noqa: E402
from qa.desk.fresh.polite import Visitor, WaitingError  # noqa: E402
from qa.desk.fresh.refresh import follow, refresh  # noqa: E402
from qa.desk.fresh.watch import watch  # noqa: E402
from qa.errors import ConfigError, LoadError  # noqa: E402
from qa.library.recent import added_since  # noqa: E402
from qa.settings import load_settings  # noqa: E402
from qa.types import AddReport  # noqa: E402

QUAY = (
    "A ferry hit the quay of Brackwater on Tuesday.",
    "Twelve people were hurt, the harbour office said.",
    "The captain of the ferry is Mirela Sandhurst.",
)


@pytest.fixture
def site() -> Iterator[NewsSite]:
    made = NewsSite()
    yield made
    made.close()


@pytest.fixture
def desk(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(load_settings({"library": own_home / "library", "allow_private": True, "backups": False}))
    monkeypatch.setattr(type(made.engines), "embedder", HashEmbedder())
    yield made
    made.close()


class Clock:
    """Pauses that pass at once, and how long they were."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def visitor(desk: Desk, pause: float = 0.0, clock: Clock | None = None) -> Visitor:
    follows = Follows(desk.settings.library)
    sleep = clock or Clock()
    return Visitor(
        follows, allow_private=True, max_bytes=1 << 20, pause=pause, sleep=sleep, clock=lambda: 100.0
    )


def begin(desk: Desk, source: str, *, pages: bool = False, outlet: str | None = None) -> None:
    follow(desk, source, visitor(desk), outlet=outlet, pages=pages)


def outcomes(desk: Desk) -> list[str]:
    return [one.outcome for one in refresh(desk, visitor(desk))]


def test_a_feed_is_asked_whether_it_changed_and_sends_itself_once(site: NewsSite, desk: Desk) -> None:
    url = site.feed("/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)))
    begin(desk, url)
    site.forget()
    assert outcomes(desk) == ["new"]
    assert outcomes(desk) == ["unchanged"]
    assert site.asked == [("/feed", 200), ("/feed", 304)]
    site.feed(
        "/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)), ("Tram", "/b", "The tram runs again today.")
    )
    assert outcomes(desk) == ["new"]
    assert sorted(a.title for a in desk.list()) == ["Ferry hits the quay", "Tram"]


def test_a_silent_edit_becomes_a_change_with_the_sentences_that_went_and_came(
    site: NewsSite, desk: Desk
) -> None:
    url = site.put("/a", page("Ferry hits the quay", *QUAY))
    begin(desk, url)
    refresh(desk, visitor(desk))
    site.put(
        "/a",
        page("Ferry hits the quay", QUAY[0], "Fourteen people were hurt, the harbour office said.", QUAY[2]),
    )
    (one,) = refresh(desk, visitor(desk))
    assert one.outcome == "changed"
    (change,) = one.changes
    assert change.lines == (
        ("-", "Twelve people were hurt, the harbour office said."),
        ("+", "Fourteen people were hurt, the harbour office said."),
    )
    (current,) = desk.list()
    assert "Fourteen" in current.text
    assert [old.id for old in desk.history(current.id)] == [change.before.id]


def test_a_server_without_validators_is_believed_by_its_bytes(site: NewsSite, desk: Desk) -> None:
    url = site.put("/a", page("Ferry hits the quay", *QUAY), validators=False)
    begin(desk, url)
    assert outcomes(desk) == ["new"]
    assert outcomes(desk) == ["unchanged"]


def test_the_pages_of_a_feed_are_read_and_asked_again_when_they_are_corrected(
    site: NewsSite, desk: Desk
) -> None:
    site.put("/a", page("Ferry hits the quay", *QUAY))
    url = site.feed("/feed", ("Ferry hits the quay", "/a", "A ferry hit the quay …"))
    begin(desk, url, pages=True)
    assert outcomes(desk) == ["new"]
    (article,) = desk.list()
    assert "Mirela Sandhurst" in article.text
    assert article.outlet == "Harbour Post"
    site.put("/a", page("Ferry hits the quay", *QUAY, "Nobody was killed, the harbour office added."))
    site.forget()
    assert outcomes(desk) == ["changed"]
    assert [path for path, _ in site.asked] == ["/feed", "/a"]


def test_what_a_feed_says_of_its_entries_completes_their_pages(site: NewsSite, desk: Desk) -> None:
    bare = "<!doctype html><html lang=en><body><article><h1>Ferry hits the quay</h1><p>{}</article>"
    site.put("/a", bare.format("<p>".join(QUAY)))
    begin(desk, site.feed("/feed", ("Ferry hits the quay", "/a", "A ferry hit …")), pages=True)
    assert outcomes(desk) == ["new"]
    site.put("/a", bare.format("<p>".join((*QUAY, "Nobody was killed, the harbour office added."))))
    assert outcomes(desk) == ["changed"]  # the feed itself was not sent again
    (article,) = desk.list()
    assert "Nobody was killed" in article.text
    assert (article.outlet, article.published) == ("Harbour Post", date(2026, 2, 3))


def test_robots_txt_is_obeyed_and_asked_for_once_a_day(site: NewsSite, desk: Desk) -> None:
    site.put(
        "/robots.txt", "User-agent: newsdesk-qa\nDisallow: /private/\nCrawl-delay: 3\n", kind="text/plain"
    )
    url = site.put("/private/a", page("Ferry hits the quay", *QUAY))
    with pytest.raises(LoadError, match=r"robots\.txt forbids"):
        begin(desk, url)
    begin(desk, site.put("/open/a", page("Ferry hits the quay", *QUAY)))
    begin(desk, site.put("/open/b", page("Tram", "The tram of Brackwater runs again today, it said.")))
    clock = Clock()
    refresh(desk, visitor(desk, clock=clock))
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert clock.slept == [3.0]
    assert ("/private/a", 200) not in site.asked


def test_a_host_is_not_asked_twice_within_its_pause(site: NewsSite, desk: Desk) -> None:
    for name in "abc":
        begin(desk, site.put(f"/{name}", page(f"Ferry {name}", *QUAY, f"This is page {name} of them all.")))
    clock = Clock()
    refresh(desk, visitor(desk, pause=1.0, clock=clock))
    assert clock.slept == [1.0, 1.0]


def test_a_source_that_fails_is_left_alone_for_longer_each_time(
    site: NewsSite, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.feed("/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)))
    begin(desk, url)
    site.put("/feed", "gone wrong", status=503)

    def later(moment: float) -> None:
        monkeypatch.setattr(time, "time", lambda: moment)

    (one,) = refresh(desk, visitor(desk))
    assert one.outcome == "failed"
    assert "503" in one.reason
    site.forget()
    assert outcomes(desk) == ["waiting"]
    assert site.asked == []
    follows, waits = Follows(desk.settings.library), []
    for _ in range(9):
        later(follows.address(url).due + 1)
        (one,) = refresh(desk, visitor(desk))
        waits.append(round(follows.address(url).due - time.time()))
    assert waits[:3] == [1800, 3600, 7200]
    assert max(waits) == 86_400
    later(follows.address(url).due + 1)
    site.feed("/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)))
    assert outcomes(desk) == ["new"]
    assert follows.address(url).failures == 0


def test_a_server_that_asks_to_wait_is_waited_for(site: NewsSite, desk: Desk) -> None:
    url = site.feed("/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)))
    begin(desk, url)
    site.put("/feed", "too many", status=429, headers={"Retry-After": "7200"})
    refresh(desk, visitor(desk))
    left = Follows(desk.settings.library).address(url).due - time.time()
    assert 7100 < left <= 7200
    with pytest.raises(WaitingError, match="asked again after"):
        visitor(desk).visit(url, url)


def test_one_source_that_fails_stops_none_of_the_others(site: NewsSite, desk: Desk, tmp_path: Path) -> None:
    begin(desk, site.put("/a", page("Ferry hits the quay", *QUAY)))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "tram.txt").write_text(
        "The tram runs\n\nThe tram of Brackwater runs again today, its office said."
    )
    begin(desk, str(folder))
    site.put("/a", "gone", status=410)
    assert sorted(outcomes(desk)) == ["failed", "new"]


def test_a_list_of_feeds_is_its_feeds_and_a_page_tells_of_its_feed(
    site: NewsSite, desk: Desk, tmp_path: Path
) -> None:
    feed = site.feed("/feed", ("Ferry hits the quay", "/a", " ".join(QUAY)))
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body><outline text="x" xmlUrl="{feed}"/></body></opml>')
    found, _ = follow(desk, str(opml), visitor(desk), outlet=None, pages=False)
    assert [(one.source, one.kind) for one in found] == [(feed, "feed")]
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    url = site.put("/", page("Ferry hits the quay", *QUAY, head=link))
    found, note = follow(desk, url, visitor(desk), outlet=None, pages=False)
    assert [one.kind for one in found] == ["page"]
    assert note.endswith(f"qa follow {feed}")


def test_what_is_nothing_to_follow_is_said(desk: Desk) -> None:
    with pytest.raises(LoadError, match="no feed, page or folder"):
        begin(desk, "no-such-folder")
    with pytest.raises(ConfigError, match="not followed: x"):
        Follows(desk.settings.library).drop("x")


def test_a_source_that_is_followed_no_more_leaves_its_articles(site: NewsSite, desk: Desk) -> None:
    url = site.put("/a", page("Ferry hits the quay", *QUAY))
    begin(desk, url)
    refresh(desk, visitor(desk))
    Follows(desk.settings.library).drop(url)
    assert refresh(desk, visitor(desk)) == []
    assert len(desk.list()) == 1


def test_what_came_in_is_told_by_its_time(site: NewsSite, desk: Desk) -> None:
    begin(desk, site.put("/a", page("Ferry hits the quay", *QUAY)))
    refresh(desk, visitor(desk))
    then = time.time()
    assert len(added_since(desk.library(), 0.0)) == 1
    assert added_since(desk.library(), then) == ()


def test_what_a_page_says_of_itself_goes_into_the_next_request() -> None:
    assert Seen('"a"', "Tue, 03 Feb 2026 08:00:00 GMT").headers == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Tue, 03 Feb 2026 08:00:00 GMT",
    }
    assert Seen().headers == {}


def test_a_folder_that_is_empty_can_be_watched(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    stop, reports = threading.Event(), list[AddReport]()
    threading.Timer(0.5, stop.set).start()
    watch(desk, tmp_path / "in", reports.append, stop=stop)
    assert reports == []


def test_a_watched_folder_keeps_the_outlet_that_it_is_followed_with(desk: Desk, tmp_path: Path) -> None:
    folder, stop, reports = tmp_path / "in", threading.Event(), list[AddReport]()
    folder.mkdir()
    told = {
        "title": "Ferry hits the quay",
        "text": " ".join(QUAY),
        "outlet": "Relay",
        "url": "https://r.example/1",
    }
    (folder / "a.json").write_text(json.dumps(told))
    begin(desk, str(folder), outlet="Harbour Post")
    assert outcomes(desk) == ["new"]
    threading.Timer(0.5, stop.set).start()
    watch(desk, folder, reports.append, stop=stop)
    assert [item.status for report in reports for item in report.items] == ["unchanged"]
    assert [article.outlet for article in desk.list()] == ["Harbour Post"]


def test_a_watched_folder_adds_what_is_written_into_it(desk: Desk, tmp_path: Path) -> None:
    folder, stop = tmp_path / "in", threading.Event()
    folder.mkdir()
    (folder / "a.txt").write_text("Ferry hits the quay\n\n" + " ".join(QUAY))
    reports: list[AddReport] = []

    def told(report: AddReport) -> None:
        reports.append(report)
        if len(reports) == 1:
            later = "The tram runs\n\nThe tram of Brackwater runs again today, its office said."
            threading.Timer(0.5, lambda: (folder / "b.txt").write_text(later)).start()
            (folder / ".hidden.txt").write_text(later)
        else:
            stop.set()

    threading.Timer(120, stop.set).start()
    watch(desk, folder, told, stop=stop)
    assert [report.count("added") for report in reports] == [1, 1]
    assert len(desk.list()) == 2
