"""No words that anybody may write break a check."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answer.verify.checks.registry import CHECKS, disagreements
from qa.answer.verify.facts import facts_of, ground_of
from qa.types import Article

AWKWARD = """
Chair of the Of Ida Moss, IDA the mayor of Brackwater, who said that “no” fire chief US U.S. EU - — ’s ' " « »
not never without 5 5% €3m 1,200 km two thirds of the 45 seats from 3 to 7 on 3 May 2025 Monday last week noon
was were phoned by and but while ; : , . ? ! ( ) more less than fewer only every because of if will to rose
fell big-ger É ß Ünsal 李 #12 @x https://a.example/b … n't it's an Mr. Dr J.P. o'Neil al-Sadr in at Minister
"""


@settings(max_examples=300, deadline=None)
@given(*(st.lists(st.sampled_from(AWKWARD.split()), max_size=most) for most in (24, 40)))
def test_no_check_breaks_on_any_words(claim, source):
    article = Article.make("Title", " ".join(source) or "x")
    for told in (" ".join(claim), " ".join(source[:12])):
        found = disagreements(facts_of(told), ground_of(article, 0, len(article.text)))
        assert set(found) <= {name for name, _ in CHECKS}
