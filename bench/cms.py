"""Pages as content systems write them, filled with stories of our own: what becomes of title, day, people, outlet.

    python bench/cms.py [--half open|locked|all] [NAME…]

Each page is a way of stating the facts that systems and themes have; half are locked, by the hash of their names. They
were written, and committed, before a rule was changed for them.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.archives.odd.texts import MONTHS as MORE_MONTHS  # noqa: E402
from bench.archives.odd.texts import story  # noqa: E402
from bench.archives.stories import Story  # noqa: E402
from bench.archives.words import MONTHS  # noqa: E402
from bench.clippings.tally import tally  # noqa: E402
from qa.articles.load import load_articles  # noqa: E402
from qa.errors import LoadError  # noqa: E402


@dataclass(frozen=True)
class Page:
    """A page, and what stands on it."""

    name: str
    html: str
    story: Story

    @property
    def locked(self) -> bool:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0


def month(s: Story) -> str:
    return (MORE_MONTHS.get(s.language) or MONTHS[s.language]).split()[s.day.month - 1]


def body(s: Story, *, tag: str = "p", css: str = "") -> str:
    kind = f' class="{css}"' if css else ""
    return "".join(f"<{tag}{kind}>{escape(p)}</{tag}>" for p in s.paragraphs)


def around(s: Story, head: str, inner: str, *, more: str = "") -> str:
    """The frame that all sites have: menus, teasers with days and people of other stories, a footer."""
    other = "Crane falls asleep above the market"
    teasers = "".join(
        f'<div class="card"><a href="/n/{n}"><h3>{other} {n}</h3></a><span class="card-date">{n} January 2016</span><span class="card-author">By Otto Teaser</span></div>'
        for n in (3, 4, 5)
    )
    return f'<!doctype html><html lang="{s.language}"><head><meta charset="utf-8">{head}</head><body><header class="site-header"><a class="logo" href="/">{escape(s.outlet)}</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li><li><a href="/about">About</a></li></ul></nav></header><main>{inner}</main>{more}<aside class="sidebar"><h2>Most read</h2>{teasers}</aside><footer><p>© 2026 {escape(s.outlet)}. All rights reserved.</p></footer></body></html>'  # fmt: skip


def meta(**given: str) -> str:
    return "".join(f'<meta {"property" if k.startswith(("og_", "article_")) else "name"}="{k.replace("_", ":", 1).replace("parsely:", "parsely-")}" content="{escape(v)}">' for k, v in given.items())  # fmt: skip


def signed(s: Story, word: str = " and ") -> str:
    return word.join(s.authors)


def pages() -> Iterator[Page]:
    """All pages, the same each time."""
    made = 0

    def tell(language: str = "en", people: int = 1) -> Story:
        nonlocal made
        made += 1
        s = story(20_000 + made * 17, language, "")
        from bench.archives.odd.texts import PEOPLE

        names = list(PEOPLE[language])
        start = made % len(names)
        chosen = tuple((names * 2)[start : start + people])
        from dataclasses import replace

        return replace(s, authors=chosen, url="")

    s = tell(people=2)
    yield Page("wordpress-newspaper-theme", around(s, f"<title>{escape(s.title)} &#8211; {escape(s.outlet)}</title>" + meta(generator="WordPress 6.5"), f'<article class="post"><div class="td-post-header"><ul class="td-category"><li><a href="/c">Coast</a></li></ul><h1 class="entry-title">{escape(s.title)}</h1><div class="td-module-meta-info"><div class="td-post-author-name">By <a href="/author/x">{s.authors[0]}</a> and <a href="/author/y">{s.authors[1]}</a><div class="td-author-line"> - </div></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{s.day}T09:12:00+02:00">{s.day:%B} {s.day.day}, {s.day.year}</time></span><div class="td-post-views">231</div></div></div><div class="td-post-content">{body(s)}</div></article>'), s)  # fmt: skip
    s = tell()
    yield Page("wordpress-posted-on", around(s, f"<title>{escape(s.outlet)} » {escape(s.title)}</title>", f'<article><header class="entry-header"><h1 class="entry-title">{escape(s.title)}</h1><div class="entry-meta"><span class="posted-on">Posted on <a href="/x" rel="bookmark"><time class="entry-date published" datetime="{s.day}T11:00:00+00:00">{s.day:%B} {s.day.day}, {s.day.year}</time><time class="updated" datetime="2025-11-11T11:00:00+00:00">November 11, 2025</time></a></span><span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/z">{s.authors[0]}</a></span></span><span class="cat-links">Posted in <a href="/c" rel="category tag">Coast</a></span></div></header><div class="entry-content">{body(s)}</div></article>'), s)  # fmt: skip
    s = tell("de")
    yield Page("typo3-date-dotted", around(s, f"<title>{escape(s.title)}: {escape(s.outlet)}</title>", f'<div class="news news-single"><div class="article"><div class="header"><h3 itemprop="headline">{escape(s.title)}</h3></div><div class="footer"><span class="news-list-date"><time itemprop="datePublished" datetime="{s.day}">{s.day:%d.%m.%Y}</time></span><span class="news-list-author" itemprop="author"><span itemprop="name">Von {s.authors[0]}</span></span></div><div class="news-text-wrap" itemprop="articleBody">{body(s)}</div></div></div>'), s)  # fmt: skip
    s = tell("de", 2)
    yield Page("german-kicker-and-byline", around(s, f"<title>Küste: {escape(s.title)} | {escape(s.outlet)}</title>" + meta(og_title=f"Küste: {s.title}", og_site_name=s.outlet), f'<article><header><p class="kicker">Küste</p><h1><span class="headline">{escape(s.title)}</span></h1><p class="meta">{s.day.day}. {month(s)} {s.day.year}, 17:42 Uhr · Lesezeit: 3 Min.</p><p class="by">Von {s.authors[0]} und {s.authors[1]}, Port Everard</p></header>{body(s)}</article>'), s)  # fmt: skip
    s = tell("fr")
    yield Page("french-par-publie-le", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><p class="article__meta">Par <span class="nom">{s.authors[0]}</span></p><p class="article__date">Publié le {s.day:%d/%m/%Y} à 06h00, mis à jour le 12/12/2025 à 09h30</p>{body(s)}</article>'), s)  # fmt: skip
    s = tell("fr", 2)
    yield Page("french-le-day-in-words", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>" + meta(og_site_name=s.outlet), f'<section class="article"><span class="date-pub">Le {s.day.day} {month(s)} {s.day.year} à 6h12</span><h1>{escape(s.title)}</h1><div class="signature">{s.authors[0]} et {s.authors[1]}</div>{body(s)}</section>'), s)  # fmt: skip
    s = tell("es")
    yield Page("spanish-autor-link", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>" + meta(author=s.outlet), f'<article><h1>{escape(s.title)}</h1><div class="autor"><a href="/autor/1" rel="author">{s.authors[0]}</a></div><div class="fecha">{s.day.day} de {month(s)} de {s.day.year} - 20:15 h.</div>{body(s)}</article>'), s)  # fmt: skip
    s = tell("es")
    yield Page("spanish-place-and-day", around(s, f"<title>{escape(s.title)}</title>" + meta(og_site_name=s.outlet), f'<article><h1>{escape(s.title)}</h1><p class="firma">{s.authors[0].upper()}</p><p class="data">Puerto Everardo | {s.day:%d·%m·%Y} | 07:00</p>{body(s)}</article>'), s)  # fmt: skip
    s = tell("it")
    yield Page("italian-di-and-day", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><div class="info"><span>di {s.authors[0]}</span> <span>{s.day.day} {month(s).capitalize()} {s.day.year}</span></div>{body(s)}</article>'), s)  # fmt: skip
    s = tell("pt")
    yield Page("portuguese-texto-and-publicado", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><p>Por {s.authors[0]}</p><p>Publicado em {s.day:%d/%m/%Y} às 10:00. Atualizado em 01/12/2025 às 11:00.</p>{body(s)}</article>'), s)  # fmt: skip
    s = tell("nl")
    yield Page("dutch-door-and-day", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><div class="auteur">Door {s.authors[0]}</div><div class="datum">{s.day.day} {month(s)[:3]} {s.day.year} om 08:10</div>{body(s)}</article>'), s)  # fmt: skip
    s = tell("sv")
    yield Page("swedish-publicerad", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1>{body(s)}<p class="reporter">{s.authors[0]}<br><a href="mailto:x@s.example">x@s.example</a></p><p class="tid">Publicerad {s.day} 07.15, uppdaterad 2025-12-01 09.00</p></article>'), s)  # fmt: skip
    s = tell("ru")
    yield Page("russian-day-and-author", around(s, f"<title>{escape(s.title)} — {escape(s.outlet)}</title>", f'<article><div class="date">{s.day.day} {month(s)} {s.day.year}, 12:40</div><h1>{escape(s.title)}</h1><div class="author">Автор: {s.authors[0]}</div>{body(s)}</article>'), s)  # fmt: skip
    s = tell(people=2)
    ld = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": f"{s.title} - {s.outlet}", "datePublished": "2011-01-01T00:00:00Z", "dateModified": "2025-10-01T00:00:00Z"}, {"@type": "Article", "headline": f"{s.title} - {s.outlet}", "author": {"@id": "#/schema/person/1"}, "datePublished": f"{s.day}T08:00:00+00:00"}, {"@type": "Person", "@id": "#/schema/person/1", "name": s.authors[0]}, {"@type": "Organization", "name": s.outlet}]}  # fmt: skip
    one = Story(**{**{f: getattr(s, f) for f in s.__dataclass_fields__}, "authors": s.authors[:1]})
    yield Page("yoast-graph-author-by-id", around(one, f"<title>{escape(s.title)} - {escape(s.outlet)}</title><script type='application/ld+json'>{json.dumps(ld)}</script>", f'<article><h1>{escape(s.title)}</h1>{body(s)}</article>'), one)  # fmt: skip
    s = tell(people=2)
    yield Page("ghost-cards", around(s, f"<title>{escape(s.title)}</title>" + meta(og_site_name=s.outlet, og_title=s.title, article_published_time=f"{s.day}T05:30:00.000Z", article_modified_time="2025-10-10T05:30:00.000Z", generator="Ghost 5.8"), f'<article class="article post"><header class="article-header gh-canvas"><h1 class="article-title">{escape(s.title)}</h1><div class="article-byline"><section class="article-byline-content"><ul class="author-list"><li class="author-list-item"><a href="/author/a"><img alt="{s.authors[0]}" src="a"></a></li><li class="author-list-item"><a href="/author/b"><img alt="{s.authors[1]}" src="b"></a></li></ul><div class="article-byline-meta"><h4 class="author-name"><a href="/author/a">{s.authors[0]}</a>, <a href="/author/b">{s.authors[1]}</a></h4><div class="byline-meta-content"><time class="byline-meta-date" datetime="{s.day}">{s.day.day} {s.day:%b %Y}</time><span class="byline-reading-time">4 min read</span></div></div></section></div></header><section class="gh-content">{body(s)}</section></article>'), s)  # fmt: skip
    s = tell()
    yield Page("substack-post", around(s, f"<title>{escape(s.title)} - by {s.authors[0]} - {escape(s.outlet)}</title>" + meta(og_title=s.title, author=s.authors[0]), f'<article class="newsletter-post post"><div class="post-header"><h1 class="post-title published">{escape(s.title)}</h1><h3 class="subtitle">What the keepers say</h3><div class="byline-wrapper"><div class="profile-hover-card-target"><a href="/@x">{s.authors[0]}</a></div><div class="meta">{s.day:%b} {s.day.day:02d}, {s.day.year}</div></div></div><div class="available-content"><div class="body markup">{body(s)}</div></div></article>').replace('<a class="logo" href="/">', f'<a class="logo" href="/"><meta property="og:site_name" content="{escape(s.outlet)}">'), s)  # fmt: skip
    s = tell(people=2)
    yield Page("blox-asset-byline", around(s, f"<title>{escape(s.title)} | News | tidewater.example</title>" + meta(og_site_name=s.outlet, og_title=s.title, author=signed(s)), f'<article class="asset"><header class="asset-header"><h1 class="headline"><span>{escape(s.title)}</span></h1><ul class="list-inline"><li><span class="tnt-byline">{signed(s)} reporter@t.example</span></li><li class="visible-print">{s.day:%b} {s.day.day}, {s.day.year}</li><li class="hidden-print"><time datetime="{s.day}T14:00:00-05:00" class="tnt-date asset-date text-muted">{s.day:%b} {s.day.day}, {s.day.year}</time></li><li><time class="tnt-date asset-date" datetime="2025-11-12T14:00:00-05:00">Updated Nov 12, 2025</time></li></ul></header><div class="asset-content">{body(s)}</div></article>'), s)  # fmt: skip
    s = tell(people=2)
    yield Page("arc-by-roles", around(s, f"<title>{escape(s.title)}</title>" + meta(og_site_name=s.outlet), f'<article><h1 class="b-headline">{escape(s.title)}</h1><div class="c-attribution"><span>By </span><a href="/s/1">{s.authors[0]}</a>, Coast Editor<span> and </span><a href="/s/2">{s.authors[1]}</a>, Staff Writer</div><span class="c-date">{s.day:%B} {s.day.day}, {s.day.year} at 6:00 a.m. EDT</span>{body(s, css="c-paragraph")}</article>'), s)  # fmt: skip
    s = tell()
    yield Page("american-numbers-and-dateline", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>", f'<div class="story"><h1>{escape(s.title)}</h1><div class="credit">{s.authors[0].upper()}, {escape(s.outlet)}</div><div class="stamp">Published {s.day:%I:%M} a.m. ET {s.day:%b}. {s.day.day}, {s.day.year} | Updated 9:12 a.m. ET Dec. 1, 2025</div>{body(s)}</div>'), s)  # fmt: skip
    s = tell(people=2)
    yield Page("author-box-below", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>" + meta(article_published_time=f"{s.day}T10:00:00+01:00"), f'<article><h1>{escape(s.title)}</h1>{body(s)}<div class="about-authors"><h4>About the authors</h4><div class="author-bio"><h5>{s.authors[0]}</h5><p>{s.authors[0]} covers harbours.</p></div><div class="author-bio"><h5>{s.authors[1]}</h5><p>{s.authors[1]} covers fog.</p></div></div></article>'), s)  # fmt: skip
    s = tell()
    yield Page("title-in-h2-logo-in-h1", around(s, f"<title>{escape(s.title)} :: {escape(s.outlet)}</title>", f'<h1 class="site-title">{escape(s.outlet)}</h1><div class="post"><h2 class="post-title">{escape(s.title)}</h2><p class="post-info">{s.day:%A}, {s.day:%B} {s.day.day}, {s.day.year} by {s.authors[0]}</p>{body(s)}</div>'), s)  # fmt: skip
    s = tell()
    yield Page("blogger", around(s, f"<title>{escape(s.outlet)}: {escape(s.title)}</title>" + meta(generator="blogger"), f'<div class="date-outer"><h2 class="date-header"><span>{s.day:%A}, {s.day:%B} {s.day.day}, {s.day.year}</span></h2><div class="post hentry"><h3 class="post-title entry-title">{escape(s.title)}</h3><div class="post-body entry-content">{body(s)}</div><div class="post-footer"><span class="post-author vcard">Posted by <span class="fn"><a class="g-profile" href="https://b.example/1"><span>{s.authors[0]}</span></a></span></span><span class="post-timestamp">at <a class="timestamp-link" href="/x"><abbr class="published" title="{s.day}T07:00:00-08:00">7:00 AM</abbr></a></span></div></div></div>'), s)  # fmt: skip
    s = tell()
    yield Page("joomla-article-info", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>" + meta(author="Super User", generator="Joomla!"), f'<div class="item-page"><div class="page-header"><h2 itemprop="headline">{escape(s.title)}</h2></div><dl class="article-info muted"><dt class="article-info-term">Details</dt><dd class="createdby" itemprop="author">Written by: <span itemprop="name">{s.authors[0]}</span></dd><dd class="category-name">Category: <a href="/c">Coast</a></dd><dd class="published">Published: <time datetime="{s.day}T10:00:00+01:00" itemprop="datePublished">{s.day.day} {s.day:%B %Y}</time></dd><dd class="hits">Hits: 340</dd></dl><div itemprop="articleBody">{body(s)}</div></div>'), s)  # fmt: skip
    s = tell()
    yield Page("drupal-submitted", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>" + meta(Generator="Drupal 9"), f'<article class="node node--type-news"><h1 class="page-title"><span class="field field--name-title">{escape(s.title)}</span></h1><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><span lang="">{s.authors[0]}</span></span> on <span class="field field--name-created">{s.day:%a}, {s.day:%m/%d/%Y} - 13:05</span></div></footer><div class="node__content">{body(s)}</div></article>'), s)  # fmt: skip
    s = tell(people=0)
    yield Page("ministry-no-author", around(s, f"<title>{escape(s.outlet)} - Press releases - {escape(s.title)}</title>", f'<div id="content"><p class="breadcrumb"><a href="/">Home</a> &gt; <a href="/press">Press releases</a></p><p class="pub">No. 114 / {s.day.day} {s.day:%B %Y}</p><h1>{escape(s.title)}</h1>{body(s)}<p class="contact">Press office, 1 Quay, press@m.example</p></div>'), s)  # fmt: skip
    s = tell(people=0)
    yield Page("gov-published-list", around(s, f"<title>{escape(s.title)} - {escape(s.outlet)}</title>", f'<h1>{escape(s.title)}</h1><dl class="metadata"><dt>From:</dt><dd><a href="/o">{escape(s.outlet)}</a></dd><dt>Published</dt><dd>{s.day.day} {s.day:%B %Y}</dd><dt>Last updated</dt><dd>3 November 2025</dd></dl><div class="govspeak">{body(s)}</div>'), s)  # fmt: skip
    s = tell()
    yield Page("data-attributes", around(s, f"<title>{escape(s.title)} – {escape(s.outlet)}</title>", f'<article data-published="{s.day}T06:00:00Z" data-author="{s.authors[0]}"><h1>{escape(s.title)}</h1><p class="byline">{s.authors[0]} <span class="role">Science correspondent</span></p><p class="dateline">{s.day:%a} {s.day.day} {s.day:%b %Y} 06.00 GMT</p>{body(s)}</article>'), s)  # fmt: skip
    s = tell()
    yield Page("title-split-over-lines", around(s, f"<title>\n   {escape(s.title)}\n   -\n   {escape(s.outlet)}\n</title>" + meta(og_title=s.title + " - " + s.outlet, og_site_name=s.outlet, parsely_author=s.authors[0]), f'<article><h1>{escape(s.title[: s.title.find(" ", len(s.title) // 2)])}<br>{escape(s.title[s.title.find(" ", len(s.title) // 2) :])}</h1><p>{s.authors[0]} — {s.day:%d %b %Y}</p>{body(s)}</article>'), s)  # fmt: skip
    s = tell(people=2)
    yield Page("dc-and-citation-meta", around(s, f"<title>{escape(s.title)}</title>" + "".join(f'<meta name="DC.creator" content="{a.rsplit(" ", 1)[1]}, {a.rsplit(" ", 1)[0]}">' for a in s.authors) + f'<meta name="DC.date.issued" content="{s.day}"><meta name="DC.publisher" content="{escape(s.outlet)}"><meta name="DC.title" content="{escape(s.title)}">', f'<div><h1>{escape(s.title)}</h1>{body(s)}</div>'), s)  # fmt: skip
    s = tell()
    yield Page("sailthru-and-pinned", around(s, f"<title>{escape(s.title)}</title>" + f'<meta name="sailthru.date" content="{s.day} 06:00:00"><meta name="sailthru.author" content="{s.authors[0]}"><meta name="application-name" content="{escape(s.outlet)}">', f'<article><h1>{escape(s.title)}</h1>{body(s)}</article>'), s)  # fmt: skip
    s = tell()
    yield Page("microdata-nested", around(s, f"<title>{escape(s.title)}</title>", f'<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="name headline">{escape(s.title)}</h1><div itemprop="author" itemscope itemtype="http://schema.org/Person"><link itemprop="url" href="/a"><span itemprop="name">{s.authors[0]}</span>, <span itemprop="jobTitle">Harbour Correspondent</span></div><div itemprop="publisher" itemscope itemtype="http://schema.org/Organization"><meta itemprop="name" content="{escape(s.outlet)}"></div><meta itemprop="datePublished" content="{s.day}T04:00Z"><meta itemprop="dateModified" content="2025-10-10T04:00Z"><div itemprop="articleBody">{body(s)}</div></div>'), s)  # fmt: skip
    s = tell()
    yield Page("sharing-between", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><div class="share"><a>Facebook</a><a>X</a><span>12 comments</span></div><div class="info"><span class="time">{s.day:%H:%M}</span>, <span class="dd">{s.day.day} {s.day:%b %Y}</span></div><div class="info2">TEXT: <b>{s.authors[0]}</b></div><figure><img src="x"><figcaption>Photo: Pia Lens, 2009</figcaption></figure>{body(s)}</article>'), s)  # fmt: skip
    s = tell(people=2)
    yield Page("initials-at-the-end", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>", f'<article><p class="ressort">Coast | {s.day.day} {s.day:%B} {s.day.year}</p><h1>{escape(s.title)}</h1>{body(s)}<p class="sign"><em>{s.authors[0]} &amp; {s.authors[1]}</em></p></article>'), s)  # fmt: skip
    s = tell()
    yield Page("relative-and-title-attribute", around(s, f"<title>{escape(s.title)} | {escape(s.outlet)}</title>", f'<article><h1>{escape(s.title)}</h1><div class="by">By <a class="writer" href="/w">{s.authors[0]}</a></div><div class="when"><span title="{s.day:%A}, {s.day:%B} {s.day.day}, {s.day.year} at 10:14 AM">3 years ago</span></div>{body(s)}</article>'), s)  # fmt: skip


def more() -> Iterator[Page]:
    """A second group, of headlines and days alone."""
    from dataclasses import replace

    from bench.archives.odd.texts import PEOPLE

    made = 0

    def tell(language: str = "en") -> Story:
        nonlocal made
        made += 1
        return replace(
            story(30_000 + made * 13, language, ""), authors=PEOPLE[language][made % 2 : made % 2 + 1], url=""
        )

    def simple(s: Story, head: str = "", *, top: str = "", under: str = "", end: str = "") -> str:
        title = top or f"<h1>{escape(s.title)}</h1>"
        site = meta(og_site_name=s.outlet, author=s.authors[0])
        name = "" if "<title>" in head else f"<title>{escape(s.title)} | {escape(s.outlet)}</title>"
        return around(s, name + site + head, f"<article>{title}{under}{body(s)}{end}</article>")

    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-seo-other-words",
        simple(
            s, f"<title>Fog, lamps and what keepers say in Port Everard | {escape(s.outlet)}</title>{iso}"
        ),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-with-anchor",
        simple(
            s, iso, top=f'<h1>{escape(s.title)} <a class="headerlink" href="#t" title="Permalink">¶</a></h1>'
        ),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-with-edit-link",
        simple(
            s,
            iso,
            top=f'<h1><span>{escape(s.title)}</span><span class="mw-editsection">[<a href="/e">edit</a>]</span></h1>',
        ),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-with-comments",
        simple(s, iso, top=f'<h1>{escape(s.title)} <span class="comment-count">(12)</span></h1>'),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-cut-in-json-ld",
        simple(
            s,
            iso
            + f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": s.title[:24] + "...", "datePublished": f"{s.day}T12:00:00Z"})}</script>',
        ),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-escaped-twice",
        simple(
            replace(s, title=s.title),
            f'{iso}<meta property="og:title" content="{escape(escape(s.title + " & more"))}">',
            top=f"<h1>{escape(s.title)} &amp; more</h1>",
        ),
        replace(s, title=s.title + " & more"),
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-section-in-h1",
        simple(s, iso, top=f'<h1>Coast</h1><h2 class="headline">{escape(s.title)}</h2>'),
        s,
    )
    s = tell("de")
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-kicker-in-h1",
        simple(s, iso, top=f"<h1><small>Hafen im Nebel</small> {escape(s.title)}</h1>"),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-exclusive-label",
        simple(
            s,
            iso,
            top=f'<div class="label">Exclusive</div><h1><span class="tag">Exclusive</span>{escape(s.title)}</h1>',
        ),
        s,
    )
    s = tell()
    iso = f'<meta property="article:published_time" content="{s.day}T12:00:00+00:00">'
    yield Page(
        "title-two-h1-newsletter",
        simple(s, iso, end="<h1>Get our newsletter</h1><p>Sign up for the morning mail.</p>"),
        s,
    )
    s = tell()
    yield Page(
        "day-javascript-string",
        simple(
            s,
            f'<meta name="pubdate" content="{s.day:%a %b %d %Y} 08:00:00 GMT+0000 (Coordinated Universal Time)">',
        ),
        s,
    )
    s = tell()
    yield Page(
        "day-epoch",
        simple(s, f'<meta name="publish-date" content="{(s.day.toordinal() - 719163) * 86400 + 43200}">'),
        s,
    )
    s = tell()
    yield Page("day-compact", simple(s, f'<meta name="DC.date" content="{s.day:%Y%m%d}">'), s)
    s = tell()
    yield Page(
        "day-time-with-space", simple(s, under=f'<time datetime="{s.day} 10:00">{s.day:%d.%m.%y}</time>'), s
    )
    s = tell()
    yield Page("day-two-digit-year", simple(s, under=f'<p class="date">{s.day:%d %b} \'{s.day:%y}</p>'), s)
    s = tell()
    yield Page(
        "day-first-published-below",
        simple(s, end=f"<p>First published on {s.day.day} {s.day:%B %Y} / 9:14 AM</p>"),
        s,
    )
    s = tell()
    yield Page(
        "day-weekday-comma-at",
        simple(s, under=f"<p>{s.day:%A}, {s.day.day}th of {s.day:%B}, {s.day.year} at 8pm</p>"),
        s,
    )
    s = tell("es")
    yield Page(
        "day-short-month-slash",
        simple(s, under=f'<span class="pub">{s.day:%d}/{month(s)[:3].upper()}/{s.day.year} - 04:00</span>'),
        s,
    )
    s = tell("fr")
    yield Page(
        "day-premier",
        simple(
            replace(s, day=s.day.replace(day=1)),
            under=f"<p>Publié le 1er {month(s)} {s.day.year} à 18 h 30</p>",
        ),
        replace(s, day=s.day.replace(day=1)),
    )
    s = tell("nl")
    yield Page(
        "day-gepubliceerd-op",
        simple(s, under=f"<p>Gepubliceerd op {s.day:%d-%m-%Y} om 10:12 | Laatst bijgewerkt 02-12-2025</p>"),
        s,
    )
    s = tell("de")
    yield Page(
        "day-stand",
        simple(s, under=f"<p>Veröffentlicht: {s.day:%d.%m.%Y} | 06:00 Uhr</p><p>Stand: 03.12.2025</p>"),
        s,
    )
    s = tell("ru")
    yield Page(
        "day-russian-figures",
        simple(s, under=f'<div class="info"><span>{s.day:%H:%M} / {s.day:%d.%m.%Y}</span></div>'),
        s,
    )
    s = tell()
    yield Page(
        "day-minutes-to-read", simple(s, under=f"<p>{s.day:%b} {s.day.day}, {s.day.year} • 6 min read</p>"), s
    )
    s = tell()
    yield Page(
        "day-in-breadcrumb-line",
        simple(
            s, top=f'<p class="crumbs">News / Coast / {s.day.day} {s.day:%B %Y}</p><h1>{escape(s.title)}</h1>'
        ),
        s,
    )
    s = tell()
    yield Page(
        "day-ordinal-and-edition",
        simple(
            s,
            under=f"<p>Published in the print edition of the {s.day:%B} {s.day.day}, {s.day.year}, issue.</p>",
        ),
        s,
    )
    s = tell()
    yield Page(
        "day-hidden-input",
        simple(
            s,
            under=f'<input type="hidden" name="x" value="1"><p class="timestamp" data-time="{s.day}T05:00:00Z">{s.day:%d-%b-%Y}</p>',
        ),
        s,
    )


def faults(page: Page) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page.html, "utf-8")
        try:
            (got,) = load_articles(str(file)).articles
        except LoadError as error:
            return [error.message]
    want, bad = page.story, []
    bad += [f"title {got.title!r}"] if got.title != want.title else []
    bad += [f"date {got.published}, not {want.day}"] if got.published != want.day else []
    bad += [f"authors {got.authors}, not {want.authors}"] if sorted(map(str.casefold, got.authors)) != sorted(map(str.casefold, want.authors)) else []  # fmt: skip
    bad += [f"outlet {got.outlet!r}, not {want.outlet!r}"] if got.outlet != want.outlet else []
    text = " ".join(got.text.split())
    bad += [f"missing {p[:40]!r}" for p in want.paragraphs if p not in text]
    bad += [f"kept {w!r}" for w in ("Crane falls", "Most read", "All rights", "Otto Teaser") if w in text]
    return bad


if __name__ == "__main__":
    sys.exit(tally((*pages(), *more()), faults))
