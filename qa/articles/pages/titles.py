"""The title of a page's article: its headline, without the name of the site and what templates add or cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles.encoding import one_line

_WIDE = r"\s*[：｜]\s*|(?<=[\u3040-\u9fff\uac00-\ud7a3])_(?=\w)"
"""What parts a headline from the site in scripts that write no spaces."""
_MARK = re.compile(r"\s+(?:[|–—\-·•:»›>←→~]|::|\|\||>>|<<|«|‹)+\s+|\s*[|»›]\s*|:\s+|" + _WIDE)
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


def choose_title(
    stated: Sequence[str | None],
    headings: Sequence[str],
    page: str | None,
    outlet: str | None,
    host: str | None,
) -> str | None:
    """The title: the heading on the page when a stated title agrees with it, else the stated one without
    the site.

    `stated`: titles in metadata, the strongest first; `headings`: candidates on the page, the likeliest
    first;
    `page`: the `<title>`. Agreement is what tells a headline from a slogan or the name of a section.
    """
    titles = [t for t in (one_line(s) for s in stated) if t]
    whole = one_line(page)
    witnesses = [*titles, *([whole] if whole else [])]
    for heading in headings:
        head = one_line(heading)
        if head and _is_headline(head, outlet) and any(_agrees(head, w) for w in witnesses):
            return head
    first = next((h for h in (one_line(h) for h in headings) if h and _is_headline(h, outlet)), None)
    if titles:
        best = _completed(_unlike(titles, witnesses, first), witnesses)
        return without_site(best, outlet, host)
    if first and whole and _share(first, whole) < 0.3 and len(_words(whole)) > 3 and len(_words(first)) < 3:
        return without_site(whole, outlet, host)
    return first or (without_site(whole, outlet, host) if whole else None)


def site_in_title(page: str | None, title: str | None, homes: Sequence[str] = ()) -> str | None:
    """The name of the site that a `<title>` has behind (or before) the headline, the last part of it;
    else None. Behind a colon it is only when the link to the front page says the same (`homes`): there a
    headline goes on, too.
    """
    whole, head = one_line(page), one_line(title)
    if not whole or not head:
        return None
    at = _bare(whole).find(_bare(head))
    if at < 0 or _bare(whole) == _bare(head):
        return None
    parts = [
        p.strip() for p in re.split(r"\s+(?:[|–—\-·•»›]|::|\|\|)\s+|\s*\|\s*|" + _WIDE, whole) if p.strip()
    ]
    rest = [p for p in parts if _bare(p) not in _bare(head) and _bare(head) not in _bare(p)]
    own = next((p for p in parts if any(_bare(p) == _bare(home) != _bare(head) for home in homes)), None)
    name = own or ((rest[-1] if at == 0 else rest[0]) if rest else None)
    if name is None:
        name = next(
            (home for home in homes if _bare(whole) in (_bare(head + home), _bare(home + head))), None
        )
    return name if name and len(name) <= 50 and len(name.split()) <= 6 else None


def without_site(title: str, outlet: str | None, host: str | None) -> str:
    """A title without the parts at its ends that are the outlet's name or the host's ("Story | The
    Daily").
    """
    whole = title
    for _ in range(3):
        shorter = _one_off(title, outlet, host)
        if shorter == title:
            break
        title = shorter
    return title if title == whole else _without_section(title)


def _without_section(title: str) -> str:
    """A title whose site is off, without the section that stood before it: "Story | Local"."""
    head, bar, tail = title.rpartition(" | ")
    return head.strip() if bar and len(tail.split()) <= 2 and len(_words(head)) >= 4 else title


def _one_off(title: str, outlet: str | None, host: str | None) -> str:
    marks = list(re.finditer(r"\s+(?:[|–—\-·•:»›]|::|\|\||>>)\s+|\s*\|\s*|:\s+|" + _WIDE, title))
    for mark, head, tail in (
        *((m, title[: m.start()], title[m.end() :]) for m in marks[-1:]),
        *((m, title[m.end() :], title[: m.start()]) for m in marks[:1]),
    ):
        if head.strip() and _is_site(tail, outlet, host, mark.group()):
            return head.strip()
    return title


def _is_site(part: str, outlet: str | None, host: str | None, mark: str) -> bool:
    key = _bare(part)
    if not key or len(part.split()) > 8:
        return False
    if outlet and (
        key == _bare(outlet)
        or (len(key) > 3 and key in _bare(outlet))
        or (_bare(outlet) in key and len(part.split()) <= 6)
    ):
        return not {":", "："} & set(mark) or key == _bare(outlet)
    return bool(host) and len(key) > 3 and key in _bare(host or "")


def _is_headline(head: str, outlet: str | None) -> bool:
    return bool(_words(head)) and (not outlet or _bare(head) != _bare(outlet)) and len(head) <= 400


def _agrees(head: str, witness: str) -> bool:
    """Whether a stated title says the heading: the same, with the site's name at an end, cut, or spelled
    a bit otherwise.
    """
    a, b = _bare(head), _bare(witness)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) >= 4 and (b.startswith(a) or b.endswith(a)):
        return _at_mark(head, witness)
    if (cut := _bare(_CUT.sub("", witness))) and len(cut) >= 15 and a.startswith(cut):
        return True
    return _share(head, witness) >= 0.6 and len(_words(head)) >= 4


def _at_mark(head: str, witness: str) -> bool:
    """Whether what a title has more than a heading is parted from it: "Board resigns - Courier", not
    "Boards".
    """
    words, more = _words(head), _words(witness)
    if more[: len(words)] == words:
        return len(words) >= 3 or _parted(witness, words, first=True)
    return more[-len(words) :] == words and (len(words) >= 3 or _parted(witness, words, first=False))


def _parted(witness: str, words: list[str], *, first: bool) -> bool:
    parts = [_words(p) for p in _MARK.split(witness)]
    return bool(parts) and (parts[0] if first else parts[-1]) == words


def _unlike(titles: list[str], witnesses: list[str], heading: str | None) -> str:
    """The first stated title that another statement supports; a description in the place of a headline
    has none.
    """
    if heading:
        for title in titles:
            if _share(title, heading) > 0:
                return title
        if len(_words(heading)) >= 1 and any(_at_mark(heading, w) for w in witnesses):
            return heading
    return titles[0]


def _completed(title: str, witnesses: list[str]) -> str:
    """A title that was cut ("… of the qu…"), completed from another statement that begins the same way."""
    cut = _bare(_CUT.sub("", title))
    if not _CUT.search(title) or len(cut) < 15:
        return title
    return next((w for w in witnesses if _bare(w).startswith(cut) and not _CUT.search(w)), title)


def alike(a: str, b: str) -> bool:
    """Whether two lines are one but for case, spaces and punctuation."""
    return _bare(a) == _bare(b)


def _share(a: str, b: str) -> float:
    """The share of the words of the shorter that the other has."""
    one, two = set(_words(a)), set(_words(b))
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
