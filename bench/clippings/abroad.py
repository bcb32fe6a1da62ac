"""Pages of other countries, as their templates write them (written before a reader was changed)."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bench.clippings import texts as t
from bench.clippings.case import Clip, Want, paragraphs
from bench.clippings.sites import RELATED, ld, one, page


def abroad() -> Iterator[Clip]:
    """One or two pages a language."""
    title = "Freibad Oberfurth geht für einen Euro an Badegäste"
    yield one(
        "german-magazine",
        page(
            f'<title>Oberfurth: {title} - FURTHER BLATT</title><meta property="og:site_name" content="FURTHER BLATT"><meta property="og:title" content="Oberfurth: {title}"><meta name="date" content="2024-02-13T09:14:00+01:00"><meta name="author" content="Volker Ahlers, FURTHER BLATT">',
            f'<header><a href="/">FURTHER BLATT</a><a href="/abo">Abonnement</a></header><main><article><header><h2><span class="topline">Oberfurth</span><span class="colon">: </span><span class="headline">{title}</span></h2><div class="intro">Die Rohre sind marode, die Pappeln gesund: Ein Verein übernimmt, was die Gemeinde nicht mehr bezahlen will.</div><div class="meta"><span>Von <a href="/autor/va">Volker Ahlers</a></span><time datetime="2024-02-13 09:14:00">13.02.2024, 09.14 Uhr</time></div></header><section>{paragraphs(*t.DE[:2])}<div class="teaser-inline"><a href="/o">Lesen Sie auch: {RELATED}</a></div>{paragraphs(*t.DE[2:])}<p>vah</p></section></article></main><footer>Impressum Datenschutz</footer>',
            "de",
        ),
        Want(title, date(2024, 2, 13), ("Volker Ahlers",), "FURTHER BLATT", ("Die Rohre sind marode", *t.DE)),
        "Impressum",
        skip=("title",),
    )  # fmt: skip
    title = "Gemeinde verkauft Freibad"
    yield one(
        "typo3-press-release",
        page(
            '<title>Pressemitteilungen: Gemeinde Oberfurth</title><meta name="generator" content="TYPO3 CMS">',
            f'<header><div class="logo"><a href="/">Gemeinde Oberfurth</a></div></header><nav aria-label="Breadcrumb"><a href="/">Startseite</a> / <a href="/p">Pressemitteilungen</a></nav><main><div class="news news-single"><p class="news-date">Pressemitteilung Nr. 27/2024 vom 12. Februar 2024</p><h1 itemprop="headline">{title}</h1><div class="teaser-text"><p>Der Gemeinderat hat mit 14 zu 3 Stimmen zugestimmt.</p></div><div class="news-text-wrap">{paragraphs(*t.DE, css="bodytext")}</div><p class="bodytext">Ansprechpartnerin: Ilse Krug, Telefon 01234 / 5678</p><p><a href="/p">Zurück</a></p></div></main>',
            "de",
        ),
        Want(title, date(2024, 2, 12), (), "Gemeinde Oberfurth", ("Der Gemeinderat hat mit 14", *t.DE)),
        "Zurück",
    )  # fmt: skip
    title = "À Saint-Aubrac, le dernier bac part à 20 heures"
    yield one(
        "french-daily",
        page(
            f'<title>{title}</title><meta property="og:site_name" content="Le Fil du Sud"><meta property="og:article:published_time" content="2024-03-05T05:00:12+00:00">',
            f'<main><article><nav class="breadcrumb"><a href="/">Accueil</a><a href="/s">Société</a></nav><h1 class="article__title">{title}</h1><p class="article__desc">Faute de pilotes, l’île redevient une île.</p><section class="article__meta"><p>Par <a class="article__author-link" href="/a">Clémence Arnoux</a> (Saint-Aubrac, envoyée spéciale)</p><p><span class="meta__date">Publié le 05 mars 2024 à 06h00, modifié le 05 mars 2024 à 11h48</span></p><p>Temps de Lecture 3 min.</p><button>Ajouter à vos sélections</button></section>{paragraphs(t.FR[0], t.FR[1], css="article__paragraph")}<section class="catcher"><div class="catcher__content"><span>Lire aussi</span> <a href="/o">{RELATED}</a></div></section>{paragraphs(*t.FR[2:], css="article__paragraph")}<p class="article__signature">Clémence Arnoux</p></article></main>',
            "fr",
        ),
        Want(title, date(2024, 3, 5), ("Clémence Arnoux",), "Le Fil du Sud", ("Faute de pilotes, l’île redevient", *t.FR)),
        "Temps de Lecture", "Ajouter à vos",
    )  # fmt: skip
    title = "Valdecuna cierra su mercado catorce meses"
    yield one(
        "spanish-city-and-zone",
        page(
            f'<title>{title} | Local | EL PUERTO</title><meta property="og:site_name" content="El Puerto"><meta property="og:title" content="{title}">',
            f'<article><header><div class="a_k"><a href="/mercados">Mercados</a></div><h1 class="a_t">{title}</h1><h2 class="a_st">Los vendedores se instalarán en carpas mientras se cambia la cubierta</h2></header><div class="a_md"><div class="a_md_a"><a href="/autor/lg">Leandro Gascón</a></div><div class="a_md_f"><span>Valdecuna</span> - <time datetime="2024-04-09T03:30:00.000Z"><a>09 abr 2024 - 05:30</a><abbr title="Central European Summer Time">CEST</abbr></time></div><ul><li>WhatsApp</li><li>Copiar enlace</li></ul></div><div class="a_c">{paragraphs(*t.ES)}</div><section class="a_ei"><h3>Más información</h3><a href="/o">{RELATED}</a></section><section class="a_ai"><h3>Sobre la firma</h3><p>Es redactor de la sección de Local desde 2009.</p></section></article>',
            "es",
        ),
        Want(title, date(2024, 4, 9), ("Leandro Gascón",), "El Puerto", ("Los vendedores se instalarán", *t.ES)),
        "Sobre la firma", "redactor de la sección", "Copiar enlace",
    )  # fmt: skip
    title = "Roccafosca senza scuola: sono rimasti in sette"
    yield one(
        "italian-daily",
        page(
            f'<title>{title} - il Crinale</title><meta property="og:site_name" content="il Crinale">',
            f'<main><article class="story"><header><span class="story__label"><a href="/c">Cronaca</a></span><h1 class="story__title">{title}</h1><div class="story__info"><em class="story__author">di <a href="/f">Bruno Calandri</a></em><figure class="story__media"><figcaption>La scuola chiusa (foto Lido Manetti)</figcaption></figure></div><div class="story__summary"><p>Lo scuolabus farà 22 chilometri due volte al giorno</p></div><time class="story__date" datetime="2024-03-05">05 Marzo 2024 alle 10:30</time><div class="story__reading">1 minuti di lettura</div></header><div class="story__text">{paragraphs(*t.IT)}</div><footer><p>© Riproduzione riservata</p></footer></article><aside>{RELATED}</aside></main>',
            "it",
        ),
        Want(title, date(2024, 3, 5), ("Bruno Calandri",), "il Crinale", ("Lo scuolabus farà 22", *t.IT)),
        "Riproduzione riservata", "minuti di lettura",
    )  # fmt: skip
    title = "Prefeitura de Serra Mansa vai trocar 1.200 lâmpadas"
    yield one(
        "brazilian-portal",
        page(
            f'<title>{title} | Vale e Região | P1</title><meta property="og:site_name" content="P1"><meta property="og:title" content="{title}"><meta name="language" content="pt-BR">',
            f'<main><div class="title"><h1 class="content-head__title" itemprop="headline">{title}</h1><h2 class="content-head__subtitle">Avenida ficou três noites no escuro.</h2></div><div class="content__signa-share"><div class="content__signature"><p class="content-publication-data__from">Por Edilson Prado, P1 Vale — Serra Mansa</p><p class="content-publication-data__updated"><time itemprop="datePublished" datetime="2024-04-03T01:20:11.123Z"> 02/04/2024 22h20</time><span> · Atualizado <time itemprop="dateModified" datetime="2024-04-04T12:00:00.000Z">há um mês</time></span></p></div></div><article itemprop="articleBody">{"".join(f"<div class=mc-column><p class=content-text__container>{p}</p></div>" for p in t.PT)}<div class="entities"><div class="entities__title">Serra Mansa</div></div></article><div class="mais-lidas"><h2>Mais lidas</h2><a href="/o">{RELATED}</a></div></main>',
            "pt-BR",
        ),
        Want(title, date(2024, 4, 2), ("Edilson Prado",), "P1", ("Avenida ficou três noites", *t.PT)),
        "Mais lidas", "há um mês",
    )  # fmt: skip
    title = "Wieża ciśnień w Dolnikach do rozbiórki"
    yield one(
        "polish-author-and-day",
        page(
            f'<title>{title} - Kurier Dolnicki</title><meta property="og:site_name" content="Kurier Dolnicki">',
            f'<div class="naglowek"><a href="/">Kurier Dolnicki</a></div><article><h1>{title}</h1><div class="autor-data"><span class="autor">Autor: Zbigniew Kotlarz</span> <span class="data">5 marca 2024, 10:12</span></div><div class="tresc">{paragraphs(*t.PL)}</div><div class="zobacz"><b>Zobacz też:</b> <a href="/o">{RELATED}</a></div></article><div class="stopka">Wszelkie prawa zastrzeżone</div>',
            "pl",
        ),
        Want(title, date(2024, 3, 5), ("Zbigniew Kotlarz",), "Kurier Dolnicki", t.PL),
        "Wszelkie prawa",
    )  # fmt: skip
    title = "Kızılova’nın eski hali kütüphane oluyor"
    yield one(
        "turkish-entry-and-update",
        page(
            f'<title>{title} - Ova Haber</title><meta property="og:site_name" content="Ova Haber">',
            f'<article><h1>{title}</h1><h2 class="spot">Bina üç yıldır kapalıydı.</h2><div class="info"><span>Giriş Tarihi: 05.03.2024 10:12</span> <span>Güncelleme Tarihi: 06.03.2024 08:00</span></div><div class="muhabir">Muhabir: Selin Doğan</div><div class="content">{paragraphs(*t.TR)}</div><div class="ilgili"><h3>İlgili Haberler</h3><a href="/o">{RELATED}</a></div></article>',
            "tr",
        ),
        Want(title, date(2024, 3, 5), ("Selin Doğan",), "Ova Haber", ("Bina üç yıldır kapalıydı.", *t.TR)),
        "İlgili Haberler",
    )  # fmt: skip
    title = "Паром до Каменного отменят с июня"
    yield one(
        "russian-agency",
        page(
            f'<title>{title} - Вести Поречья, 05.03.2024</title><meta property="og:site_name" content="Вести Поречья"><meta property="article:published_time" content="20240305T1405">',
            f'<div class="header"><a href="/">Вести Поречья</a></div><div class="article"><div class="article__info-date"><a href="/20240305/">14:05 05.03.2024</a> <span class="article__info-date-modified">(обновлено: 16:40 05.03.2024)</span></div><div class="article__views"><span>1204</span></div><h1 class="article__title">{title}</h1><h2 class="article__second-title">Жителям предлагают объезд в 140 километров</h2><div class="article__author-name">Тарас Лобов</div><div class="article__body"><div class="article__text"><strong>СОСНОВКА, 5 мар — Вести Поречья.</strong> {t.RU[0]}</div>{"".join(f"<div class=article__text>{p}</div>" for p in t.RU[1:])}<div class="article__article"><a href="/o">{RELATED}</a><span>4 марта, 11:00</span></div></div></div><div class="footer">Сетевое издание зарегистрировано</div>',
            "ru",
        ),
        Want(title, date(2024, 3, 5), ("Тарас Лобов",), "Вести Поречья", ("Жителям предлагают объезд", *t.RU)),
        "зарегистрировано",
    )  # fmt: skip
    title = "北浜市民プール、来年三月で閉鎖へ"
    yield one(
        "japanese-paper",
        page(
            f'<title>{title}：北浜新報デジタル</title><meta property="og:site_name" content="北浜新報デジタル"><meta property="og:title" content="{title}：北浜新報デジタル">',
            f'<header><a href="/">北浜新報デジタル</a><a href="/login">ログイン</a></header><main><div class="bread"><a href="/">トップ</a><a href="/local">地域</a></div><h1>{title}</h1><p class="byline"><span>田所健一</span></p><time datetime="2024-03-05T14:30:00.000Z">2024年3月5日 14時30分</time><div class="sns"><button>シェア</button><button>ツイートする</button></div><div class="body">{paragraphs(*t.JA)}</div><div class="related"><h2>関連記事</h2><ul><li><a href="/o">{RELATED}</a></li></ul></div></main><footer>無断転載を禁じます</footer>',
            "ja",
        ),
        Want(title, date(2024, 3, 5), ("田所健一",), "北浜新報デジタル", t.JA),
        "関連記事", "無断転載", "ツイート",
    )  # fmt: skip
    title = "临河县六月起停运东岸轮渡"
    yield one(
        "chinese-portal",
        page(
            f'<title>{title}_临河日报网</title><meta name="author" content="刘文">',
            f'<div class="path"><a href="/">临河日报网</a> &gt; <a href="/n">新闻</a> &gt; 正文</div><div class="main"><h1 class="title">{title}</h1><div class="info"><span class="time">2024-03-05 10:12:33</span> <span class="source">来源：临河日报</span> <span>作者：刘文</span></div><div class="article">{paragraphs(*("　　" + p for p in t.ZH))}</div><div class="editor">（责任编辑：王小川）</div></div><div class="foot">版权所有 临河日报社</div>',
            "zh",
        ),
        Want(title, date(2024, 3, 5), ("刘文",), "临河日报", t.ZH),
        "版权所有",
        skip=("outlet",),
    )  # fmt: skip
    title = "강변시, 동쪽 선착장 도선 중단"
    yield one(
        "korean-portal",
        page(
            f'<title>{title} - 강변일보</title><meta property="og:site_name" content="강변일보"><meta property="og:title" content="{title}">',
            f'<div id="contents"><h2 class="media_end_head_headline"><span>{title}</span></h2><div class="info"><span class="t">입력 2024.03.05. 오전 10:12</span> <span class="t">수정 2024.03.05. 오후 1:02</span> <em class="journalist">김도현 기자</em></div><div id="dic_area">{"<br><br>".join(t.KO)}</div><div class="byline"><span>김도현 기자 dohyun@gangbyeon.example</span></div><div class="copyright">저작권자 ⓒ 강변일보. 무단전재 및 재배포 금지</div><div class="related"><a href="/o">{RELATED}</a></div></div>',
            "ko",
        ),
        Want(title, date(2024, 3, 5), ("김도현",), "강변일보", t.KO),
        "저작권자",
        skip=("authors",),
    )  # fmt: skip
    title = "إغلاق جسر السوق القديم تسعة أشهر"
    yield one(
        "arabic-right-to-left",
        page(
            f'<title>{title} | صحيفة الميناء</title><meta property="og:site_name" content="صحيفة الميناء"><meta property="og:title" content="{title}">',
            f'<header><a href="/">صحيفة الميناء</a></header><article><h1>{title}</h1><div class="meta"><span class="author">نادر الحداد</span> <span class="date">الثلاثاء 5 مارس 2024 - 10:12</span></div><div class="body">{paragraphs(*t.AR)}</div><div class="more"><h3>اقرأ أيضاً</h3><a href="/o">{RELATED}</a></div></article><footer>جميع الحقوق محفوظة</footer>',
            "ar",
            ' dir="rtl"',
        ),
        Want(title, date(2024, 3, 5), ("نادر الحداد",), "صحيفة الميناء", t.AR),
        "جميع الحقوق", "اقرأ أيضاً",
    )  # fmt: skip
    title = "Εννέα μήνες χωρίς γέφυρα"
    yield one(
        "greek-site",
        page(
            f'<title>{title} – Φωνή του Πετροχωρίου</title><meta property="og:site_name" content="Φωνή του Πετροχωρίου">',
            f'<article><h1>{title}</h1><div class="entry-meta"><span>Του Σταύρου Λιάπη</span> <span>Δευτέρα, 4 Μαρτίου 2024 18:20</span></div>{paragraphs(*t.EL)}<p>Διαβάστε επίσης: <a href="/o">{RELATED}</a></p></article>',
            "el",
        ),
        Want(title, date(2024, 3, 4), (), "Φωνή του Πετροχωρίου", t.EL),
        "Διαβάστε επίσης",
        skip=("authors",),
    )  # fmt: skip
    title = "Ny pumpe skal redde badet"
    yield one(
        "norwegian-web-components",
        page(
            f'<title>{title} – Fjordposten</title><meta property="og:site_name" content="Fjordposten"><meta property="article:published_time" content="2024-02-13T22:40:00Z">'
            + ld(**{"@graph": [{"@type": "BreadcrumbList", "itemListElement": []}, {"@type": "NewsArticle", "headline": title, "author": [{"@type": "Person", "name": "Eirin Sæther"}, {"@type": "Organization", "name": "NTB"}], "datePublished": "2024-02-13T22:40:00Z"}]}),
            f'<main><article><h1>{title}</h1><p class="lead">Foreningen i Oberfurth trenger 120.000 euro innen mai.</p><div class="byline"><span>Eirin Sæther</span><span>Journalist</span></div><p class="timestamp">Publisert 13. feb. 2024 kl. 23:40 Oppdatert 14. feb. 2024 kl. 07:10</p>{paragraphs("Badet ble stengt i fjor høst etter at et rør sprakk under dusjene.", "– Vi har 340 medlemmer og to skiftenøkler, sier leder Karsten Bohl i foreningen.", "Kommunen beholder tomten, men gir bort bygningene og ansvaret.")}<div class="ad-label">Annonse</div></article><aside><a href="/o">{RELATED}</a></aside></main>',
            "nb",
        ),
        Want(title, date(2024, 2, 13), ("Eirin Sæther",), "Fjordposten", ("Foreningen i Oberfurth trenger", "Badet ble stengt i fjor høst", "to skiftenøkler", "Kommunen beholder tomten")),
        "Annonse", "Oppdatert 14",
        skip=("authors",),
    )  # fmt: skip
