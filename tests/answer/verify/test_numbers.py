"""Numbers may be written otherwise, rounded as they are hedged, counted and added up, and nothing else."""

import pytest

from tests.answer.verify.held import failing


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fire killed 3 people.", "The fire killed three people."),
        ("Prices rose 5%.", "Prices rose by 5 per cent."),
        ("Dues fall by 40%.", "Dues fall by forty per cent."),
        ("Dues fall by 40 percent.", "Dues fall by forty per cent."),
        ("Dues fall by forty per cent.", "Dues fall by 40%."),
        ("It cost 2.5 million dollars.", "It cost $2.5 million."),
        ("It took 14 days.", "It took two weeks."),
        ("It is 5,000 metres long.", "It is 5 km long."),
        ("About 40 people came.", "In all 39 people came."),
        ("More than 40 people came.", "In all 42 people came."),
        ("Some 250,000 people marched.", "A quarter of a million people marched."),
        ("A quarter of a million people marched.", "The police counted 250,000 people in the march."),
        ("It will cost half a million euros.", "It will cost €500,000."),
        ("It cost $2 m.", "It cost $2 million."),
        ("Over 50 m users left.", "Over 50 million users left."),
        ("It began at 14:30.", "It began at 2:30 pm."),
        ("It opens at midnight.", "It opens at 12 a.m."),
        ("It opens at 12 midnight.", "It opens at midnight."),
        ("It opens at midnight.", "It opens at 0:00 on 1 May."),
        ("The blast came at six in the morning.", "The blast came at 6am."),
        ("The war has lasted three years.", "It was the three-year war."),
        ("Children not yet ten years old died.", "Children under the age of 10 died."),
        ("They are between 21 and 78 years old.", "They range in age from 21 to 78."),
        ("Rates rose by three and a half points.", "Rates rose 3.5 percentage points."),
        ("A quarter of the voters stayed away.", "Of the voters 25% stayed away."),
        ("Nine in ten goods are free.", "Tariffs go on 90 percent of goods."),
        ("About two in five patients died.", "The mortality rate is 41 percent."),
        ("Nearly half of the voters came.", "About 48% of the voters came."),
        ("It closed 62 shops in one year.", "It had closed 62 shops within a year."),
        ("It costs at least five billion dollars.", "It costs between $5 and $7 billion."),
    ],
)
def test_a_number_may_be_written_otherwise(claim, source):
    assert "numbers" not in failing(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("He was the first to leave.", "He left before the others."),
        ("Both ministers left.", "The ministers Kern and Holl left."),
        ("The two ministers left.", "The ministers Kern and Holl left."),
        ("Three cities said no.", "Lund, Bern and Graz said no."),
        ("The two sides met again.", "Kern met Holl again."),
        ("In all 43 people were hurt or killed.", "The quake killed 3 people and injured 40."),
        ("Five ships sank.", "Two ferries and three tugs sank."),
        ("Each of the two navies turned it back.", "It was turned around twice, by Kern's navy and Holl's."),
    ],
)
def test_what_the_source_lists_or_gives_in_parts_may_be_counted(claim, source):
    assert "numbers" not in failing(claim, source)


def test_the_number_of_a_group_may_come_from_the_sentence_before():
    before = "The police arrested twelve people on Monday."
    assert "numbers" not in failing("The twelve suspects were questioned.", "They were questioned.", before)
    assert "numbers" in failing("The thirteen suspects were questioned.", "They were questioned.", before)
    assert "numbers" in failing("Police questioned twelve more.", "They were questioned.", before)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fire killed 4 people.", "The fire killed three people."),
        ("Three men came in.", "Two men came in."),
        ("The truck hit Kern, Holl, Lund, Bern and five more.", "The truck hit Kern, Holl, Lund and Bern."),
        ("Prices rose 5 percentage points.", "Prices rose by 5 per cent."),
        ("It cost €2.5 million.", "It cost $2.5 million."),
        ("It is 50 m long.", "It is 50 km long."),
        ("It is 5 miles long.", "It is 5 km long."),
        ("Fewer than 40 people came.", "More than 40 people came."),
        ("It began at 3:30 pm.", "It began at 2:30 pm."),
        ("It opens at noon.", "It opens at midnight."),
        ("It cost 2.5 billion dollars.", "It cost $2.5 million."),
        ("A quarter of a million people marched.", "The police counted 25,000 people in the march."),
        ("A third of the voters stayed away.", "Of the voters 25% stayed away."),
        ("The three ministers left.", "The ministers Kern and Holl left."),
        ("In all 44 people were hurt or killed.", "The quake killed 3 people and injured 40."),
        ("It has 110,000 signatures.", "It has 11,000 signatures."),
    ],
)
def test_another_number_unit_or_bound_is_found(claim, source):
    assert "numbers" in failing(claim, source)
