"""What the words alone do not settle is weighed with the score, and what they settle is refused by itself."""

import pytest

from qa.answer.verify.checks.registry import disagreements, refutes
from qa.answer.verify.facts import facts_of
from tests.answer.verify.held import ground


def settled(claim: str, source: str, before: str = "") -> bool | None:
    """Whether the checks refuse a claim by themselves; None where they find nothing."""
    failed = disagreements(facts_of(claim), ground(source, before))
    return refutes(failed) if failed else None


@pytest.mark.parametrize(
    ("claim", "source", "before"),
    [
        ("Three towns were flooded.", "Water stood in the streets of Varn and elsewhere.", ""),
        ("Half of the crew left.", "Of the crew, some left.", ""),
        ("Pike lives in Varn now.", "There he lives now.", "Tom Pike moved to Varn."),
        ("The Varnish mayor resigned.", "The mayor resigned.", "Trouble came to Varnia."),
        ("In July he would not answer.", "The same month he would not answer.", ""),
        ("Two towns or more took part.", "At least two towns took part.", ""),
    ],
)
def test_what_a_writer_may_have_counted_or_resolved_is_a_doubt(claim, source, before):
    assert settled(claim, source, before) is not True


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fire killed 43 people.", "The fire killed 34 people."),
        ("Eighteen others were held.", "Eight others were held."),
        ("It lasted two months.", "It lasted two weeks."),
        ("Nine others were held.", "Eight others were held."),
        ("Mayor Ida Holl resigned.", "Mayor Tom Pike resigned."),
        ("It closed on 3 May.", "It closed on 9 May."),
        ("It closed on Tuesday.", "It closed on Monday."),
        ("She said “never again”.", "She said “perhaps again”."),
    ],
)
def test_figures_names_days_and_quotations_that_are_not_there_settle_it(claim, source):
    assert settled(claim, source) is True
