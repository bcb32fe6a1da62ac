"""Lines that an outlet prints under many articles: learned from the library, listed, taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.articles.cleaning.recurrence import recurring_lines
from qa.desk.desk import Desk
from qa.settings import load_settings
from qa.types import Article

BOX = "Dawn Brief lands before breakfast: nine minutes, seven stories, one cartoon."
BACKGROUND = "The Marnow ferry sank in 1998 with 41 passengers on board, and its owner was never charged."
SUBJECTS = (
    (
        "Bakers win a ruling on rye",
        "A court in Telm ruled that bakers may call rye loaves bread. The guild had sued for years.",
        "Master Jon Hulm now sells forty a day, at the price of ten years ago, to anyone who asks for rye.",
    ),
    (
        "Owls nest in the town hall",
        "Two owls raised three chicks behind the clock of Osk town hall. A warden keeps the tower shut.",
        "The hands stand at half past four until the young birds can fly, which may be in June.",
    ),
    (
        "Chess final goes to a schoolgirl",
        "Pia Rand, who is in the fourth form, beat the champion of Velmo with a pawn. Her coach wept.",
        "She learned the game from a book without a cover that lay in her grandmother's kitchen.",
    ),
    (
        "Salt mine reopens for tourists",
        "Visitors may ride into the mine of Harl from Friday. The operator has put in lamps and a lift.",
        "It closed after the flood of 1974; some of the miners who left then will be guides.",
    ),
    (
        "Trams to run on Sundays again",
        "The council of Ombrie voted to run trams on Sundays. Mayor Stahl called it overdue.",
        "Drivers get a day off in the week for it, and the fare stays at two crowns.",
    ),
)


def story(number: int, *extra: str, outlet: str = "Telm Gazette") -> dict[str, str]:
    title, *blocks = SUBJECTS[number]
    text = "\n\n".join((*blocks, *extra))
    return {"title": title, "outlet": outlet, "text": text, "published": "2026-03-02"}


def write(folder: Path, number: int, *extra: str) -> str:
    path = folder / f"{number}.json"
    path.write_text(json.dumps(story(number, *extra)))
    return str(path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(load_settings({"library": tmp_path / "library"}))


def texts(desk: Desk) -> list[str]:
    return [article.text for article in desk.list()]


def test_a_box_that_returns_is_taken_out_of_the_next_article_and_kept_on_record(
    desk: Desk, tmp_path: Path
) -> None:
    with desk:
        desk.add([write(tmp_path, n, BOX) for n in range(3)])
        desk.add([write(tmp_path, 3, BOX)])
        new = desk.show("Salt mine")
        assert BOX not in new.text
        assert (BOX, "returns in other articles of this outlet") in [(r.text, r.reason) for r in new.removed]


def test_a_rebuild_takes_it_out_of_those_that_came_before(desk: Desk, tmp_path: Path) -> None:
    with desk:
        files = [write(tmp_path, n, BOX) for n in range(4)]
        desk.add(files)
        desk.rebuild()
        assert len(texts(desk)) == 4
        assert not [text for text in texts(desk) if BOX in text]
        assert {item.status for item in desk.add(files).items} == {"unchanged"}


def test_doctor_lists_the_lines_and_says_what_takes_them_out(desk: Desk, tmp_path: Path) -> None:
    with desk:
        desk.add([write(tmp_path, n, BOX) for n in range(3)])
        (check,) = [c for c in desk.doctor() if c.name == "recurring lines"]
        assert "Dawn Brief" in check.detail
        assert check.hint == "qa rebuild takes them out of 3 articles that came before"


def test_within_one_export_it_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(json.dumps(story(n, BOX)) for n in range(4)))
    with desk:
        desk.add([str(path)])
        assert len(texts(desk)) == 4
        assert not [text for text in texts(desk) if BOX in text]
        assert {item.status for item in desk.add([str(path)]).items} == {"unchanged"}


def test_the_same_line_in_two_articles_or_of_several_outlets_stays(desk: Desk, tmp_path: Path) -> None:
    rows = [story(n, BOX, outlet=f"Paper {n}") for n in range(3)] + [story(n, BOX) for n in (3, 4)]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    with desk:
        desk.add([str(path)])
        assert len([text for text in texts(desk) if BOX in text]) == 5


def test_background_that_articles_on_one_subject_repeat_stays() -> None:
    about = [
        Article.make(
            f"Ferry inquiry, day {n}", f"{lead} Marnow ferry passengers wept.\n\n{BACKGROUND}", "Post"
        )
        for n, lead in enumerate(
            ("The owner of the ferry", "Divers who sank to the wreck", "A passenger", "The board")
        )
    ]
    assert recurring_lines(about) == {}
