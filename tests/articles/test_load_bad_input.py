"""Bad input is one line of what is wrong and one of what to do; the good part of a file is kept."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from qa.articles.load import load_articles
from qa.errors import LoadError

SAMPLES = Path(__file__).parent / "samples"


def failure(path: Path, **options: object) -> str:
    with pytest.raises(LoadError) as caught:
        load_articles(str(path), **options)  # type: ignore[arg-type]
    error = caught.value
    assert error.message.startswith(f"{path}: ")
    assert error.hint
    assert "\n" not in error.message + error.hint
    assert error.exit_code == 3
    return error.message.removeprefix(f"{path}: ")


def pdf(*, text: str = "", password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption(password) if password else None)
    page.rect(10, 10, 100, 100)
    page.drawString(50, 700, text)
    page.showPage()
    page.save()
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\0\0\0\0"])
@pytest.mark.parametrize("suffix", [".txt", ".json", ".html", ".pdf"])
def test_an_empty_file(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    assert failure(path) == "the file is empty"


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert failure(path) == "not text but a binary file"


def test_a_file_above_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 300_000)  # 1.4 MB
    assert failure(path, max_bytes=1024 * 1024) == "larger than 1 MB"
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    assert failure(huge) == "larger than 20 MB"


def test_a_text_that_is_no_article_but_a_book(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The council of Orme met. " * 30_000)
    assert failure(path) == "longer than any article: 750,000 characters"


def test_an_archive_that_unpacks_to_more_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"0" * 30_000_000))
    assert path.stat().st_size < 100_000
    assert failure(path) == "unpacks to more than 20 MB"


@pytest.mark.parametrize(("cut", "reason"), [(40, "cut off"), (3, "cut off")])
def test_a_damaged_archive(cut: int, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"The council of Orme met for long hours today.")[:cut])
    assert reason in failure(path)
    path.write_bytes(b"\x1f\x8b\x08\x00" + b"\xff" * 40)
    assert "damaged gzip data" in failure(path)


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{\n "title": "x",\n "text": oops\n}')
    assert failure(path) == "not valid JSON: line 3, column 10: Expecting value"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[" * 100_000, "nested too deeply"),
        ("3", "JSON without an article"),
        ('{"title": "x"}', "no article text among its fields (title)"),
        ('{"articles": []}', "the list of articles is empty"),
        ("[]", "no article in it"),
        ("[1, 2]", "entry 1: not an object with fields (and 1 more)"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "not valid JSON"),
    ],
)
def test_json_that_is_no_article(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert reason in failure(path)


def test_json_lines_that_are_all_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a":\n{"b":\n')
    assert failure(path) == "line 1: not valid JSON: Expecting value (and 1 more)"


def test_a_table_without_a_column_of_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,price\n1,2\n")
    assert failure(path) == "no column with the text of the articles (columns: id, price)"


def test_a_pdf_of_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    assert failure(path) == "no text in it"


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(text="The council of Orme met for long hours today.", password="secret"))
    assert failure(path) == "the PDF is encrypted"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_document_that_is_none(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"This is not what the suffix says.")
    assert failure(path).startswith("not a readable")
    path.write_bytes((SAMPLES / name.replace("a.", "story.")).read_bytes()[:900])
    assert failure(path)


def test_an_archive_called_a_word_file_and_one_that_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", "words")
    assert (
        load_articles(str(path)).articles[0].origin == f"{path}#notes.txt"
    )  # what it is, not what it is called
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    assert "unpacks to more than" in failure(path, max_bytes=1_000_000)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>t</title>
<item><title>x</title><description>&c; is the text</description></item></channel></rss>"""


def test_entity_bombs_in_feeds_and_word_files(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(BOMB)
    assert failure(path) == "XML with entity definitions is not read"
    path.write_text(BOMB.replace("<!DOCTYPE", f"<!--{'x' * 9000}--><!DOCTYPE"))
    assert failure(path) == "XML with entity definitions is not read"
    path.write_text(BOMB.replace('"lol"', 'SYSTEM "file:///etc/passwd"'))
    assert failure(path) == "XML with entity definitions is not read"
    word = tmp_path / "a.docx"
    with zipfile.ZipFile(SAMPLES / "story.docx") as source, zipfile.ZipFile(word, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == "word/document.xml":
                data = data.replace(
                    b"<w:document", BOMB.split("<rss")[0].split("?>")[1].encode() + b"<w:document", 1
                )
                data = data.replace(b"It blames", b"&c; It blames", 1)
            target.writestr(entry, data)
    assert len(load_articles(str(word)).articles[0].text) < 1000  # the entity is left out, not unfolded


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?><order><item>3</item></order>")
    assert failure(path).startswith("no entries of an RSS or Atom feed in it")


def test_a_missing_path_and_one_that_is_no_path(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.txt") == "no such file or directory"
    with pytest.raises(LoadError, match="not a valid path"):
        load_articles("a\0b")


def test_a_suffix_that_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"The council of Orme met.")
    assert failure(path) == "files ending in .mp4 are not read"


@pytest.mark.parametrize("suffix", [".html", ".eml", ".md"])
def test_a_file_without_words(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(
        {".html": b"<html><body></body></html>", ".eml": b"Subject: x\n\n", ".md": b"---\n---\n"}[suffix]
    )
    assert "text" in failure(path)


def test_text_in_the_wrong_encoding_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    words = (
        "Der Bürgermeister von Köln sagte, die Straße bleibe „für längere Zeit“ gesperrt – zur Sicherheit."
    )
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        path.write_bytes(words.encode(encoding))
        assert load_articles(str(path)).articles[0].text == words
    path.write_text(words.encode().decode("cp1252", "ignore"), "utf-8")
    assert "längere" in load_articles(str(path)).articles[0].text
    record = json.dumps({"title": "Straße gesperrt", "text": words}, ensure_ascii=False)
    (tmp_path / "a.json").write_bytes(record.encode("cp1252"))
    assert load_articles(str(tmp_path / "a.json")).articles[0].title == "Straße gesperrt"


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    text = "Министр сообщил, что новые меры будут приняты на следующей неделе. " * 5
    page = f"<html><head><meta charset='windows-1251'></head><body><article><p>{text}</p></article></body>"
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("cp1251"))
    article = load_articles(str(path)).articles[0]
    assert article.text.startswith("Министр сообщил")
    assert article.language == "ru"
