"""The log of questions: whole entries or none, found by their words, readable as they were written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from qa.answer.log import LogEntry, QuestionLog
from qa.errors import CorpusError


def entry(question: str, answer: str = "", **more: object) -> LogEntry:
    return LogEntry(question, answer, bool(answer), "extractive", **more)  # type: ignore[arg-type]


def test_an_entry_comes_back_as_it_was_with_a_number_and_a_time(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    record = {"evidence": [["a1", ["1.1"]]], "as_of": date(2025, 8, 20), "naïve": "“x”"}
    number = log.add(entry("Who?", "Voss.", model="openai:m", fingerprint="ff", record=record, kind="chat"))
    found = log.get(number)
    assert (found.id, found.question, found.answer, found.found) == (1, "Who?", "Voss.", True)
    assert (found.kind, found.model, found.fingerprint) == ("chat", "openai:m", "ff")
    assert found.record == {"evidence": [["a1", ["1.1"]]], "as_of": "2025-08-20", "naïve": "“x”"}
    assert found.at.startswith("20")
    assert found.at.endswith("+00:00")


def test_the_newest_entries_come_first(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    for n in range(5):
        log.add(entry(f"Question {n}"))
    assert [e.question for e in log.last(2)] == ["Question 4", "Question 3"]


def test_questions_and_answers_are_found_by_their_words(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    log.add(entry("Who chairs the council?", "Zoë Voß does."))
    log.add(entry("When did the port reopen?", "On Monday."))
    assert [e.id for e in log.search("ports reopened")] == [2]
    assert [e.id for e in log.search("zoe")] == [1]
    assert [e.id for e in log.search("monday")] == [2]
    assert log.search("football") == []
    assert [e.id for e in log.search("?!")] == [2, 1]


@pytest.mark.parametrize(
    "text", ['"', "a OR", "NEAR(", "question:", "port*", "-port", "'; DROP TABLE entries"]
)
def test_a_search_is_words_and_never_a_query_language(tmp_path: Path, text: str) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    log.add(entry("When did the port reopen?"))
    log.search(text)
    assert len(log.last()) == 1


def test_an_entry_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    assert log.last() == log.search("x") == []
    with pytest.raises(CorpusError, match="no entry 7"):
        log.get(7)
    assert not (tmp_path / "log.sqlite").exists()


def test_a_log_that_cannot_be_written_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be used") as raised:
        QuestionLog(tmp_path / "missing" / "log.sqlite").add(entry("Who?"))
    assert raised.value.hint
    path = tmp_path / "log.sqlite"
    path.write_bytes(b"something else" * 100)
    with pytest.raises(CorpusError):
        QuestionLog(path).last()


WRITER = """
import sys
from pathlib import Path
from qa.answer.log import LogEntry, QuestionLog
log = QuestionLog(Path(sys.argv[1]))
while True:
    answer, record = "On Monday." * 2000, {"x": "y" * 20000}
    log.add(LogEntry("When did the port reopen?", answer, True, "llm", record=record))
    print("written", flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_entries_only(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None
    with process.stdout as out:
        for _ in range(3):
            out.readline()
        time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    log = QuestionLog(path)
    entries = log.last(100_000)
    assert len(entries) >= 3
    assert all(len(e.answer) == 20_000 and len(e.record["x"]) == 20_000 for e in entries)
    assert len(log.search("port", 100_000)) == len(entries)
    assert log.add(entry("Next?")) == entries[0].id + 1


def test_an_entry_that_was_changed_on_disk_is_named_and_not_shown(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    log.add(LogEntry("Who chairs the board?", "Ina Voss does.", True, "extractive"))
    with sqlite3.connect(tmp_path / "log.sqlite") as db:
        db.execute("UPDATE entries SET answer = 'Ida Voss does.'")
    db.close()
    with pytest.raises(CorpusError, match="entry 1 of the log is not what was written"):
        log.last()


def test_a_log_of_an_older_version_is_read_and_goes_on(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "log.sqlite")
    log.add(LogEntry("Who chairs the board?", "Ina Voss does.", True, "extractive"))
    with sqlite3.connect(tmp_path / "log.sqlite") as db:
        db.execute("ALTER TABLE entries DROP COLUMN checksum")
    db.close()
    log.add(LogEntry("Who else?", "Nobody.", True, "extractive"))
    assert [entry.question for entry in log.last()] == ["Who else?", "Who chairs the board?"]


def test_a_log_whose_tables_are_damaged_is_an_error_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "log.sqlite"
    QuestionLog(file).add(entry("Who?", "Voss."))
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    content = file.read_bytes()
    at = content.index(b"tableentries") + 5  # the name of the table, which SQLite quotes in its complaint
    file.write_bytes(content[:at] + b"\xb0\xff\x80\xb0" + content[at + 4 :])
    with pytest.raises(CorpusError, match=r"log\.sqlite cannot be used"):
        QuestionLog(file).last(5)
