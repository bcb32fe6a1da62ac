"""A name is in the cited words, in a short or long form, or stands behind their pronoun."""

import pytest

from tests.answer.verify.held import failing


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Hale left.", "Gen. Dan Hale left."),
        ("General Hale left.", "Gen. Dan Hale left."),
        ("U.S. troops left.", "Troops of the United States left."),
        ("Dutch troops left.", "Troops from the Netherlands left."),
        ("The North Sea Union met.", "The NSU met."),
        ("The NSU met.", "The North Sea Union met."),
        ("Users of CP7 must move.", "Users of Coast Pilot 7 must move."),
        ("Turnout fell.", "Participation fell."),
        ("Secular groups left.", "Italian secularist groups left."),
        ("So-called horns were found.", "Horns were found, as the Board calls them."),
        ("The Texas Republican Dan Hale left.", "Sen. Dan Hale, R-Texas, left."),
        ("Hale, a Democrat from Maine, left.", "Dan Hale, D-Maine, left."),
    ],
)
def test_a_name_may_be_short_long_or_an_acronym(claim, source):
    assert "names" not in failing(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Gen. Tom Hale left.", "Gen. Dan Hale left."),
        ("Danish troops left.", "Troops from the Netherlands left."),
        ("Brandt left the room.", "Hale left the room."),
        ("According to Reuters, he left.", "He left."),
        ("Users of CP8 must move.", "Users of Coast Pilot 7 must move."),
    ],
)
def test_another_name_is_found(claim, source):
    assert "names" in failing(claim, source)


def test_a_pronoun_stands_for_the_name_before_it_and_for_no_other():
    before = "Governor Lena Marsh spoke after Tom Pike."
    assert not failing("Marsh said it was over.", "She said it was over.", before)
    assert failing("Pike said it was over.", "She said it was over.", before)


@pytest.mark.parametrize(
    ("before", "source", "name"),
    [
        ("Queen Astrid met Tom Pike.", "He left early.", "Pike"),
        ("Mr. Pike met Lena Marsh.", "She left early.", "Marsh"),
        ("Princess Ida was seen with Jan Pohl.", "His car was outside.", "Jan Pohl"),
    ],
)
def test_a_queen_is_no_he_and_a_mister_no_she(before, source, name):
    assert "names" not in failing(f"{name} left early in his or her car outside.", source, before)


TWO = "Tilda Marsk, who chairs the board, wants it closed. Her brother Anders Marsk owns a ferry."


@pytest.mark.parametrize(
    ("claim", "source", "before"),
    [
        ("Anders Marsk wants it closed.", "Tilda Marsk, who chairs the board, wants it closed.", TWO),
        ("Tilda Marsk sold a ship.", "Marsk sold a ship.", TWO),
        ("Tilda Marsk will sue.", "Anders Marsk said he will sue.", TWO),
        ("Anders Marsk sold a ship.", "Anders Marsk lost a dog; Tilda Marsk sold a ship.", TWO),
        ("Joan Reed won.", "Reed won.", "Joan Reed ran. Her cousin Carl Reed ran, too."),
    ],
)
def test_one_of_two_of_a_surname_is_not_the_other(claim, source, before):
    assert "names" in failing(claim, source, before)


@pytest.mark.parametrize(
    ("claim", "source", "before"),
    [
        ("Tilda Marsk wants it closed.", "Tilda Marsk, who chairs the board, wants it closed.", TWO),
        ("Anders Marsk sold a ship.", "Marsk sold a ship.", TWO),
        ("Tilda Marsk sold a ship.", "Anders Marsk lost a dog; Tilda Marsk sold a ship.", TWO),
        ("Tilda Marsk did not speak to Anders Marsk.", "Tilda Marsk said she did not speak to him.", TWO),
        ("Lena Marsh left.", "Marsh left.", "Lena Marsh is governor."),
    ],
)
def test_a_first_name_from_elsewhere_in_the_article_is_known(claim, source, before):
    assert "names" not in failing(claim, source, before)


def test_the_outlet_may_be_named_as_the_one_who_reports():
    told = "The Island Wire reported that the storm ended."
    assert not failing(told, "The storm ended.", outlet="Island Wire")
