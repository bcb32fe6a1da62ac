"""Names around a verb and figures beside what they count have not changed places."""

import pytest

from tests.answer.verify.held import failing


@pytest.mark.parametrize(
    ("claim", "source", "wrong"),
    [
        ("Hale hosted Kern.", "Kern hosted Hale.", True),
        ("Kern was hosted by Hale.", "Kern hosted Hale.", True),
        ("Hale was hosted by Kern.", "Kern hosted Hale.", False),
        ("Kern met with Hale.", "Hale met with Kern.", False),
        ("Dana Holl sued Jan Kern.", "Jan Kern sued Dana Holl over the lease.", True),
        ("Jan Kern sued Dana Holl.", "Jan Kern sued Dana Holl over the lease.", False),
    ],
)
def test_who_did_it_to_whom_must_agree(claim, source, wrong):
    assert ("roles" in failing(claim, source)) == wrong


@pytest.mark.parametrize(
    ("claim", "source", "wrong"),
    [
        (
            "The storm killed 27 people and injured three.",
            "The storm killed three people and injured 27.",
            True,
        ),
        ("Five ships sank and nine boats burned.", "Nine ships sank and five boats burned.", True),
        ("The storm killed three people and injured 27.", "The storm killed 3 people and injured 27.", False),
        ("She is the first woman and first judge there.", "She is the first judge and first woman.", False),
        ("It injured 27 people and killed three.", "The storm killed three people and injured 27.", False),
    ],
)
def test_two_figures_are_not_exchanged(claim, source, wrong):
    assert ("figures" in failing(claim, source)) == wrong
