"""Pages of content systems and sites, as their templates write them (written before a reader was changed)."""

# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs

RELATED = "Otter found in library lift"


def page(head: str, body: str, lang: str = "en", attributes: str = "") -> bytes:
    return f'<!DOCTYPE html>\n<html lang="{lang}"{attributes}>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'.encode()


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields}, ensure_ascii=False)}</script>'


def one(name: str, data: bytes, want: Want, *gone: str, skip: tuple[str, ...] = ()) -> Clip:
    return Clip(name, "page.html", data, (want,), (RELATED, *gone), frozenset(skip))


def english() -> Iterator[Clip]:
    """Systems that are used everywhere, in English."""
    title = "Harrow Fell slate mine closes after 211 years"
    yield one(
        "wordpress-block-theme",
        page(
            f'<title>{title} &#8211; Fellside Standard</title><meta name="generator" content="WordPress 6.6"><link rel="canonical" href="https://fellside.example/2024/05/03/mine-closes/">',
            f'<div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group"><p class="wp-block-site-title"><a href="https://fellside.example" rel="home">Fellside Standard</a></p><nav class="wp-block-navigation"><ul><li><a href="/sport">Sport</a></li><li><a href="/farming">Farming</a></li></ul></nav></div></header><main class="wp-block-group"><figure class="wp-block-post-featured-image"><img src="m.jpg" alt=""></figure><h1 class="wp-block-post-title">{title}</h1><div class="wp-block-group"><div class="wp-block-post-date"><time datetime="2024-05-03T17:20:11+01:00"><a href="/2024/05/03/mine-closes/">May 3, 2024</a></time></div><p class="has-small-font-size">—</p><p>by</p><div class="wp-block-post-author-name"><a href="/author/n">Nerys Caddick</a></div><p>in</p><div class="taxonomy-category wp-block-post-terms"><a href="/c/industry" rel="tag">Industry</a></div></div><div class="entry-content wp-block-post-content">{paragraphs(*t.MINE[:2])}<figure class="wp-block-pullquote"><blockquote><p>I went the week he retired</p></blockquote></figure>{paragraphs(*t.MINE[2:])}</div><nav class="wp-block-group"><div class="post-navigation-link-previous"><span>Previous:</span> <a href="/x">{RELATED}</a></div></nav><div class="wp-block-comments"><h2>Comments</h2><ol><li><div class="wp-block-comment-author-name">slatefan</div><div class="wp-block-comment-date"><time datetime="2024-05-09T09:00:00">May 9, 2024</time></div><div class="wp-block-comment-content"><p>My grandad cut the slate for our roof there, what a shame it is to lose it.</p></div></li></ol><div id="respond"><h3>Leave a Reply</h3></div></div></main><footer><p>Proudly powered by WordPress</p></footer></div>',
        ),
        Want(title, date(2024, 5, 3), ("Nerys Caddick",), "Fellside Standard", t.MINE),
        "slatefan", "Proudly powered", "My grandad cut", "Leave a Reply",
    )  # fmt: skip
    title = "The vicar, the biscuit tin and the 10:42"
    yield one(
        "ghost-source-theme",
        page(
            f'<title>{title}</title><meta property="og:site_name" content="Branch Line Weekly"><meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta property="article:published_time" content="2024-06-02T19:30:00.000Z"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ewan Strand"><meta name="generator" content="Ghost 5.82">',
            f'<div class="gh-viewport"><header class="gh-navigation"><a class="gh-navigation-logo" href="/">Branch Line Weekly</a><button>Subscribe</button></header><main><article class="gh-article post"><header class="gh-article-header"><a class="gh-article-tag" href="/tag/trains/">Trains</a><h1 class="gh-article-title is-title">{title}</h1><p class="gh-article-excerpt is-body">How twenty thousand bees stopped a railway, and who they left with.</p><div class="gh-article-meta"><div class="gh-article-author-image"></div><div class="gh-article-meta-wrapper"><h4 class="gh-article-author-name"><a href="/author/ewan/">Ewan Strand</a></h4><div class="gh-article-meta-content"><time class="gh-article-meta-date" datetime="2024-06-02">02 Jun 2024</time><span class="gh-article-meta-length"><span class="bull">—</span> 2 min read</span></div></div></div></header><section class="gh-content gh-canvas is-body">{paragraphs(*t.BEES[:2])}<div class="kg-card kg-signup-card"><h2>Trains in your inbox</h2><p>Sign up for our Friday letter.</p><form><input placeholder="Your email"><button>Subscribe</button></form></div><figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/otter"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{RELATED}</div><div class="kg-bookmark-description">It went up twice.</div></div></a></figure>{paragraphs(*t.BEES[2:])}</section></article></main><section class="gh-container is-grid"><h2>Read more</h2><article class="gh-card"><a href="/x"><h3 class="gh-card-title">A tunnel with a door</h3><p class="gh-card-excerpt">Nobody knows where it leads.</p></a></article></section><footer>Powered by Ghost</footer></div>',
        ),
        Want(title, date(2024, 6, 2), ("Ewan Strand",), "Branch Line Weekly", ("How twenty thousand bees", *t.BEES)),
        "Friday letter", "A tunnel with a door", "Powered by Ghost",
    )  # fmt: skip
    title = "Only maternity ward on Osk to close in June"
    yield one(
        "arc-story-continues",
        page(
            f'<title>{title} - The Sound Tribune</title><meta property="og:site_name" content="The Sound Tribune"><meta property="og:title" content="Only maternity ward on Osk to close"><meta property="og:type" content="article">'
            + ld(**{"@type": "NewsArticle", "headline": title, "datePublished": "2024-03-11T05:00:00Z", "dateModified": "2024-03-12T15:08:21Z", "author": [{"@type": "Person", "name": "Ronja Vik"}, {"@type": "Person", "name": "Desmond Achebe-Lund"}], "publisher": {"@type": "NewsMediaOrganization", "name": "The Sound Tribune"}, "articleSection": "Health"}),
            f'<div id="fusion-app"><header class="masthead-block"><a href="/">The Sound Tribune</a><a href="/subscribe">Subscribe</a></header><article><div class="overline">Health</div><h1 class="headline">{title}</h1><div class="subheadline">Women will travel 74 kilometres after a search for an anaesthetist failed nine times</div><figure><img src="w.jpg"><figcaption>The ward in Oskhaven. (Mattis Elv/The Sound Tribune)</figcaption></figure><div class="byline">By <a href="/p/1">Ronja Vik</a> and <a href="/p/2">Desmond Achebe-Lund</a></div><span class="date">March 11, 2024 at 1:00 a.m. EDT</span><div class="article-body"><p>OSKHAVEN — {t.CLINIC[0]}</p><div class="ad"><p>Story continues below advertisement</p></div>{paragraphs(*t.CLINIC[1:3])}<p class="interstitial-link"><a href="/o">[{RELATED}]</a></p>{paragraphs(*t.CLINIC[3:])}</div><div class="author-bio"><p>Ronja Vik covers health for The Sound Tribune. She joined in 2015.</p></div></article><div class="comments">47 Comments</div></div>',
        ),
        Want(title, date(2024, 3, 11), ("Ronja Vik", "Desmond Achebe-Lund"), "The Sound Tribune", ("Women will travel 74", *t.CLINIC)),
        "Story continues below", "She joined in 2015", "47 Comments",
    )  # fmt: skip
    title = "Calder Mutual raises savings rate"
    yield one(
        "drupal-field-labels",
        page(
            f'<title>{title} | Ledger &amp; Coin</title><meta name="Generator" content="Drupal 10 (https://www.drupal.org)"><link rel="canonical" href="https://ledgercoin.example/news/4711">',
            f'<div class="dialog-off-canvas-main-canvas"><header role="banner"><div class="site-branding__name"><a href="/" rel="home">Ledger &amp; Coin</a></div></header><main><div class="region region-breadcrumb"><nav><ol><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ol></nav></div><h1 class="page-title"><span class="field field--name-title">{title}</span></h1><article class="node node--type-article"><div class="field field--name-field-author field--label-inline"><div class="field__label">Author</div><div class="field__item"><a href="/user/9">Imogen Frayle</a></div></div><div class="field field--name-field-date field--label-inline"><div class="field__label">Publication date</div><div class="field__item"><time datetime="2023-11-14T12:00:00Z" class="datetime">14 November 2023</time></div></div><div class="field field--name-body">{paragraphs(*t.BANK)}</div><div class="field field--name-field-tags"><div class="field__label">Tags</div><a href="/t/1">Savings</a> <a href="/t/2">Lenders</a></div></article><div class="views-element-container"><h2>Related</h2><div class="views-row"><a href="/o">{RELATED}</a> <time datetime="2023-11-13">13 November 2023</time></div></div></main></div>',
        ),
        Want(title, date(2023, 11, 14), ("Imogen Frayle",), "Ledger & Coin", t.BANK),
    )  # fmt: skip
    title = "Four bells stolen during nine-minute power cut"
    yield one(
        "joomla-cassiopeia",
        page(
            f'<title>{title}</title><meta name="generator" content="Joomla! - Open Source Content Management"><meta name="author" content="Administrator"><meta property="og:site_name" content="Vintera Voice">',
            f'<header class="header container-header"><div class="navbar-brand"><a class="brand-logo" href="/">Vintera Voice</a></div></header><div class="container-component"><main><div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="en-GB"><div class="page-header"><h1 itemprop="headline">{title}</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person"><span class="icon-user"></span> Written by: <span itemprop="name">Libor Cejka</span></dd><dd class="category-name">Category: <a href="/c" itemprop="genre">Crime</a></dd><dd class="published"><time datetime="2024-01-22T06:10:00+00:00" itemprop="datePublished">Published: 22 January 2024</time></dd><dd class="modified"><time datetime="2024-01-23T10:00:00+00:00" itemprop="dateModified">Last Updated: 23 January 2024</time></dd><dd class="hits"><meta itemprop="interactionCount" content="UserPageVisits:512">Hits: 512</dd></dl><div itemprop="articleBody" class="com-content-article__body">{paragraphs(*t.MUSEUM)}</div><nav class="pagenavigation"><a href="/p" rel="prev">Previous article: {RELATED} Prev</a></nav></div></main></div>',
        ),
        Want(title, date(2024, 1, 22), ("Libor Cejka",), "Vintera Voice", t.MUSEUM),
        "Hits: 512", "Last Updated",
    )  # fmt: skip
    title = "What the bees at Corran Junction wanted"
    yield one(
        "medium-story",
        page(
            f'<title>{title} | by Ottoline Faro | The Signal Box | Medium</title><meta property="og:site_name" content="Medium"><meta property="og:type" content="article"><meta property="article:published_time" content="2024-06-03T08:11:09.124Z"><meta name="author" content="Ottoline Faro"><meta property="og:title" content="{title}">'
            + ld(**{"@type": "NewsArticle", "url": "https://medium.example/bees-8f2c", "headline": title, "dateCreated": "2024-06-03T08:11:09.124Z", "datePublished": "2024-06-03T08:11:09.124Z", "author": {"@type": "Person", "name": "Ottoline Faro", "url": "https://medium.example/@faro"}, "publisher": {"@type": "Organization", "name": "The Signal Box"}}),
            f'<div id="root"><div><a href="/signin">Sign up</a><a href="/signin">Sign in</a></div><article><h1 class="pw-post-title">{title}</h1><h2 class="pw-subtitle-paragraph">A short theory of queens and timetables</h2><div class="speechify-ignore"><div><a href="/@faro">Ottoline Faro</a><span>·</span><a href="/f"><span>Follow</span></a></div><div>Published in<a href="/box">The Signal Box</a></div><span>2 min read</span><span>·</span><span data-testid="storyPublishDate">Jun 3, 2024</span></div><div>--</div><div>12</div><div>Listen</div><div>Share</div>{paragraphs(*t.BEES, css="pw-post-body-paragraph")}</article><div><a href="/tag/bees">Bees</a><a href="/tag/trains">Trains</a></div><div><h2>Written by Ottoline Faro</h2><span>1.2K Followers</span><p>Signals, hives, tea.</p></div><div><h2>More from Ottoline Faro and The Signal Box</h2><h2>{RELATED}</h2><p>It went up twice, and came down by the stairs.</p></div></div>',
        ),
        Want(title, date(2024, 6, 3), ("Ottoline Faro",), None, ("A short theory", *t.BEES)),
        "1.2K Followers", "It went up twice", "Signals, hives, tea",
        skip=("outlet",),
    )  # fmt: skip
    title = "No births on Osk"
    yield one(
        "substack-with-footnotes",
        page(
            f'<title>{title} - by Hedda Maur - Northern Ward</title><meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta name="author" content="Hedda Maur">'
            + ld(**{"@type": "NewsArticle", "headline": title, "description": "Arithmetic without people", "datePublished": "2024-03-13T06:00:33+00:00", "dateModified": "2024-03-13T06:00:33+00:00", "isAccessibleForFree": True, "author": [{"@type": "Person", "name": "Hedda Maur"}], "publisher": {"@type": "Organization", "name": "Northern Ward"}}),
            f'<div class="main-menu"><h1 class="pencraft">Northern Ward</h1><button>Subscribe</button><button>Sign in</button></div><article class="typography newsletter-post post"><div role="region" class="post-header"><h1 dir="auto" class="post-title published">{title}</h1><h3 dir="auto" class="subtitle">Arithmetic without people</h3><div class="byline-wrapper"><a href="/@h">Hedda Maur</a><div class="pencraft meta">Mar 13, 2024</div></div><div class="post-ufi"><a aria-label="Like (41)">41</a><a>9</a><a>Share</a></div></div><div class="available-content"><div dir="auto" class="body markup"><p>{t.CLINIC[0]}<a class="footnote-anchor" href="#f1">1</a></p>{paragraphs(t.CLINIC[1])}<div class="subscription-widget-wrap"><p>Northern Ward is a reader-supported publication. To receive new posts, consider becoming a subscriber.</p><form><input type="submit" value="Subscribe"></form></div>{paragraphs(*t.CLINIC[2:])}<p class="button-wrapper"><a class="button" href="/s">Share</a></p><div class="footnote"><a class="footnote-number" href="#a1">1</a><div class="footnote-content"><p>The trust counts the post as one and a half.</p></div></div></div></div></article><div><h4>Discussion about this post</h4><p>Jon: I was born there, in the corridor.</p></div><div>Ready for more?</div><div>© 2024 Hedda Maur</div>',
        ),
        Want(title, date(2024, 3, 13), ("Hedda Maur",), "Northern Ward", ("Arithmetic without people", *t.CLINIC, "The trust counts the post as one and a half.")),
        "reader-supported", "born there, in the corridor", "Ready for more",
    )  # fmt: skip
    title = "Savers get a rise at last"
    yield one(
        "amp-page",
        page(
            f'<title>{title}</title><link rel="canonical" href="https://www.coinpost.example/savers-rise.html"><script async src="https://cdn.ampproject.org/v0.js"></script>'
            + ld(**{"@type": "NewsArticle", "mainEntityOfPage": "https://www.coinpost.example/savers-rise.html", "headline": title, "datePublished": "2023-11-14T18:45:00+0100", "author": {"@type": "Person", "name": "Tobias Orme"}, "publisher": {"@type": "Organization", "name": "Coin Post", "logo": {"@type": "ImageObject", "url": "l.png"}}}),
            f'<amp-consent id="c"><div id="ui"><p>We and our 812 partners store cookies.</p><button>Accept</button></div></amp-consent><header><amp-img src="l.png" alt="Coin Post"></amp-img></header><amp-sidebar id="s"><ul><li><a href="/a">Markets</a></li><li><a href="/b">Property</a></li></ul></amp-sidebar><article><h1>{title}</h1><div class="author">Tobias Orme</div><div class="date">14 November 2023</div><amp-social-share type="email"></amp-social-share><amp-img src="b.jpg" width="600" height="400"></amp-img>{paragraphs(*t.BANK[:2])}<amp-ad width="300" height="250" type="x"><div placeholder>Advertisement</div></amp-ad>{paragraphs(*t.BANK[2:])}<amp-list src="/r.json"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template></amp-list></article><footer>Coin Post, Quay House</footer>',
            attributes=" amp",
        ),
        Want(title, date(2023, 11, 14), ("Tobias Orme",), "Coin Post", t.BANK),
        "812 partners", "{{title}}",
    )  # fmt: skip
    title = "MINE CLOSES AT HARROW FELL"
    yield one(
        "tables-of-the-nineties",
        page(
            "<title>The Fell Gazette - News</title>",
            f'<table width="780" border="0" cellpadding="0"><tr><td colspan="3" bgcolor="#003366"><font color="white" size="5"><b>The Fell Gazette</b></font></td></tr><tr><td width="120" valign="top"><a href="index.html">Home</a><br><a href="sport.html">Sport</a><br><a href="ads.html">Classifieds</a></td><td width="500" valign="top"><font face="Arial" size="4"><b>{title}</b></font><br><font size="2">By Gwilym Pask, Gazette Staff Writer</font><br><font size="1">Posted: May 3, 2004</font><br><br><font size="2">{"<br><br>".join(t.MINE)}</font></td><td width="160" valign="top"><font size="1"><b>Other stories</b><br><a href="o.html">{RELATED}</a><br><a href="p.html">Pigeons vote with their feet</a></font></td></tr><tr><td colspan="3"><font size="1">Copyright 2004 The Fell Gazette</font></td></tr></table>',
        ),
        Want(title, date(2004, 5, 3), ("Gwilym Pask",), "The Fell Gazette", t.MINE),
        "Pigeons vote", "Classifieds",
    )  # fmt: skip
    title = "Maternity ward: as it happened"
    entries = "".join(f'<div class="live-blog-entry" id="e{n}"><time datetime="2024-03-11T{h}:05:00Z">{h}:05</time><h2>{head}</h2>{paragraphs(words)}<div class="share-entry">Share this post</div></div>' for n, (h, head, words) in enumerate((("16", "Petition on Wednesday", t.CLINIC[4]), ("14", "Director: nine advertisements", t.CLINIC[3]), ("11", "Midwife reacts", t.CLINIC[2]), ("09", "Ward to close", t.CLINIC[0]))))  # fmt: skip
    yield one(
        "live-blog",
        page(
            f'<title>{title} | Osk Live</title><meta property="og:site_name" content="Osk Live"><meta property="og:title" content="{title}">'
            + ld(**{"@type": "LiveBlogPosting", "headline": title, "datePublished": "2024-03-11T09:05:00Z", "coverageStartTime": "2024-03-11T09:00:00Z", "dateModified": "2024-03-11T16:20:00Z", "author": {"@type": "Person", "name": "Solveig Brandt"}, "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Petition on Wednesday", "datePublished": "2024-03-11T16:05:00Z", "articleBody": t.CLINIC[4]}]}),
            f'<header><a href="/">Osk Live</a></header><main><h1>{title}</h1><p class="byline">Solveig Brandt</p><p class="standfirst">The only ward on the peninsula is to go. Our reporter followed the day.</p><div class="key-events"><h3>Key events</h3><ul><li><a href="#e0">Petition on Wednesday</a></li></ul></div>{entries}<div class="pager">Load more</div></main><footer>Contact us</footer>',
        ),
        Want(title, date(2024, 3, 11), ("Solveig Brandt",), "Osk Live", ("The only ward on the peninsula", t.CLINIC[4], t.CLINIC[3], t.CLINIC[2], t.CLINIC[0])),
        "Load more", "Share this post",
    )  # fmt: skip
    title = "In pictures: the bells of Vintera"
    yield one(
        "gallery",
        page(
            f'<title>{title} - Bohdan Review</title><meta property="og:site_name" content="Bohdan Review"><meta property="article:published_time" content="2024-01-25T10:00:00+01:00"><meta name="author" content="Zora Kral">',
            f'<main><h1>{title}</h1><p class="byline">Pictures and words: Zora Kral</p>{paragraphs(*t.MUSEUM[:2])}<div class="gallery">'
            + "".join(f'<figure class="slide"><img src="{n}.jpg"><figcaption>{c} <span class="credit">Zora Kral/Bohdan Review</span></figcaption></figure>' for n, c in enumerate(("The oldest of the four bells was cast for a plague chapel.", "Curator Pavla Hron holds the tongue that the thieves left behind.")))
            + f'</div>{paragraphs(t.MUSEUM[3])}</main><aside><a href="/o">{RELATED}</a></aside>',
        ),
        Want(title, date(2024, 1, 25), ("Zora Kral",), "Bohdan Review", (t.MUSEUM[0], t.MUSEUM[1], t.MUSEUM[3])),
    )  # fmt: skip
    title = "Calder Mutual Lifts Savings Rate to 4.2 Percent"
    yield one(
        "press-release-wire",
        page(
            f'<title>{title}</title><meta property="og:site_name" content="Releasewire"><meta name="author" content="Calder Mutual plc">',
            f'<header><a href="/">Releasewire</a><a href="/login">Send a release</a></header><article class="news-release"><div class="release-header"><h1>{title}</h1></div><div class="col"><p class="mb">News provided by</p><a href="/news/calder"><strong>Calder Mutual plc</strong></a><p class="mb-no">Nov 14, 2023, 07:00 ET</p></div><div class="social"><p>Share this article</p></div><section class="release-body"><p><span class="xn-location">CALDERFORD</span>, <span class="xn-chron">Nov. 14, 2023</span> /Releasewire/ -- {t.BANK[0]}</p>{paragraphs(*t.BANK[1:])}<p>About Calder Mutual: Founded in 1871, Calder Mutual serves 2 million members.</p><p>SOURCE Calder Mutual plc</p></section><div class="modal">Modal title</div><h2>Also from this source</h2><a href="/o">{RELATED}</a></article>',
        ),
        Want(title, date(2023, 11, 14), (), "Releasewire", t.BANK),
        "Modal title", "Share this article",
        skip=("authors", "outlet"),
    )  # fmt: skip
    title = "Bees stop trains at Corran Junction"
    yield one(
        "broadcaster-hashed-classes",
        page(
            f'<title>{title} - North News</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="North News">',
            f'<header class="ssrcss-1ocoo3l"><nav><ul><li><a href="/"><span>Home</span></a></li><li><a href="/w"><span>Weather</span></a></li></ul></nav></header><main id="main-content"><article class="ssrcss-pv1rh6"><header class="ssrcss-1eqcsb1"><h1 class="ssrcss-15xko80">{title}</h1><div class="ssrcss-byline"><div class="ssrcss-68pt20">By Callum Reith</div><div class="ssrcss-84ltp5">Transport reporter, North News</div></div><ul class="ssrcss-meta"><li><div><span><time data-testid="timestamp" datetime="2024-06-02T18:03:12.000Z">2 June 2024</time></span></div></li><li><span>Updated 3 June 2024</span></li></ul></header><figure><img alt="x"><figcaption>Image source, Getty Images. Image caption, The swarm on signal CJ 14</figcaption></figure><div data-component="text-block"><p class="ssrcss-1q0x1qg"><b class="ssrcss-hmf8ql">{t.BEES[0]}</b></p></div>'
            + "".join(f'<div data-component="text-block"><p class="ssrcss-1q0x1qg">{p}</p></div>' for p in t.BEES[1:])
            + f'<div data-component="links-block"><p>More on this story</p><ul><li><a href="/o">{RELATED}</a></li></ul></div><section data-component="topic-list"><h2>Related Topics</h2><ul><li><a>Bees</a></li><li><a>Corran</a></li></ul></section></article></main>',
        ),
        Want(title, date(2024, 6, 2), ("Callum Reith",), "North News", t.BEES),
        "Image source", "Related Topics",
    )  # fmt: skip
    title = "Who steals a bell that cannot be rung?"
    yield one(
        "details-dateline-contributor",
        page(
            f'<title>{title} | Museums | The Observer of Vintera</title><meta property="og:site_name" content="the Observer of Vintera"><meta property="article:author" content="https://observer.example/profile/jarmila-s"><meta property="article:published_time" content="2024-01-27T07:00:12.000Z">',
            f'<main><article><div data-gu-name="title"><a href="/museums">Museums</a></div><div data-gu-name="headline"><h1>{title}</h1></div><div data-gu-name="standfirst"><p>Four bronzes from before the great fire are gone. The note each of them makes may be their best protection</p></div><aside data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/profile/jarmila-s">Jarmila Sedlak</a></address><details><summary><span>Sat 27 Jan 2024 07.00 GMT</span></summary>Last modified on Mon 29 Jan 2024 10.14 GMT</details><div>Share</div></aside><div data-gu-name="body">{paragraphs(*t.MUSEUM[:3])}<figure><gu-island><a href="/o">{RELATED}</a> <span>Read more</span></gu-island></figure>{paragraphs(t.MUSEUM[3])}</div><div>Explore more on these topics</div><ul><li><a href="/museums">Museums</a></li></ul></article></main>',
        ),
        Want(title, date(2024, 1, 27), ("Jarmila Sedlak",), "The Observer of Vintera", ("Four bronzes from before", *t.MUSEUM)),
        "Explore more", "Last modified",
        skip=("outlet",),
    )  # fmt: skip
    title = "Bank Gives Savers a Rise, and Borrowers a Lesson"
    yield one(
        "broadsheet-print-note",
        page(
            f'<title>{title} - The Eastern Times</title><meta property="og:title" content="{title}"><meta property="article:published_time" content="2023-11-15T02:11:00.000Z"><meta name="byl" content="By Marguerite Oduya and Pieter Halloran">',
            f'<div id="app"><header><a href="/">The Eastern Times</a></header><main><article id="story"><header><h1 data-testid="headline">{title}</h1><p id="article-summary">Deposits had fallen by 3 percent since January.</p><div><p class="byline">By <span itemprop="name">Marguerite Oduya</span> and <span itemprop="name" class="last-byline">Pieter Halloran</span></p><ul><li><time datetime="2023-11-14T21:11:00-05:00"><span>Published Nov. 14, 2023</span><span>Updated Nov. 16, 2023, 9:12 a.m. ET</span></time></li></ul></div></header><section name="articleBody">{paragraphs(*t.BANK)}</section><div class="bottom-of-article"><p>Marguerite Oduya writes about money and the people who have some. <a href="/mo">More about Marguerite Oduya</a></p><p>A version of this article appears in print on Nov. 15, 2023, Section B, Page 3 of the Northern edition with the headline: A Rise for Savers. <a>Order Reprints</a> | <a>Subscribe</a></p></div></article><section><h2>More in Business</h2><a href="/o">{RELATED}</a></section></main></div>',
        ),
        Want(title, date(2023, 11, 14), ("Marguerite Oduya", "Pieter Halloran"), "The Eastern Times", ("Deposits had fallen", *t.BANK)),
        "appears in print", "Order Reprints", "people who have some",
    )  # fmt: skip
    title = "Slate miners work last shift as losses mount"
    yield one(
        "agency-reporting-by",
        page(
            f'<title>{title} | Meridian</title><meta property="og:site_name" content="Meridian">',
            f'<header><a href="/">Meridian</a></header><main><article><div><span class="date-line__date">May 2, 2024</span><span class="date-line__date">3:41 PM UTC</span><span class="date-line__date">Updated 2 years ago</span></div><h1>{title}</h1><div class="byline">By <a href="/a/1" rel="author">Owain Tresco</a></div><div class="article-body"><p>HARROW FELL, May 2 (Meridian) - {t.MINE[0]}</p>{paragraphs(*t.MINE[1:])}<p class="sign-off">Reporting by Owain Tresco in Harrow Fell; Additional reporting by Lena Dahl; Editing by Hugh Lawless</p><p><span>Our Standards: </span><a href="/p">The Meridian Principles of Trust</a></p></div><div><a href="/r">Purchase Licensing Rights</a></div></article><div><h2>Read Next</h2><a href="/o">{RELATED}</a></div></main>',
        ),
        Want(title, date(2024, 5, 2), ("Owain Tresco",), "Meridian", t.MINE),
        "Our Standards", "Licensing Rights",
    )  # fmt: skip
    title = "County sets date for mine vote"
    yield one(
        "chain-custom-timestamp",
        page(
            f'<title>{title}</title><meta property="og:site_name" content="Penmoel Daily">',
            f'<main class="gnt_cw"><article class="gnt_pr"><div class="gnt_ar_lb"><a href="/news">NEWS</a></div><h1 class="gnt_ar_hl" elementtiming="ar-headline">{title}</h1><div class="gnt_ar_by"><div class="gnt_ar_pb"><a class="gnt_ar_by_a" href="/staff/1">Bronwen Sykes</a></div><div class="gnt_ar_by_p">Penmoel Daily</div></div><story-timestamp publishdate="2024-05-03T09:04:00Z" updatedate="2024-05-04T11:00:00Z"></story-timestamp><div class="gnt_ar_b">{paragraphs(*t.MINE, css="gnt_ar_b_p")}<aside class="gnt_em_cp"><a href="/o">{RELATED}</a></aside></div></article></main>',
        ),
        Want(title, date(2024, 5, 3), ("Bronwen Sykes",), "Penmoel Daily", t.MINE),
    )  # fmt: skip
    title = "Shell of a page, story in its data"
    yield one(
        "built-by-scripts",
        page(
            f'<title>{title} | Deep Coast</title>'
            + ld(**{"@type": "NewsArticle", "headline": title, "datePublished": "2024-02-08", "author": "Corin Vale", "publisher": {"@type": "Organization", "name": "Deep Coast"}, "articleBody": "\n\n".join(t.CLINIC)}),
            '<div id="__next"><div class="skeleton"></div></div><noscript>You need to enable JavaScript to run this app.</noscript>',
        ),
        Want(title, date(2024, 2, 8), ("Corin Vale",), "Deep Coast", t.CLINIC),
        "enable JavaScript",
    )  # fmt: skip
    title = "Ten questions to the woman who drives the winding engine"
    yield one(
        "interview-bold-questions",
        page(
            f'<title>{title} - Fell People</title><meta property="og:site_name" content="Fell People"><meta property="article:published_time" content="2024-05-05T09:00:00+00:00">',
            f'<article><h1>{title}</h1><p class="meta">Interview: Sioned Rhys. Photographs: Abel Marsh</p><p><strong>Why did you stay for 26 years?</strong></p><p>Because it was warm in winter and cool in summer, and nobody called me miss.</p><p><strong>And what will you do on Monday?</strong></p><p>Sleep until the siren does not sound. Then I shall oil the gate.</p><p><strong>Who gets the engine?</strong><br>A museum wants it. The owner wants 40,000 pounds.</p></article><div class="promo"><h3>{RELATED}</h3></div>',
        ),
        Want(title, date(2024, 5, 5), ("Sioned Rhys",), "Fell People", ("Why did you stay for 26 years?", "nobody called me miss.", "And what will you do on Monday?", "I shall oil the gate.", "Who gets the engine?", "The owner wants 40,000 pounds.")),
        skip=("authors",),
    )  # fmt: skip
    title = "Rates corrected, savers relieved"
    yield one(
        "correction-and-note-above",
        page(
            f'<title>{title} &gt; Money &gt; Coin Post</title><meta property="og:site_name" content="Coin Post">',
            f'<article><h1>{title}</h1><div class="byline-block"><span>Words</span> <span class="name">Abena Quist</span><span>Illustration</span> <span class="name">Leo Farr</span></div><time datetime="2023-11-16">16 Nov 2023</time><div class="correction"><p><em>Correction, Nov. 17, 2023: An earlier version of this article said that the rate was 4.3 percent.</em></p></div>{paragraphs(*t.BANK)}</article><section class="more"><h2>More from Money</h2><p><a href="/o">{RELATED}</a></p></section>',
        ),
        Want(title, date(2023, 11, 16), ("Abena Quist",), "Coin Post", ("An earlier version of this article said that the rate was 4.3 percent.", *t.BANK)),
        skip=("authors",),
    )  # fmt: skip
    title = "Swarm on the line"
    yield one(
        "printed-from",
        page(
            f"<title>Print | {title}</title>",
            f'<div id="print"><p><a href="javascript:window.print()">Print this page</a> | <a href="javascript:window.close()">Close window</a></p><p>Printed from: https://www.corranecho.example/news/swarm-on-the-line</p><h1>{title}</h1><p>Corran Echo, Monday, June 3, 2024</p><p>by FLORA MCINNES</p>{paragraphs(*t.BEES)}<p>© Corran Echo 2024. All rights reserved.</p></div>',
        ),
        Want(title, date(2024, 6, 3), ("Flora McInnes",), "Corran Echo", t.BEES),
        "Print this page", "Printed from",
    )  # fmt: skip
    title = "A tin, a queen, a season ticket"
    yield one(
        "squarespace",
        page(
            f'<title>{title} — Halt &amp; Platform</title><meta property="og:site_name" content="Halt &amp; Platform"><meta property="og:title" content="{title} — Halt &amp; Platform"><meta itemprop="datePublished" content="2024-06-04T07:12:40+0100"><meta itemprop="dateModified" content="2024-06-09T07:12:40+0100"><meta itemprop="author" content="Mungo Price">',
            f'<header id="header"><a href="/">Halt &amp; Platform</a></header><main><article class="blog-item-wrapper h-entry"><div class="blog-meta-section"><span class="blog-meta-primary"><a href="/c">Nature</a></span><time class="dt-published blog-meta-item--date" datetime="Jun 4" pubdate><span>Jun 4</span></time></div><h1 class="entry-title p-name" data-content-field="title">{title}</h1><div class="blog-meta-secondary"><span class="blog-author-name">Written By <span>Mungo Price</span></span></div><div class="sqs-html-content">{paragraphs(*t.BEES, css="preFade")}</div><section class="blog-item-author-profile"><div class="author-name">Mungo Price</div></section></article><section class="item-pagination"><a href="/o"><div class="item-pagination-prev-next">Previous</div><h2 class="item-pagination-title">{RELATED}</h2></a></section></main>',
        ),
        Want(title, date(2024, 6, 4), ("Mungo Price",), "Halt & Platform", t.BEES),
    )  # fmt: skip
    title = "Bells: what we know"
    yield one(
        "wix-post",
        page(
            f'<title>{title}</title><meta property="og:site_name" content="Tanner Street News"><meta property="article:published_time" content="2024-01-23T09:30:11.000Z"><meta property="article:author" content="Vera Nemec">',
            f'<div id="SITE_CONTAINER"><div id="SITE_HEADER"><a href="/">Tanner Street News</a></div><main><div data-hook="post"><ul><li><span data-hook="user-name">Vera Nemec</span></li><li><span title="Jan 23, 2024" data-hook="time-ago">Jan 23, 2024</span></li><li><span data-hook="time-to-read">1 min read</span></li></ul><h1 data-hook="post-title"><span class="blog-post-title-font">{title}</span></h1><div data-hook="post-description">{paragraphs(*t.MUSEUM)}</div><div data-hook="post-footer"><span>12 views</span><span>0 comments</span></div></div><div data-hook="recent-posts"><h2>Recent Posts</h2><a href="/o">{RELATED}</a></div></main></div>',
        ),
        Want(title, date(2024, 1, 23), ("Vera Nemec",), "Tanner Street News", t.MUSEUM),
        "12 views", "0 comments",
    )  # fmt: skip
    title = "A ward without an anaesthetist"
    yield one(
        "static-site-one-line",
        page(
            f'<title>{title} | Osk Notes</title><meta name="generator" content="Hugo 0.125">',
            f'<header class="header"><nav><a href="/" title="Osk Notes (Alt + H)">Osk Notes</a></nav></header><main class="main"><article class="post-single"><header class="post-header"><div class="breadcrumbs"><a href="/">Home</a>&nbsp;»&nbsp;<a href="/posts/">Posts</a></div><h1 class="post-title">{title}</h1><div class="post-meta"><span title="2024-03-12 00:00:00 +0000 UTC">March 12, 2024</span>&nbsp;·&nbsp;2 min&nbsp;·&nbsp;312 words&nbsp;·&nbsp;Tuva Holm</div></header><div class="post-content">{paragraphs(*t.CLINIC)}</div><footer class="post-footer"><ul class="post-tags"><li><a href="/t">health</a></li></ul><nav class="paginav"><a class="next" href="/o"><span class="title">Next »</span><br><span>{RELATED}</span></a></nav></footer></article></main><footer class="footer"><span>&copy; 2025 Osk Notes</span></footer>',
        ),
        Want(title, date(2024, 3, 12), ("Tuva Holm",), "Osk Notes", t.CLINIC),
    )  # fmt: skip
    title = "Thieves take four bells from Vintera museum"
    yield one(
        "wiki-news",
        page(
            f'<title>{title} - Openwire, the free news source</title><meta name="generator" content="MediaWiki 1.43">',
            f'<div id="content" class="mw-body"><h1 id="firstHeading"><span class="mw-page-title-main">{title}</span></h1><div id="siteSub">From Openwire, the free news source you can write!</div><div id="mw-content-text"><div class="mw-parser-output"><p><strong class="published"><span id="publishDate" class="value-title" title="2024-01-23"></span>Tuesday, January 23, 2024</strong></p><div class="infobox"><b>Crime and law</b><ul><li><a href="/1">20 January 2024: {RELATED}</a></li></ul></div>{paragraphs(*t.MUSEUM)}<h2><span class="mw-headline">Sources</span><span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><ul><li>Pavel Ruda. “<a href="/s">Bells gone</a>” — Vintera Voice, January 22, 2024</li></ul></div></div></div><div id="mw-navigation"><ul><li><a>Log in</a></li></ul></div>',
        ),
        Want(title, date(2024, 1, 23), (), "Openwire", t.MUSEUM),
        "Log in", "[edit]", "you can write",
        skip=("authors", "outlet"),
    )  # fmt: skip
