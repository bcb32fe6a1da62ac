"""What a claim says beyond the words it cites, by the way it is worded."""

import pytest

from qa.answer.verify.signs import SIGNS, signs


@pytest.mark.parametrize(
    ("claim", "source", "seen"),
    [
        ("He left because of the heat.", "He left at noon.", {"unreasoned"}),
        ("He left because of the heat.", "The heat made him leave: it was the reason.", set()),
        ("All the guests left.", "The guests left.", {"widened"}),
        ("All the guests left.", "Every guest left.", set()),
        ("She is the mayor.", "She was the mayor.", {"present"}),
        ("She is the mayor.", "She is still the mayor.", set()),
    ],
)
def test_each_sign_is_seen_where_the_claim_says_more(claim, source, seen):
    assert {name for name in SIGNS if signs(claim, source)[name]} == seen
