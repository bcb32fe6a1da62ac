"""A last set: written after the readers were mended for the others, run once before a change for it."""

# ruff: noqa: E501

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date

from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs
from bench.clippings.papers import boxed, drawn, mail
from bench.clippings.sites import RELATED, ld, one, page

DAY = date(2024, 3, 5)
HE = ("עיריית נאות חול תסגור את גשר השוק הישן לתשעה חודשים, כך הודיעה ביום שני.", "ראש העירייה שירה אלון אמרה שהתיקון יעלה ארבעה מיליון שקלים.", "הסוחרים אספו אלפיים חתימות נגד ההחלטה.")  # fmt: skip
HI = ("नदीपुर नगरपालिका ने सोमवार को पुराने बाज़ार का पुल नौ महीने के लिए बंद करने की घोषणा की।", "महापौर कविता राणे ने कहा कि मरम्मत पर चार करोड़ रुपये खर्च होंगे।", "व्यापारियों ने इस फैसले के खिलाफ दो हज़ार हस्ताक्षर जुटाए हैं।")  # fmt: skip
UK = ("Міська рада Заріччя закриває міст біля старого ринку на дев'ять місяців, повідомили в понеділок.", "«Ремонт коштуватиме чотири мільйони гривень», — сказала міська голова Оксана Руденко.", "Торговці зібрали дві тисячі підписів проти цього рішення.")  # fmt: skip
VI = ("Thành phố Bến Cát sẽ đóng cửa cây cầu gần chợ cũ trong chín tháng, chính quyền thông báo hôm thứ Hai.", "Việc sửa chữa sẽ tốn bốn tỷ đồng, bà Lê Thu Hà, chủ tịch thành phố, cho biết.", "Các tiểu thương đã thu thập hai nghìn chữ ký phản đối quyết định này.")  # fmt: skip
ID = ("Pemerintah Kota Muara Jati menutup jembatan di dekat pasar lama selama sembilan bulan, kata wali kota pada Senin.", "Perbaikan akan menelan biaya empat miliar rupiah, ujar Wali Kota Ratna Dewi.", "Para pedagang mengumpulkan dua ribu tanda tangan menolak keputusan itu.")  # fmt: skip
NL = ("De gemeente Oosterveld sluit de brug bij de oude markt negen maanden, maakte de wethouder maandag bekend.", "De reparatie kost vier miljoen euro, zei wethouder Fenna Boersma.", "Kooplieden verzamelden tweeduizend handtekeningen tegen het besluit.")  # fmt: skip
DA = ("Nørrevig Kommune lukker broen ved det gamle torv i ni måneder, oplyste borgmesteren mandag.", "Reparationen koster fire millioner kroner, siger borgmester Karen Lind.", "De handlende har samlet to tusind underskrifter mod beslutningen.")  # fmt: skip
FI = ("Joenperän kaupunki sulkee vanhan torin sillan yhdeksäksi kuukaudeksi, kertoi kaupunginjohtaja maanantaina.", "Korjaus maksaa neljä miljoonaa euroa, sanoi kaupunginjohtaja Aino Lehto.", "Kauppiaat keräsivät kaksituhatta allekirjoitusta päätöstä vastaan.")  # fmt: skip
CS = ("Město Podlesí zavře most u starého tržiště na devět měsíců, oznámila v pondělí radnice.", "Oprava bude stát čtyři miliony korun, řekla starostka Hana Vlčková.", "Trhovci sebrali proti rozhodnutí dva tisíce podpisů.")  # fmt: skip
HU = ("Folyóvár önkormányzata kilenc hónapra lezárja a régi piac melletti hidat, közölték hétfőn.", "A javítás négymillió forintba kerül, mondta Szabó Réka polgármester.", "Az árusok kétezer aláírást gyűjtöttek a döntés ellen.")  # fmt: skip
RO = ("Primăria din Valea Lungă închide podul de lângă piața veche pentru nouă luni, s-a anunțat luni.", "Reparația va costa patru milioane de lei, a spus primarul Ioana Munteanu.", "Comercianții au strâns două mii de semnături împotriva deciziei.")  # fmt: skip


def abroad() -> Iterator[Clip]:
    """Eleven more languages, each as a site of its country sets day and name."""
    rows = (
        ("hebrew", "he", "גשר השוק ייסגר לתשעה חודשים", "ידיעות החול", HE, "נועם ברק", '<div class="author">מאת: נועם ברק</div><div class="date">5 במרץ 2024, 10:12</div>'),
        ("hindi", "hi", "पुराने बाज़ार का पुल नौ महीने बंद", "नदीपुर समाचार", HI, "अर्जुन शाह", '<div class="byline">लेखक: अर्जुन शाह</div><div class="date">5 मार्च 2024, 10:12</div>'),
        ("ukrainian", "uk", "Міст біля ринку закриють на дев'ять місяців", "Вісті Заріччя", UK, "Богдан Коваль", '<div class="meta"><span class="author">Богдан Коваль</span> <span>5 березня 2024, 10:12</span></div>'),
        ("vietnamese", "vi", "Đóng cửa cầu chợ cũ chín tháng", "Báo Bến Cát", VI, "Trần Minh", '<div><span class="date">Thứ ba, 5/3/2024, 10:12 (GMT+7)</span></div><p class="author">Trần Minh</p>'),
        ("indonesian", "id", "Jembatan pasar lama ditutup sembilan bulan", "Muara Pos", ID, "Bayu Santoso", '<div class="detail__author">Bayu Santoso - Muara Pos</div><div class="detail__date">Selasa, 05 Mar 2024 10:12 WIB</div>'),
        ("dutch", "nl", "Brug bij oude markt negen maanden dicht", "Veldpost", NL, "Joost Haan", '<div class="meta">dinsdag 5 maart 2024, 10:12 • Aangepast woensdag 6 maart 2024, 08:00</div><div class="by">Door Joost Haan</div>'),
        ("danish", "da", "Broen ved torvet lukker i ni måneder", "Vigens Avis", DA, "Mads Kjær", '<p class="byline">Af Mads Kjær</p><time>5. marts 2024 kl. 10.12</time>'),
        ("finnish", "fi", "Torin silta suljetaan yhdeksäksi kuukaudeksi", "Joenperän Lehti", FI, "Veikko Salo", '<div class="author">Veikko Salo</div><div>5.3.2024 10:12 | Päivitetty 6.3.2024 8:00</div>'),
        ("czech", "cs", "Most u tržiště bude devět měsíců zavřený", "Podleský deník", CS, "Petr Malý", '<p class="autor">Autor: Petr Malý</p><p class="datum">5. března 2024 10:12</p>'),
        ("hungarian", "hu", "Kilenc hónapra lezárják a piaci hidat", "Folyóvári Hírek", HU, "Nagy Péter", '<div class="szerzo"><a rel="author" href="/n">Nagy Péter</a></div><div class="datum">2024. március 5. 10:12</div>'),
        ("romanian", "ro", "Podul de la piață se închide nouă luni", "Ziarul Văii", RO, "Andrei Pop", '<div class="autor">de Andrei Pop</div><div class="data">marți, 5 martie 2024, 10:12</div>'),
    )  # fmt: skip
    for name, code, title, site, words, person, facts in rows:
        yield one(f"last-{name}", page(f'<title>{title} - {site}</title><meta property="og:site_name" content="{site}">', f'<header><a href="/">{site}</a></header><article><h1>{title}</h1>{facts}<div class="body">{paragraphs(*words)}</div></article><aside><a href="/o">{RELATED}</a></aside>', code), Want(title, DAY, (person,), site, words))  # fmt: skip


def systems() -> Iterator[Clip]:
    """Systems, offices and firms."""
    title = "Slate mine closes"
    yield one("last-newspack-coauthors", page(f'<title>{title} - Fell Monitor</title><meta property="og:site_name" content="Fell Monitor"><meta property="article:published_time" content="2024-05-03T16:00:00+00:00">', f'<main><article class="post"><header class="entry-header"><div class="cat-links"><a href="/c">Industry</a></div><h1 class="entry-title">{title}</h1><div class="newspack-post-subtitle">After 211 years, the siren is off</div><div class="entry-meta"><span class="author-avatar"><img alt=""></span><span class="byline"><span>by</span> <span class="author vcard"><a class="url fn n" href="/author/a">Nia Howell</a></span> and <span class="author vcard"><a class="url fn n" href="/author/b">Rhodri Teague</a></span></span><span class="posted-on"><time class="entry-date published" datetime="2024-05-03T16:00:00+00:00">May 3, 2024</time><time class="updated" datetime="2024-05-06T10:00:00+00:00">May 6, 2024</time></span></div></header><div class="entry-content">{paragraphs(*t.MINE)}<div class="author-bio"><h2><span>Nia Howell</span></h2><p>Nia Howell reports on slate and sheep.</p></div></div></article></main>'), Want(title, date(2024, 5, 3), ("Nia Howell", "Rhodri Teague"), "Fell Monitor", ("After 211 years, the siren is off", *t.MINE)), "slate and sheep")  # fmt: skip
    title = "Osk Hospital Trust to consolidate maternity care"
    yield one("last-for-immediate-release", page(f"<title>{title} | Osk Hospital Trust</title>", f'<header><div class="site-logo"><a href="/">Osk Hospital Trust</a></div></header><main><p><strong>FOR IMMEDIATE RELEASE</strong></p><p>March 11, 2024</p><h1>{title}</h1><p><strong>Media contact:</strong> Petra Lunde, 555 0101, press@osk.example</p>{paragraphs(*t.CLINIC)}<p>###</p><p>About the trust: Osk Hospital Trust runs three hospitals.</p></main>'), Want(title, date(2024, 3, 11), (), "Osk Hospital Trust", t.CLINIC), "###")  # fmt: skip
    title = "Calder Mutual: savings rate"
    yield one("last-investor-relations", page(f"<title>{title} - Calder Mutual - Investors</title>", f'<div class="brand"><a href="/">Calder Mutual</a></div><div class="content"><div class="nir-date">Nov 14, 2023 7:00 am EST</div><h1>{title}</h1><div class="pdf"><a href="/x.pdf">PDF Version</a></div><p>CALDERFORD, November 14, 2023 – {t.BANK[0]}</p>{paragraphs(*t.BANK[1:])}<p>Forward-looking statements: This release may contain statements about the future.</p></div>'), Want(title, date(2023, 11, 14), (), "Calder Mutual", t.BANK), "PDF Version")  # fmt: skip
    title = "Professor explains why bees like signals"
    yield one("last-university-news", page(f'<title>{title} | Corran University News</title><meta property="og:site_name" content="Corran University News"><meta property="og:title" content="{title} | Corran University News">', f'<main><div class="news-detail"><ul class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul><h1>{title}</h1><div class="field-date">Published: <span>4 June 2024</span></div><div class="field-author">Author: <span>Ishbel Grant</span></div><div class="field-intro"><p>A swarm chose a railway, and a professor knows why.</p></div>{paragraphs(*t.BEES)}<div class="share-this">Share this story</div><div class="tags">Tags: bees, trains</div></div></main>'), Want(title, date(2024, 6, 4), ("Ishbel Grant",), "Corran University News", ("A swarm chose a railway", *t.BEES)), "Share this story")  # fmt: skip
    title = "The bells, in the words of those who rang them"
    turns = (("HOST", "When did you last ring the oldest bell?"), ("PAVLA HRON", "On New Year's Eve, and it was out of tune with the fireworks."), ("HOST", "What will ring this year?"), ("PAVLA HRON", "A recording, I am afraid, and a spoon."))  # fmt: skip
    yield one("last-radio-transcript", page(f'<title>{title} : Vintera Radio</title><meta property="og:site_name" content="Vintera Radio"><meta name="date" content="2024-01-24">', f'<article><h1>{title}</h1><div id="storybyline"><p class="byline__name"><a rel="author" href="/p">Lida Marek</a></p></div><div class="dateblock"><time datetime="2024-01-24T06:30:00+01:00"><span class="date">January 24, 2024</span><span class="time">6:30 AM</span></time><p class="source">Heard on <a href="/m">Morning Bell</a></p></div><div class="audio-module"><b>3-Minute Listen</b><ul><li>Download</li><li>Embed</li></ul></div>{paragraphs(t.MUSEUM[0])}{"".join(f"<p><strong>{who}:</strong> {said}</p>" for who, said in turns)}<p class="disclaimer">Copyright © 2024 Vintera Radio. All rights reserved. Visit our website terms of use for further information.</p></article>'), Want(title, date(2024, 1, 24), ("Lida Marek",), "Vintera Radio", (t.MUSEUM[0], *(said for _, said in turns))), "3-Minute Listen", "terms of use")  # fmt: skip
    title = "Savers, at last"
    yield one("last-mailchimp-web-copy", page(f'<title>{title}</title><meta property="og:title" content="{title}">', f'<div id="awesomewrap"><div id="awesomebar"><ul><li><a href="/s">Subscribe</a></li><li><a href="/p">Past Issues</a></li><li><a href="/t">Translate</a></li></ul></div></div><table id="bodyTable"><tr><td><table class="templateContainer"><tr><td id="templatePreheader"><a href="#">View this email in your browser</a></td></tr><tr><td id="templateHeader"><h1>{title}</h1></td></tr><tr><td id="templateBody">{paragraphs(*t.BANK)}</td></tr><tr><td id="templateFooter"><em>Copyright © 2023 Coin Letter, All rights reserved.</em><br>Want to change how you receive these emails?<br>You can <a href="#">update your preferences</a> or <a href="#">unsubscribe from this list</a>.</td></tr></table></td></tr></table>'), Want(title, None, (), None, t.BANK), "Past Issues", "in your browser", "unsubscribe", "how you receive", skip=("outlet",))  # fmt: skip
    title = "Why nobody can sell the bells"
    yield one("last-opinion-column", page(f'<title>Opinion | {title} - The Eastern Times</title><meta property="og:title" content="Opinion | {title}"><meta property="og:site_name" content="The Eastern Times">' + ld(**{"@type": "OpinionNewsArticle", "headline": f"Opinion | {title}", "alternativeHeadline": title, "datePublished": "2024-01-26T10:00:00.000Z", "author": [{"@type": "Person", "name": "Casimir Oake"}]}), f'<article><header><p class="label">Opinion</p><p class="label">Guest Essay</p><h1>{title}</h1><p class="byline">By Casimir Oake</p><p>Mr. Oake is a founder of bells in Brno-on-Sea.</p></header>{paragraphs(*t.MUSEUM)}</article>'), Want(title, date(2024, 1, 26), ("Casimir Oake",), "The Eastern Times", t.MUSEUM))  # fmt: skip
    title = "Live coverage ends: what happened at Corran"
    yield one("last-data-in-tables", page(f'<title>{title} | Rail Facts</title><meta property="og:site_name" content="Rail Facts">', f'<article><h1>{title}</h1><p class="pubdate">2024-06-03</p><p class="by">By Ada Pell</p>{paragraphs(*t.BEES[:2])}<table class="data"><caption>Delays by train</caption><tr><th>Train</th><th>Minutes</th></tr><tr><td>10:42 Lisburn Road</td><td>184</td></tr><tr><td>11:15 Penmoel</td><td>151</td></tr></table>{paragraphs(*t.BEES[2:])}<h2>Method</h2><ol><li>Minutes were counted from the first swarm to the last.</li></ol></article>'), Want(title, date(2024, 6, 3), ("Ada Pell",), "Rail Facts", (*t.BEES[:2], "10:42 Lisburn Road", "184", *t.BEES[2:], "Minutes were counted from the first swarm")))  # fmt: skip


def papers() -> Iterator[Clip]:
    """Mails within mails, a digest, four columns, a JSON Feed."""
    inner = "\n\n".join(textwrap.fill(p, 66) for p in t.MUSEUM)
    twice = f"See Bo's note.\n\n-------- Forwarded Message --------\nSubject: Fwd: Bells stolen\nDate: Wed, 24 Jan 2024 09:00:00 +0100\nFrom: Bo Lund <bo@example.org>\nTo: Ivo <ivo@example.org>\n\nFor your file.\n\n-------- Forwarded Message --------\nSubject: Bells stolen\nDate: Tue, 23 Jan 2024 07:00:00 +0100\nFrom: Vintera Voice <news@vinteravoice.example>\nTo: Bo Lund <bo@example.org>\n\n{inner}\n"
    yield Clip("last-forwarded-twice", "a.eml", bytes(mail("Fwd: Fwd: Bells stolen", twice, sender="Ivo <ivo@example.org>", day="Thu, 25 Jan 2024 09:00:00 +0100")), (Want("Bells stolen", date(2024, 1, 23), (), "Vintera Voice", t.MUSEUM),), ("For your file", "Bo's note"), frozenset({"authors"}))  # fmt: skip
    box = [mail(f"Story {n}", "\n\n".join(words), sender="Fell Standard <d@fellstandard.example>", day=f"Mon, {4 + n} Mar 2024 06:00:00 +0000", number=n) for n, words in enumerate((t.MINE, t.BEES, t.CLINIC, t.BANK, t.MUSEUM))]  # fmt: skip
    yield Clip("last-mbox-five-thunderbird", "Inbox", boxed(box).replace(b"From MAILER-DAEMON", b"From - MAILER"), tuple(Want(f"Story {n}", date(2024, 3, 4 + n), (), "Fell Standard", words) for n, words in enumerate((t.MINE, t.BEES, t.CLINIC, t.BANK, t.MUSEUM))), (), frozenset({"authors"}))  # fmt: skip
    cols = [[line for p in part for line in textwrap.wrap(p, 21)] for part in (t.MINE[:1], t.MINE[1:2], t.MINE[2:4], t.MINE[4:])]  # fmt: skip
    rows: list[tuple[float, float, float, str]] = [
        (40, 795, 8, "Friday 3 May 2024 · The Fell Standard · 5"),
        (40, 760, 24, "Last shift at Harrow Fell"),
    ]
    for n in range(max(map(len, cols))):
        rows += [(40 + 135 * c, 720 - 13 * n, 10, col[n]) for c, col in enumerate(cols) if n < len(col)]
    yield Clip("last-pdf-four-columns", "a.pdf", drawn([rows]), (Want("Last shift at Harrow Fell", None, (), None, t.MINE),), (), frozenset({"outlet", "authors", "day"}))  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Coin Feed", "home_page_url": "https://c.example/", "items": [{"id": str(n), "url": f"https://c.example/{n}", "title": h, "content_html": paragraphs(*w), "date_published": f"2024-01-2{n}T06:00:00+01:00", "authors": [{"name": "Abena Quist"}]} for n, (h, w) in enumerate((("Savers smile", t.BANK), ("Bells gone", t.MUSEUM)), 1)]}  # fmt: skip
    yield Clip("last-json-feed", "feed.json", json.dumps(feed).encode(), tuple(Want(h, date(2024, 1, 20 + n), ("Abena Quist",), "Coin Feed", w) for n, (h, w) in enumerate((("Savers smile", t.BANK), ("Bells gone", t.MUSEUM)), 1)))  # fmt: skip


def last() -> Iterator[Clip]:
    for group in (abroad, systems, papers):
        yield from group()
