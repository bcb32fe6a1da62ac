"""Two siblings for each page among `../shared/cases`: the same kind in another form (written before any was read)."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs
from bench.clippings.sites import RELATED, ld, one, page

SITE = "Corran Echo"
NAV = f'<div class="top"><a href="/">{SITE}</a><ul><li><a href="/rail">Rail</a></li><li><a href="/road">Road</a></li><li><a href="/sea">Sea</a></li></ul></div>'
END = f'<div class="bottom"><p>© 2024 {SITE}</p><ul><li><a href="/about">About</a></li><li><a href="/jobs">Jobs</a></li></ul></div>'
TITLE = "Bees halt trains at Corran Junction for three hours"
DAY = date(2024, 6, 3)
NAME = "Flora McInnes"


def framed(
    inner: str, head: str = "", *, title: str = TITLE, site: str = SITE, day: bool = True, name: str = NAME, suffix: str = "", lang: str = "en"
) -> bytes:  # fmt: skip
    """A page of the site: its name, its menu, the day and the author stated in the head."""
    stated = f"<title>{title}{suffix}</title>" if title else ""
    stated += f'<meta property="og:site_name" content="{site}">' if site else ""
    stated += '<meta property="article:published_time" content="2024-06-03T11:20:00+01:00">' if day else ""
    stated += f'<meta name="author" content="{name}">' if name else ""
    return page(stated + head, NAV + inner + END, lang)


def text(*more: str) -> str:
    return paragraphs(*t.BEES, *more)


def want(**changed: object) -> Want:
    fields: dict[str, object] = {
        "title": TITLE,
        "day": DAY,
        "authors": (NAME,),
        "outlet": SITE,
        "keep": t.BEES,
    }
    return Want(**{**fields, **changed})  # type: ignore[arg-type]


ASKED = ("Who lets a queen travel without a ticket?", "Why did nobody call a beekeeper before noon?", "What do signals smell of?")  # fmt: skip


def words_that_vanish() -> Iterator[Clip]:
    """Text after boxes, lists in the body, headings with anchors, standfirsts."""
    order = "".join(f"<li>{q}</li>" for q in ASKED)
    yield one("sib-body-level-ordered-list", page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>{paragraphs(*t.BEES[:2])}<ol>{order}</ol>{paragraphs(*t.BEES[2:])}"), want(day=None, authors=(), outlet=None, keep=(*t.BEES[:2], *ASKED, *t.BEES[2:])))  # fmt: skip
    terms = "".join(f"<dt>Question {n}</dt><dd>{q}</dd>" for n, q in enumerate(ASKED, 1))
    yield one("sib-body-level-definitions-and-lines", page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>{t.BEES[0]}<br><br>{t.BEES[1]}<dl>{terms}</dl><div>{t.BEES[2]}</div>{t.BEES[3]}"), want(day=None, authors=(), outlet=None, keep=(*t.BEES[:2], *ASKED, *t.BEES[2:])))  # fmt: skip
    yield one("sib-empty-author-spans", framed(f'<div class="story"><h1>{TITLE}</h1>' + "".join(f'<p><span class="author"></span><i class="icon byline-icon"></i>{p}</p>' for p in t.BEES) + "</div>"), want())  # fmt: skip
    yield one("sib-empty-anchor-and-time", framed(f'<div class="story"><h1>{TITLE}</h1>' + "".join(f'<div class="par"><a name="p{n}" class="share-anchor"></a><time class="published"></time>{p}</div>' for n, p in enumerate(t.BEES)) + "</div>"), want())  # fmt: skip
    yield one("sib-picture-floats-before-lead", framed(f'<article><h1>{TITLE}</h1><p><span class="img-right"><img src="q.jpg"><span class="caption">The tin and its queen</span></span>CORRAN – {t.BEES[0]}</p>{paragraphs(*t.BEES[1:])}</article>'), want())  # fmt: skip
    yield one("sib-newsletter-box-inside-paragraph", framed(f'<article><h1>{TITLE}</h1>{paragraphs(t.BEES[0])}<div>{t.BEES[1]}<aside class="nl-box"><h5>Our morning mail</h5><p>Sign up here to get it at six.</p><form><input></form></aside> {t.BEES[2]}</div>{paragraphs(t.BEES[3])}</article>'), want(), "Our morning mail")  # fmt: skip
    yield one("sib-standfirst-in-hgroup", framed(f'<article><header><hgroup><h1>{TITLE}</h1><h2>Refunds for 312 passengers and a season ticket for one vicar</h2></hgroup><div class="share">Share</div></header><div class="txt">{text()}</div></article>'), want(keep=("Refunds for 312 passengers and a season", *t.BEES)))  # fmt: skip
    yield one("sib-standfirst-list", framed(f'<main><div class="head"><h1>{TITLE}</h1><ul class="summary"><li>Signals out from 9 to 12</li><li>Queen left in a biscuit tin</li></ul></div><div class="txt">{text()}</div></main>'), want(keep=("Signals out from 9 to 12", "Queen left in a biscuit tin", *t.BEES)))  # fmt: skip
    asked = "".join(f'<h3 id="q{n}">{q} <a class="anchor" href="#q{n}" aria-label="Link">#</a></h3>{paragraphs(a)}' for n, (q, a) in enumerate(zip(ASKED, t.BEES, strict=False)))  # fmt: skip
    yield one("sib-faq-anchor-links", framed(f"<article><h1>{TITLE}</h1>{asked}</article>"), want(keep=(ASKED[0], t.BEES[0], ASKED[1], t.BEES[1], ASKED[2], t.BEES[2])))  # fmt: skip
    asked = "".join(f'<details open><summary><span class="icon"></span>{q}</summary><div>{paragraphs(a)}</div></details>' for q, a in zip(ASKED, t.BEES, strict=False))  # fmt: skip
    yield one("sib-faq-details", framed(f"<article><h1>{TITLE}</h1>{paragraphs(t.BEES[3])}{asked}</article>"), want(keep=(t.BEES[3], ASKED[0], t.BEES[0], ASKED[1], t.BEES[1], ASKED[2], t.BEES[2])))  # fmt: skip
    yield one("sib-read-more-sentence", framed(f'<article><h1>{TITLE}</h1>{text("Read more than one timetable and you will find that nobody plans for bees, the vicar said.")}<p><a href="/o">Read more: {RELATED}</a></p></article>'), want(keep=(*t.BEES, "Read more than one timetable")))  # fmt: skip
    yield one("sib-see-also-sentence", framed(f'<article><h1>{TITLE}</h1>{paragraphs("See also the queue at platform two, which had the better sandwiches, a passenger advised.", *t.BEES)}<p>See also: <a href="/o">{RELATED}</a></p></article>'), want(keep=("See also the queue at platform two", *t.BEES)))  # fmt: skip


def headlines() -> Iterator[Clip]:
    """Titles with the site, a label, quotes, a description in their place; pages that are no article."""
    yield one("sib-jsonld-headline-is-slogan", page("<title>Lisburn Road (station) - Rail Lexicon</title>" + ld(**{"@type": "Article", "name": "Lisburn Road (station)", "headline": "halt in the north of the county", "publisher": {"@type": "Organization", "name": "Rail Lexicon"}}), f"{NAV}<main><h1>Lisburn Road (station)</h1>{text()}</main>{END}"), want(title="Lisburn Road (station)", day=None), skip=("day", "authors", "outlet"))  # fmt: skip
    yield one("sib-og-title-is-description", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", '<meta property="og:title" content="The season ticket that a beekeeper in a dog collar did not expect to win">', suffix=f" | {SITE}"), want())  # fmt: skip
    yield one("sib-updated-before-title", framed(f"<article><h1>UPDATED: {TITLE}</h1>{text()}<div class='replies'><h3>2 replies</h3><div class='reply'><b>tom</b> June 9, 2024<p>I never liked that junction.</p></div></div></article>", title=f"UPDATED: {TITLE}", suffix=f" :: {SITE}"), want(title=f"UPDATED: {TITLE}"), "never liked that junction", skip=("title",))  # fmt: skip
    yield one("sib-brackets-video", framed(f"<article><h1>{TITLE} [Video]</h1><p class='by'>By {NAME} on June 3, 2024</p>{text()}<ol class='commentlist'><li><cite>Ida</cite><small>June 8, 2024 at 7:01 am</small><p>We had wasps once.</p></li></ol></article>", title=f"{TITLE} [Video]", suffix=f" - {SITE}", day=False, name=""), want(title=f"{TITLE} [Video]"), "wasps once", skip=("title",))  # fmt: skip
    yield one("sib-single-quotes-in-meta", page(f"<title>Vicar calls swarm 'house hunters' &ndash; {SITE}</title><meta property='og:title' content='Vicar calls swarm 'house hunters''><meta property='og:site_name' content='{SITE}'>", f"{NAV}<article><h1>Vicar calls swarm ‘house hunters’</h1>{text()}</article>{END}"), want(title="Vicar calls swarm ‘house hunters’", day=None, authors=()))  # fmt: skip
    yield one("sib-double-quotes-no-heading", page(f'<title>&quot;Not angry&quot;, says vicar of bees | {SITE}</title><meta property="og:title" content=""Not angry", says vicar of bees"><meta property="og:site_name" content="{SITE}">', f'{NAV}<div class="story"><div class="hl">"Not angry", says vicar of bees</div>{text()}</div>{END}'), want(title='"Not angry", says vicar of bees', day=None, authors=()))  # fmt: skip
    yield one("sib-site-with-chevron-first", page(f"<title>The Junction Mail » {TITLE}</title>", f"<div><a href='/'>Home</a></div><h1>{TITLE}</h1>{text()}"), want(day=None, authors=(), outlet="The Junction Mail"), skip=("outlet",))  # fmt: skip
    yield one("sib-site-and-section-with-bars", page(f"<title>{TITLE} | Rail | Junction Mail Online</title>", f"<div><a href='/'>Home</a></div><h1>{TITLE}</h1>{text()}"), want(day=None, authors=()), skip=("outlet",))  # fmt: skip
    cards = "".join(f'<div class="card"><a href="/{n}"><h3>{h}</h3></a><p>{p}</p><a href="/{n}">Read more</a></div>' for n, (h, p) in enumerate((("Bees halt trains", "They sat on a signal until noon."), ("Mine shuts", "The last shift came up."), ("Bells gone", "Four of them in nine minutes."), ("Rates up", "Savers smile, briefly."), ("Ward to close", "No anaesthetist was found."), ("Bridge shut", "Nine months, says the mayor."))))  # fmt: skip
    yield Clip("sib-front-page-of-cards", "page.html", framed(f"<main><h1>Rail news</h1>{cards}<a href='?page=2'>Next page</a></main>", title="Rail news", suffix=f" | {SITE}", day=False, name=""), ())  # fmt: skip
    rows = "".join(f'<li><span>{d} June 2024</span> <a href="/a{d}">{h}</a></li>' for d, h in ((1, "Bees halt trains at Corran Junction"), (2, "Mine at Harrow Fell sends up last shift"), (3, "Four bells taken from museum in Vintera"), (4, "Calder Mutual raises savings rate again"), (5, "Maternity ward on Osk to close in summer"), (6, "Ferry pilots of Saint-Aubrac retire")))  # fmt: skip
    yield Clip("sib-archive-of-links", "page.html", framed(f"<main><h1>Archive: June 2024</h1><ul>{rows}</ul></main>", title="Archive June 2024", suffix=f" | {SITE}", day=False, name=""), ())  # fmt: skip
    yield one("sib-paywall-english", framed(f'<article><h1>{TITLE}</h1>{paragraphs(*t.BEES[:2])}<div class="subscriber-gate"><h3>Keep reading for $1 a week</h3><p>This article is for subscribers only. Already a member? Log in.</p><ul><li>Unlimited access to the archive</li><li>Cancel at any time</li></ul></div></article>'), want(keep=t.BEES[:2]), "for $1 a week", "for subscribers only", "Cancel at any time")  # fmt: skip
    yield one("sib-paywall-french", framed(f'<article><h1>Le bac ne part plus</h1>{paragraphs(*t.FR[:2])}<section class="offre"><p>Il vous reste 74 % de cet article à lire. La suite est réservée aux abonnés.</p><p>Abonnez-vous dès 1 € le premier mois, sans engagement</p><a href="/l">Déjà abonné ? Se connecter</a></section></article>', title="Le bac ne part plus", lang="fr"), want(title="Le bac ne part plus", keep=t.FR[:2]), "Il vous reste 74", "sans engagement", "Déjà abonné")  # fmt: skip


def days() -> Iterator[Clip]:
    """Days in odd places, and days that are not those of publication."""
    yield one("sib-day-in-eyebrow-above", framed(f'<div class="art"><div class="eyebrow">Rail / 3 June 2024</div><h2 class="title">{TITLE}</h2>{text()}</div>', day=False), want())  # fmt: skip
    yield one("sib-day-inside-headline", framed(f'<div class="art"><h1><small>03.06.2024</small> {TITLE}</h1>{text()}</div>', day=False, lang="en-GB"), want())  # fmt: skip
    yield one("sib-place-comma-day-german", framed(f'<div class="art"><h1>Freibad wechselt Besitzer</h1><p>Oberfurth, den 3. Juni 2024</p>{paragraphs(*t.DE)}</div>', title="Freibad wechselt Besitzer", day=False, lang="de"), want(title="Freibad wechselt Besitzer", keep=t.DE))  # fmt: skip
    yield one("sib-name-bar-place-bar-day", framed(f'<div class="art"><h1>{TITLE}</h1><p class="l">{NAME} | Corran Junction | Monday 3 June 2024</p>{text()}</div>', day=False, name=""), want())  # fmt: skip
    yield one("sib-midnight-utc-evening", framed(f'<article><h1>{TITLE}</h1><p class="date">Mon 3 Jun 2024</p>{text()}</article>', '<meta property="article:published_time" content="2024-06-02T23:00:00Z"><link rel="canonical" href="https://corranecho.example/2024/06/03/bees">', day=False), want())  # fmt: skip
    yield one("sib-midnight-utc-jsonld", framed(f'<article><h1>{TITLE}</h1><time datetime="2024-06-02T14:00:00.000Z">2024/06/03 00:00</time>{text()}</article>', ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-06-02T14:00:00.000Z"}), day=False), want())  # fmt: skip
    yield one("sib-born-line", page("<title>Amos Tilley - Rail Lexicon</title>", f'{NAV}<main><h1>Amos Tilley</h1><p class="vita">* 14 March 1951 in Lisburn</p><div class="box"><b>Ordained</b> 2 May 1976<br><b>Retired</b> 30 September 2016</div>{text()}</main>{END}'), want(title="Amos Tilley", day=None), skip=("authors", "outlet"))  # fmt: skip
    yield one("sib-founded-sidebar", page("<title>Corran Rail Company | Firm Register</title>", f'{NAV}<main><h1>Corran Rail Company</h1><dl class="facts"><dt>Established</dt><dd>1 July 1998</dd><dt>Head office</dt><dd>Corran</dd><dt>Licence valid until</dt><dd>31 December 2030</dd></dl>{text()}</main>{END}'), want(title="Corran Rail Company", day=None), skip=("authors", "outlet"))  # fmt: skip
    yield one("sib-posted-at-updated-at", framed(f'<article><h1>{TITLE}</h1><div class="info">{NAME} | Posted at 11:20 AM, Jun 03, 2024 and last updated 8:15 AM, Jun 05, 2024</div>{text()}</article>', day=False, name=""), want())  # fmt: skip
    yield one("sib-by-on-edited", framed(f'<article><h1>{TITLE}</h1><p>by <a href="/f">{NAME}</a> on 3rd June 2024, edited on 7th June 2024</p>{text()}</article>', day=False, name=""), want())  # fmt: skip


def people() -> Iterator[Clip]:
    """Authors and outlets as systems misstate them."""
    yield one("sib-meta-authors-in-one-surname-first", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", '<meta name="citation_author" content="McInnes, Flora"><meta name="citation_author" content="van der Meer, Kees"><meta name="citation_author" content="Okafor, Ada">', name=""), want(authors=("Flora McInnes", "Kees van der Meer", "Ada Okafor")))  # fmt: skip
    yield one("sib-meta-authors-semicolons", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", '<meta name="dc.creator" content="McInnes, Flora; Okafor, Ada">', name=""), want(authors=("Flora McInnes", "Ada Okafor")))  # fmt: skip
    yield one("sib-author-more-by", framed(f'<article><h1>{TITLE}</h1><div class="author"><a href="/f" rel="author" title="More from {NAME}">More by {NAME}</a></div>{text()}</article>', name=""), want())  # fmt: skip
    yield one("sib-author-alle-beitraege", framed(f'<article><h1>Freibad wechselt Besitzer</h1><div class="author vcard"><a rel="author" href="/k">Alle Beiträge von Ilse Krug ansehen</a></div>{paragraphs(*t.DE)}</article>', title="Freibad wechselt Besitzer", name="", lang="de"), want(title="Freibad wechselt Besitzer", authors=("Ilse Krug",), keep=t.DE))  # fmt: skip
    yield one("sib-author-admin-visible", framed(f'<article><h1>{TITLE}</h1><span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/admin">admin</a></span></span>{text()}</article>', name=""), want(authors=()))  # fmt: skip
    yield one("sib-author-menu-my-account", framed(f'<div class="user-menu"><span class="author-name">Your name</span><a>My account</a></div><article><h1>{TITLE}</h1>{text()}</article>', name=""), want(authors=()))  # fmt: skip
    yield one("sib-cms-account-webmaster", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", name="webmaster"), want(authors=()))  # fmt: skip
    yield one("sib-cms-account-editor2", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", ld(**{"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Person", "name": "editor2"}}), name="corranecho_admin"), want(authors=()))  # fmt: skip
    yield one("sib-outlet-is-https-address", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", site="https://corranecho.example/"), want(outlet="corranecho.example"), skip=("outlet",))  # fmt: skip
    yield one("sib-outlet-is-headline", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", site=TITLE, suffix=f" – {SITE}"), want())  # fmt: skip
    two = [{"@type": "NewsArticle", "headline": RELATED, "url": "https://corranecho.example/otter", "datePublished": "2023-01-01", "author": {"@type": "Person", "name": "Otto Reed"}}, {"@type": "NewsArticle", "headline": TITLE, "url": "https://corranecho.example/bees", "datePublished": "2024-06-03", "author": {"@type": "Person", "name": NAME}}]  # fmt: skip
    yield one("sib-jsonld-array-related-first", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", '<link rel="canonical" href="https://corranecho.example/bees">' + "".join(ld(**r) for r in two), day=False, name=""), want())  # fmt: skip
    yield one("sib-jsonld-itemlist-then-main", framed(f"<article><h1>{TITLE}</h1>{text()}</article>", ld(**{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": two[0]}]}) + ld(**{"@type": "WebPage", "name": TITLE, "mainEntity": two[1]}), day=False, name=""), want())  # fmt: skip


def siblings() -> Iterator[Clip]:
    for group in (words_that_vanish, headlines, days, people):
        yield from group()
