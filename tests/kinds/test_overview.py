"""What an overview says of a story: its newest state, its languages, each story once."""

from __future__ import annotations

from pathlib import Path

from qa.desk.desk import Desk
from qa.show.overview import overview_html, overview_markdown, overview_page

ENGLISH = (
    "Fire destroys the Selm mill near Brackwater",
    "A fire destroyed the old mill in Selm near Brackwater on Thursday. The mayor, Odile Tallis, said that "
    "nobody was hurt. Firefighters came from Brackwater and from Lindow.",
)
FRENCH = (
    "Un incendie détruit le moulin de Selm près de Brackwater",
    "Un incendie a détruit jeudi le vieux moulin de Selm, près de Brackwater. La maire, Odile Tallis, a dit "
    "que personne n'avait été blessé. Les pompiers sont venus de Brackwater et de Lindow.",
)


def test_a_sentence_in_another_language_is_tagged_and_languages_are_counted(tmp_path: Path) -> None:
    with Desk.open(library=tmp_path / "library") as desk:
        for name, day, (title, text) in (("en", "2024-05-02", ENGLISH), ("fr", "2024-05-03", FRENCH)):
            (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{text}\n")
            desk.add([str(tmp_path / f"{name}.txt")], outlet=f"Courier {name}", published=day)
        made = desk.overview()
    (line,) = made.stories
    assert (line.languages, line.sentence.language) == (("fr", "en"), "fr")
    for shown in (overview_page(made, 200).plain, overview_markdown(made), overview_html(made)):
        assert "(in French)" in shown
        assert "2 articles in 2 languages" in shown


def test_a_story_is_told_by_its_newest_report_and_not_by_a_column(tmp_path: Path) -> None:
    column = f"Opinion: {ENGLISH[0]}\n\n{ENGLISH[1]} It is time to move the mills, I say.\n"
    with Desk.open(library=tmp_path / "library") as desk:
        for name, day, text in (
            ("report", "2024-05-02", f"{ENGLISH[0]}\n\n{ENGLISH[1]}\n"),
            ("column", "2024-05-03", column),
        ):
            (tmp_path / f"{name}.txt").write_text(text)
            desk.add([str(tmp_path / f"{name}.txt")], outlet=f"Courier {name}", published=day)
        assert sorted(a.kind for a in desk.list()) == ["opinion", "report"]
        (line,) = desk.overview().stories
    assert line.title == ENGLISH[0]
