"""Asking web servers as they wish to be asked: robots.txt, a pause between two requests, patience after a no.

Sources: RFC 9309 (robots.txt), RFC 6585 (429), RFC 9110 (Retry-After, conditional requests).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from qa.articles.fetch import AGENT, Download, Seen, StatusError, fetch
from qa.desk.fresh.follows import Address, Follows
from qa.errors import LoadError

PAUSE = 1.0
"""Seconds between two requests to one host, when its robots.txt asks for no longer pause."""

LONGEST_PAUSE = 30.0
"""A crawl delay beyond this is not waited for: a refresh would take hours."""

_ROBOTS_DAY, _ROBOTS_BYTES = 86_400.0, 500 * 1024
"""RFC 9309: robots.txt is kept for a day at most, and at least 500 KiB of it are read."""


class WaitingError(LoadError):
    """The address failed before and is not asked yet again."""


class Visitor:
    """Downloads pages for one refresh. Requests to one host are at least its pause apart."""

    def __init__(
        self,
        follows: Follows,
        *,
        allow_private: bool,
        max_bytes: int,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._follows = follows
        self._allow_private = allow_private
        self._max_bytes = max_bytes
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}
        self._peeked: dict[str, Download] = {}

    def peek(self, url: str) -> Download:
        """The page, to see what it is; the next visit gets it without asking once more. Raises LoadError."""
        page = self._peeked[url] = self._download(url, Seen())
        return page

    def visit(self, url: str, source: str) -> Download | None:
        """The page when it is new or has changed since it was last asked for; None when it has not.

        Raises WaitingError while the address is left alone, LoadError when it cannot be had; that is
        noted, and the wait grows.
        """
        known = self._follows.address(url)
        if known.due > time.time():
            raise WaitingError(
                f"{known.reason}; asked again after {_clock(known.due)}", "nothing has to be done"
            )
        try:
            return self._ask(url, source, known)
        except LoadError as error:
            retry_after = error.retry_after if isinstance(error, StatusError) else None
            due = self._follows.failed(url, source, error.message, retry_after)
            raise LoadError(f"{error.message}; asked again after {_clock(due)}", error.hint) from None

    def _ask(self, url: str, source: str, known: Address) -> Download | None:
        page = self._peeked.pop(url, None) or self._download(url, known.seen if known.sha256 else Seen())
        if page.unchanged:
            self._follows.answered(url, source, known.seen, None)
            return None
        digest = hashlib.sha256(page.data).hexdigest()
        return None if digest == known.sha256 and self.keep(url, source, page) else page

    def _download(self, url: str, seen: Seen) -> Download:
        rules = self._robots(url)
        if not rules.can_fetch(AGENT, url):
            raise LoadError(
                "its robots.txt forbids programs to read it", "save the page in a browser and add it"
            )
        self._wait(url, rules)
        return fetch(url, allow_private=self._allow_private, max_bytes=self._max_bytes, seen=seen)

    def keep(self, url: str, source: str, page: Download) -> bool:
        """Note what a page gave, once its articles are in the library: a killed refresh asks for it again."""
        self._follows.answered(url, source, page.seen, hashlib.sha256(page.data).hexdigest())
        return True

    def _wait(self, url: str, rules: RobotFileParser) -> None:
        """Until the host may be asked again."""
        host = urlsplit(url).netloc
        delay = rules.crawl_delay(AGENT)
        pause = min(max(self._pause, float(delay)), LONGEST_PAUSE) if delay else self._pause
        before, now = self._last.get(host), self._clock()
        if before is not None and (left := before + pause - now) > 0:
            self._sleep(left)
        self._last[host] = self._clock()

    def _robots(self, url: str) -> RobotFileParser:
        """The rules of a host. Without a robots.txt all is allowed; while it is out of order nothing is."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            text = self._follows.robots(host, time.time() - _ROBOTS_DAY)
            if text is None:
                text = self._fetch_robots(host)
                self._follows.put_robots(host, text)
            rules = RobotFileParser()
            rules.parse(text.splitlines())
            rules.modified()
            self._rules[host] = rules
        return self._rules[host]

    def _fetch_robots(self, host: str) -> str:
        try:
            page = fetch(f"{host}/robots.txt", allow_private=self._allow_private, max_bytes=_ROBOTS_BYTES)
        except StatusError as error:
            if error.status >= 500 or error.status == 429:
                raise LoadError(
                    f"its robots.txt cannot be had: {error.message}", "it is asked again later"
                ) from None
            return ""
        except LoadError as error:
            if "no article but" in error.message:  # served as what no rules are written in
                return ""
            raise
        return page.data.decode("utf-8", "replace")


def _clock(moment: float) -> str:
    """A time of today, or a day and time."""
    when = time.localtime(moment)
    today = time.localtime()[:3] == when[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", when)
