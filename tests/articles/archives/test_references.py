"""Zotero and its like: the fields that someone has looked over, on the text of the file that is attached."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qa.articles.load import expand, load_articles
from qa.errors import LoadError
from qa.types import Article

BODY = (
    "The lock at Sternholm stays shut until the new gates have come, the canal office said on Friday. "
    "Barges wait at the basin or take the long way round by the river, which costs them two days."
)
PAGE = (
    f"<html><head><title>Untitled document</title></head><body><article><p>{BODY}</p></article></body></html>"
)

RIS = """TY  - NEWS
TI  - Lock stays shut: the long way round
AU  - Oyelaran, Femi
AU  - van der Berg, Lena
T2  - Canal Gazette
DA  - 2023/03/17/
PY  - 2023
SP  - B7
SE  - Waterways
ET  - Weekend
LA  - en-GB
UR  - https://gazette.example/lock?id=1&x=2
L1  - {file}
ER  -
"""
BIBTEX = r"""@comment{made by hand}

@article{oyelaran_lock_2023,
	title = {Lock stays shut: the long way round},
	author = {Oyelaran, Femi and van der Berg, Lena},
	journal = {Canal Gazette},
	date = {2023-03-17},
	pages = {B7},
	section = {Waterways},
	edition = {Weekend},
	langid = {english},
	url = {https://gazette.example/lock?id=1&x=2},
	file = {Snapshot:%s:text/html},
}
"""


def saved(folder: Path, name: str, text: str, page: str = "files/7/lock.html") -> Path:
    (folder / page).parent.mkdir(parents=True, exist_ok=True)
    (folder / page).write_text(PAGE, "utf-8")
    (folder / name).write_text(text, "utf-8")
    return folder / name


def only(path: Path) -> Article:
    loaded = load_articles(str(path))
    assert loaded.problems == []
    (article,) = loaded.articles
    return article


PATH = "files/7/lock.html"
IN_BIBTEX = BIBTEX % PATH
TWO_FILES = f"PDF:files/7/gone.pdf:application/pdf;Page:{PATH}"
LISTS = {
    "a.ris": RIS.format(file=PATH),
    "windows.ris": "\ufeff" + RIS.format(file=PATH).replace("\n", "\r\n"),
    "no-suffix": RIS.format(file=PATH),
    "a.bib": IN_BIBTEX,
    "plain-path.bib": IN_BIBTEX.replace(f"Snapshot:{PATH}:text/html", PATH),
    "two-files.bib": IN_BIBTEX.replace(f"Snapshot:{PATH}", TWO_FILES),
    "month.bib": IN_BIBTEX.replace("date = {2023-03-17}", "year = 2023, month = mar, day = {17}"),
    "braces.bib": IN_BIBTEX.replace("{Lock stays", "{{Lock} stays").replace("Oyelaran", "{Oyelaran}"),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_fields_are_those_of_the_reference_and_the_text_that_of_its_file(
    name: str, tmp_path: Path
) -> None:
    article = only(saved(tmp_path, name, LISTS[name]))
    assert article.text == BODY
    assert (article.title, article.outlet) == ("Lock stays shut: the long way round", "Canal Gazette")
    assert (article.authors, article.published) == (("Femi Oyelaran", "Lena van der Berg"), date(2023, 3, 17))
    assert (article.page, article.section, article.edition) == ("B7", "Waterways", "Weekend")
    assert article.url == "https://gazette.example/lock?id=1&x=2"
    assert article.origin.endswith(f"{name}#1")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ('M{\\"u}ller, J{\\"o}rg and {Staff and agencies}', ("Jörg Müller", "Staff and agencies")),
        ("Ada Brook and Sam Lee", ("Ada Brook", "Sam Lee")),
        ("Łukasz, Żaneta", ("Żaneta Łukasz",)),
        ("{City Desk}", ("City Desk",)),
    ],
)
def test_names_in_bibtex(written: str, names: tuple[str, ...], tmp_path: Path) -> None:
    text = (BIBTEX % "files/7/lock.html").replace("Oyelaran, Femi and van der Berg, Lena", written)
    assert only(saved(tmp_path, "a.bib", text)).authors == names


@pytest.mark.parametrize(
    ("stated", "day"), [("2023", None), ("2023/03//", None), ("2023/3/7/Morning", date(2023, 3, 7))]
)
def test_a_year_alone_is_no_day(stated: str, day: date | None, tmp_path: Path) -> None:
    text = RIS.format(file="files/7/lock.html").replace("2023/03/17/", stated)
    assert only(saved(tmp_path, "a.ris", text)).published == day


def test_a_list_without_files_offers_its_addresses(tmp_path: Path) -> None:
    item = {
        "type": "article-newspaper",
        "title": "Lock stays shut",
        "container-title": "Canal Gazette",
        "page": "B7",
        "author": [
            {"family": "Berg", "given": "Lena", "non-dropping-particle": "van der"},
            {"literal": "City Desk"},
        ],
        "issued": {"date-parts": [["2023", 3, 17]]}, "URL": "https://gazette.example/lock",
    }  # fmt: skip
    path = tmp_path / "library.json"
    path.write_text(json.dumps([item, {**item, "URL": ""}]), "utf-8")
    with pytest.raises(LoadError, match="2 references and no text: 1 with an address") as caught:
        load_articles(str(path))
    assert "qa add --links library.json" in caught.value.hint


def test_a_reference_without_its_file_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    text = RIS.format(file="files/7/lock.html") + RIS.format(file="files/8/gone.pdf").replace("Lock", "Weir")
    loaded = load_articles(str(saved(tmp_path, "a.ris", text)))
    assert [a.title for a in loaded.articles] == ["Lock stays shut: the long way round"]
    ((origin, why),) = loaded.problems
    assert origin.endswith("a.ris#2")
    assert why.startswith("Weir stays shut: the long way round: files/8/gone.pdf: no such file")


@pytest.mark.parametrize("file", ["../lock.html", "/etc/hostname", "files/../../lock.html"])
def test_a_list_cannot_name_files_outside_its_folder(file: str, tmp_path: Path) -> None:
    inner = tmp_path / "export"
    inner.mkdir()
    (tmp_path / "lock.html").write_text(PAGE, "utf-8")
    path = saved(inner, "a.ris", RIS.format(file=file))
    with pytest.raises(LoadError, match="outside the folder of the list"):
        load_articles(str(path))


def test_a_folder_with_its_list_gives_each_article_once(tmp_path: Path) -> None:
    saved(tmp_path, "a.ris", RIS.format(file="files/7/lock.html"))
    assert [Path(p).name for p in expand([str(tmp_path)])] == ["a.ris"]
    assert [a.outlet for a in load_articles(str(tmp_path)).articles] == ["Canal Gazette"]


def test_a_pdf_is_not_taken_for_a_list_whatever_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n\x81\x8d\x8f\x90\x9d" * 40)
    with pytest.raises(LoadError, match="PDF"):
        load_articles(str(path))


@pytest.mark.parametrize("name", ["a.ris", "a.bib"])
@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_list_gives_articles_or_a_line(name: str, seed: int, tmp_path: Path) -> None:
    import random

    draw = random.Random(seed)
    text = list(RIS.format(file="files/7/lock.html") * 3 if name == "a.ris" else BIBTEX % "files/7/lock.html")
    for _ in range(draw.randrange(1, 9)):
        place = draw.randrange(len(text))
        text[place : place + draw.randrange(40)] = draw.choice(("", "{", "}", "\n", "@x{", "TY  - "))
    path = saved(tmp_path, name, "".join(text))
    try:
        assert all(a.text == BODY for a in load_articles(str(path)).articles)
    except LoadError:
        return  # a line that says what is wrong
