"""A date is what was stated, or unknown; text is what was written, whatever its bytes."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles.dates import parse_date
from qa.articles.encoding import decode, one_line, tidy
from qa.articles.readers.plain import unwrap
from qa.errors import LoadError


@pytest.mark.parametrize(
    "stated",
    [
        *(
            "2025-08-20",
            "2025-08-20T23:30:00-05:00",
            "2025/08/20",
            "20250820",
            "20250820T120000Z",
            "2025-8-20",
        ),
        *(
            "Wed, 20 Aug 2025 10:00:00 +0200",
            "20 August 2025",
            "August 20, 2025",
            "Aug. 20, 2025 at 3:15 p.m.",
        ),
        *("20th of August 2025", "Wednesday, August 20th, 2025", "11:11 PM EST Aug 20, 2025", "20-Aug-2025"),
        *(
            "20. August 2025",
            "20 août 2025",
            "20 de agosto de 2025",
            "20 августа 2025 г.",
            "2025年8月20日",
            "٢٠ أغسطس ٢٠٢٥",
        ),
        *(
            "Mittwoch, 20. August 2025",
            "Mittwoch, 20. August 2025, 14:30 Uhr",
            "20.08.2025",
            "20/08/2025",
            "08/20/2025",
            "Published: 20 August 2025",
        ),
        *("Published on 20 August 2025 14:30 GMT", 1755648000, 1755648000.5, "1755648000", 1755648000000),
        *(datetime(2025, 8, 20, 1, tzinfo=UTC), date(2025, 8, 20)),
    ],
    ids=str,
)
def test_a_full_and_clear_date_is_understood(stated: object) -> None:
    assert parse_date(stated) == date(2025, 8, 20)


@pytest.mark.parametrize(
    "stated",
    [
        *(
            "",
            None,
            True,
            [],
            "03/04/2025",
            "August 2025",
            "2025",
            2025,
            "May 3",
            "yesterday",
            "Wednesday",
            "12:30",
        ),
        *(
            "By Hugo Sallis 2026-04-27",
            "Von Wiebke Tolsdorf | 5. März 2026",
            "By Al Ng, 3 May 2026",
            "last Friday",
            "two days ago",
            "20 Aug 25",
            "0000-00-00",
            "2025-13-40",
            "31 February 2025",
            "20 August",
        ),
        *(
            "3 May 2025 and 4 June 2025",
            "Updated 1 May 2025",
            "soon",
            "page 3 of 2025",
            "12345",
            float("nan"),
            1e300,
        ),
    ],
    ids=repr,
)
def test_what_is_not_fully_and_clearly_stated_is_unknown(stated: object) -> None:
    assert parse_date(stated) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@settings(max_examples=50, deadline=None)
def test_every_day_survives_the_usual_ways_of_writing_it(day: date) -> None:
    month = calendar.month_name[day.month]
    for written in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}"):
        assert parse_date(written) == day


@given(st.text(alphabet="0123456789/-. :TZapmMayJune年,", max_size=30))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_date_parser_fail(text: str) -> None:
    found = parse_date(text)
    assert found is None or isinstance(found, date)


SENTENCES = {
    "cp1252": "Le président a déclaré à l’Assemblée que l’accord était « historique » – malgré les réserves.",
    "iso8859_2": "Premiér řekl, že vláda přijme nová opatření už příští týden.",
    "cp1250": "Minister powiedział, że środki zostaną przyjęte w przyszłym tygodniu – „to ważne”.",
    "cp1251": "Министр сообщил, что новые меры будут приняты на следующей неделе.",
    "koi8_r": "Министр сообщил, что новые меры будут приняты на следующей неделе.",
    "cp932": "首相は来週、新しい措置が取られると述べた。東京で会議が開かれた。",
    "euc_jp": "首相は来週、新しい措置が取られると述べた。東京で会議が開かれた。",
    "gb18030": "总理表示,下周将采取新的措施。会议在北京举行。",
    "big5": "總理表示,下週將採取新的措施。會議在台北舉行。",
    "euc_kr": "총리는 다음 주에 새로운 조치를 취할 것이라고 말했다.",
    "cp1253": "Ο πρωθυπουργός είπε ότι νέα μέτρα θα ληφθούν την επόμενη εβδομάδα.",
    "cp1254": "Başbakan gelecek hafta yeni önlemlerin alınacağını söyledi.",
    "utf-16-le": "The minister said so.",
    "utf-16": "Ministr řekl",
    "utf-32": "Ministr řekl",
    "utf-8": "Der Straßenbau",
}


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize("times", [1, 6])
def test_the_character_set_is_found_without_being_told(encoding: str, times: int) -> None:
    text = " ".join([SENTENCES[encoding]] * times)
    assert decode(text.encode(encoding)) == text


def test_a_declaration_is_used_unless_the_text_is_utf8() -> None:
    assert decode("Début à Gênes".encode("latin-1"), "ISO-8859-1") == "Début à Gênes"
    assert decode("Début".encode(), "iso-8859-1") == "Début"
    assert decode("会議".encode("iso2022_jp"), "iso-2022-jp") == "会議"
    assert decode("Début".encode("cp1252"), "no-such-set") == "Début"


def test_single_foreign_bytes_in_utf8_text_are_read_as_windows_characters() -> None:
    mixed = "größer, schöner, älter, „mehr“ ".encode() * 2 + b"caf\xe9 \x93so\x94"
    assert decode(mixed).endswith("café “so”")


def test_binary_data_is_refused() -> None:
    with pytest.raises(LoadError, match="binary"):
        decode(bytes(range(256)) * 4)


def test_text_is_repaired_but_its_typography_stays() -> None:
    assert tidy("It\u00e2\u20ac\u2122s \u00c3\u00a9t\u00c3\u00a9") == "It’s été"
    assert tidy("“Quoted” – … ½") == "“Quoted” – … ½"
    assert tidy("five ﬁrms ﬁled eﬀorts") == "five firms filed efforts"
    assert tidy("e\u0301") == "é"
    assert tidy("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"
    assert (
        tidy("A\x00B\x1b[31mred\x1b[0m\u202e x\u00a0y\ud800 &amp; soft\u00adware") == "ABred x y & software"
    )
    assert tidy("a\n\n\n\nb  \nc") == "a\n\nb\nc"
    assert one_line(" A\n title ") == "A title"
    assert one_line(" \n") is None


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_tidy_text_is_composed_and_without_control_characters(text: str) -> None:
    found = tidy(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in found)
    assert unicodedata.is_normalized("NFC", found)


def test_lines_are_joined_only_where_a_mailer_broke_them() -> None:
    poem = "A line of its own\nAnother one\nA third that is a bit longer than these\nEnd"
    assert unwrap(poem) == poem
    seed = "A long paragraph on one line, as scrapes have them, well beyond a hundred and ten characters."
    seed += " It goes on.\nNext."
    assert unwrap(seed) == seed
