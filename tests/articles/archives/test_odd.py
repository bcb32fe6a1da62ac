"""Exports whose articles look like the frame around them, and what archives send by mail."""

from __future__ import annotations

import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from bench.archives import forms  # noqa: E402
from bench.archives.cases import Case  # noqa: E402
from bench.archives.forms import Block  # noqa: E402
from bench.archives.odd.rest import odd  # noqa: E402
from bench.archives.run import broken, faults, read  # noqa: E402
from qa.articles.load import Loaded, load_articles  # noqa: E402
from qa.articles.readers.mail import listed_links  # noqa: E402
from qa.errors import LoadError  # noqa: E402
from qa.text.wordset import wordlist  # noqa: E402

KINDS = wordlist(
    "nexis/show nexis-uni/docx-endefres-1 nexis-uni/rtf-en-7 nexis-uni/html-de-10 nexis-uni/txt-ende-13 "
    "nexis-uni/contents-two-lines-rtf factiva/txt-en-0 factiva/txt-ende-1 factiva/pdf-en-15 "
    "europresse/frenes-2 "
    "proquest/pdf-en-12 proquest/txt-fr-2 proquest/rtf-fres-6 proquest/docx-en-7 service/events-esitpt "
    "mail/delivery-ende mail/coded-alert-ende mail/list-alert-ende mail/link-alert-en pack/mixed-en "
    "pack/letters-en pack/letters-fresit pack/warc-fresit clip/vault-enitsv unknown/host-docx unknown/north"
)
CASES = {case.name: case for case in odd()}


@pytest.mark.parametrize("name", KINDS)
def test_articles_that_look_like_their_frame_are_read_whole(name: str, tmp_path: Path) -> None:
    case: Case = CASES[name]
    found, error = read(case, tmp_path)
    assert broken(case, found) == 0
    assert faults(case, found, error) == []


def load(tmp_path: Path, name: str, data: bytes) -> Loaded:
    path = tmp_path / name
    path.write_bytes(data)
    return load_articles(str(path))


LONG = "\n\n".join(
    f"Window {n} of the pool was {n + 3} years old when the frost of winter {n} broke it." for n in range(9)
)
TEXT = "The pool on Quay Street will open in May, the council said on Monday, after two winters of repairs."


TITLES = ["Length: a metre too far", "Copyright 7: whose horn?", "Section 4, again", "Update: shut"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["docx", "txt", "rtf"])
def test_a_headline_of_nexis_uni_may_look_like_a_field(title: str, form: str, tmp_path: Path) -> None:
    head = [
        title,
        "Harbour Post",
        "May 4, 2023 Thursday",
        "Copyright 2023 Harbour Post All Rights Reserved",
    ]
    lines = [*head, "Section: NEWS; Pg. 4", "Length: 18 words", "Body", TEXT, "Load-Date: May 5, 2023"]
    data = getattr(forms, form)([Block(line) for line in [*lines, "End of Document"]])
    article = load(tmp_path, f"x.{form}", data).articles[0]
    assert (article.title, article.outlet, article.section) == (title, "Harbour Post", "NEWS")
    assert article.text == TEXT


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\u00a0"])
def test_words_that_look_like_a_code_of_factiva_stay_in_the_text(gap: str, tmp_path: Path) -> None:
    said = [TEXT, "PD James wrote about it.", "CO levels were low.", "IN 1974 it was full."]
    values = {"HD": "Pool opens", "WC": "30 words", "PD": "4 May 2023", "SN": "Harbour Post", "LP": said[0]}
    fields = [f"{code}{gap}{value}\n" for code, value in values.items()] + [f"TD{gap}{said[1]}\n"]
    fields += [f"{text}\n" for text in said[2:]]
    fields += [f"NS{gap}gcat : Political/General News\n", f"AN{gap}Document HPOST00020230504ej5400001\n"]
    article = load(tmp_path, "x.txt", "\n".join(fields * 2).encode()).articles[0]
    assert article.text.split("\n\n") == said
    assert article.title == "Pool opens"


def mail(subject: str, text: str, **files: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "desk@archive.example", subject
    message["Date"] = "Mon, 06 May 2024 09:00:00 +0000"
    message.set_content(text)
    for name, data in files.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message.as_bytes()


def test_the_files_of_a_mail_are_read_and_its_note_is_named(tmp_path: Path) -> None:
    files = {"a_txt": f"Pool opens\n\n{TEXT}".encode(), "b_png": b"\x89PNG"}
    data = mail("Your documents", "The documents are attached.\n", **files)
    loaded = load(tmp_path, "x.eml", data)
    assert [a.title for a in loaded.articles] == ["Pool opens"]
    assert loaded.articles[0].origin.endswith("x.eml#a.txt")
    assert [name for _, name in loaded.left_out] == ["covering note: The documents are attached."]


def test_a_mail_that_is_an_article_stays_one_beside_its_files(tmp_path: Path) -> None:
    data = mail("Pool opens", LONG, a_txt=f"Tram stops\n\n{TEXT}".encode())
    assert {a.title for a in load(tmp_path, "x.eml", data).articles} == {"Pool opens", "Tram stops"}


@pytest.mark.parametrize(
    "subject", ["Google Alert - pool", "ProQuest Alert: pool", "Alerte : piscine", "Links"]
)
def test_a_mail_of_links_alone_says_how_many_and_how_to_fetch_them(subject: str, tmp_path: Path) -> None:
    wrapped = "https://www.google.com/url?rct=j&url=https://p.example/2&ct=ga"
    text = f"1. Pool opens\nHarbour Post\nhttps://p.example/1\n\n2. Tram stops\n{wrapped}\n"
    data = mail(subject, text + "\nhttps://p.example/alerts/unsubscribe\n")
    with pytest.raises(LoadError, match="2 links and no text") as failed:
        load(tmp_path, "x.eml", data)
    assert "--links" in failed.value.hint
    assert listed_links(data) == ["https://p.example/1", "https://p.example/2"]


def test_a_letter_with_links_is_an_article(tmp_path: Path) -> None:
    data = mail("Pool opens", f"{TEXT}\n\nhttps://p.example/1\n\n{TEXT}\n\nhttps://p.example/2\n")
    assert load(tmp_path, "x.eml", data).articles[0].title == "Pool opens"


def test_an_article_that_quotes_the_head_of_a_letter_is_no_forward(tmp_path: Path) -> None:
    letter = "From: harbour office\n\nTo: all keepers\n\nSubject: lamp goes out\n\n"
    data = mail("The last lamp", f"{TEXT}\n\n{letter}{TEXT.replace('May', 'June')} Nobody signed it.\n")
    article = load(tmp_path, "x.eml", data).articles[0]
    assert article.title == "The last lamp"
    assert "Subject: lamp goes out" in article.text


def test_the_numbers_of_a_list_in_markdown_are_words(tmp_path: Path) -> None:
    data = f"# Tower\n\n{TEXT}\n\n3. Bread\n4. A lamp\n\n- Rope\n".encode()
    assert "3. Bread" in load(tmp_path, "x.md", data).articles[0].text


SENTENCES = ["Par chance, la porte était ouverte.", "By Friday the ice had gone.", "Von Montag an gilt es."]


@pytest.mark.parametrize("first", SENTENCES)
def test_a_sentence_below_the_headline_is_no_byline(first: str, tmp_path: Path) -> None:
    body = f"<p>{first}</p><p>{TEXT}</p><p>{TEXT.replace('May', 'June')}</p>"
    page = f"<html><body><article><h1>Door stays open</h1>{body}</article></body></html>"
    article = load(tmp_path, "x.html", page.encode()).articles[0]
    assert article.authors == ()
    assert first in article.text
