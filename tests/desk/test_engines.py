"""Which engine a run has, and how its model is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.desk.engines import Engines
from qa.settings import load_settings

HERE, ELSEWHERE = "http://127.0.0.1:8080/v1", "http://models.example/v1"


@pytest.mark.parametrize(
    ("url", "changes", "seconds"),
    [
        (HERE, {}, 180.0),
        (HERE, {"reply_seconds": 400.0}, 400.0),
        (HERE, {"timeout": 5.0}, 5.0),
        (ELSEWHERE, {}, 60.0),
    ],
)
def test_a_model_on_this_machine_may_be_silent_for_as_long_as_its_reply_may_take(
    url: str, changes: dict[str, float], seconds: float, tmp_path: Path
) -> None:
    """A summary of a topic ended with exit 4 after three times 60 seconds of reading on a processor."""
    settings = load_settings({"library": tmp_path, "model": "openai:m", "base_url": url, **changes})
    writing = Engines(settings).writing
    assert writing is not None
    assert writing.timeout == seconds
