"""What a newsletter says of itself goes; a sentence of the story that is worded much like it stays."""

from __future__ import annotations

import pytest

from qa.articles.cleaning.clean import clean

STORY = (
    "The union of the harbour said on Monday that the strike would go on until the owners answered."
    "\n\n{}\n\n"
    "The owners said in the evening that they had not seen any such letter, and that their door was open."
)


def kept(line: str) -> bool:
    return line in clean(STORY.format(line), title="Harbour strike goes on", outlet=None, language="en").text


@pytest.mark.parametrize(
    "line",
    [
        "We received no answer since Monday, and the members are angry about that.",
        "You get what you pay for because nobody checks the cranes any more, said Brandt.",
        "We got lucky because the wind turned in the night.",
        "We send our children to the next village because the school is closed.",
        "Want to change what your children eat? Start with the breakfast, the doctors say.",
        "The message was sent to the crew at nine in the evening, the coastguard said.",
        "No longer interested in the yard, the buyer left the talks on Friday.",
    ],
)
def test_a_sentence_of_the_story_stays(line: str) -> None:
    assert kept(line)


@pytest.mark.parametrize(
    "line",
    [
        "You are receiving this email because you signed up at our website.",
        "You are receiving this because you opted in.",
        "You get this letter because you are a member.",
        "You received our weekly newsletter since you subscribed.",
        "We sent you this message as you are registered with us.",
        "Want to change how you receive these emails?",
        "This email was sent to anna@post.example.",
        "No longer interested? Unsubscribe here.",
    ],
)
def test_what_a_newsletter_says_of_itself_goes(line: str) -> None:
    assert not kept(line)
