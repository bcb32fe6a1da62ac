"""Mailboxes: one file, many mails, each an article of its own."""

from __future__ import annotations

import gzip
import tracemalloc
from email.message import EmailMessage
from pathlib import Path

import pytest

from qa.articles.load import Loaded, load_articles

WORDS = "The lock at Ostrava Mill is shut until Whitsun because its lower gate has come off the hinge."
ASCTIME = "From paper@mill.example Tue Nov 14 06:30:00 2023"


def mail(number: int, *, attach: tuple[str, str] | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Mill Gazette <paper@millgazette.example>", f"Lock {number} shut"
    message["Date"] = "Tue, 14 Nov 2023 06:30:00 +0000"
    message.set_content(f"{WORDS} This is letter {number} of the keeper, and it is a short one.\n")
    if attach:
        message.add_attachment(attach[1].encode(), "text", "plain", filename=attach[0])
    return bytes(message)


def mailbox(*mails: bytes, line: str = ASCTIME, gap: bytes = b"\n\n") -> bytes:
    return b"".join(f"{line}\n".encode() + m.rstrip() + gap for m in mails)


def load(tmp_path: Path, data: bytes, name: str = "post.mbox") -> Loaded:
    path = tmp_path / name
    path.write_bytes(data)
    return load_articles(str(path))


@pytest.mark.parametrize(
    "line",
    [
        ASCTIME,
        "From - Tue Nov 14 06:30:00 2023",
        "From ",
        "From 1782@xxx Tue Nov 14 06:30:00 +0000 2023",
        "From MAILER-DAEMON Tue, 14 Nov 2023 6:30",
    ],
)
def test_programs_write_the_line_of_the_sender_in_several_ways(line: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, mailbox(mail(1), mail(2), line=line))
    assert [a.title for a in loaded.articles] == ["Lock 1 shut", "Lock 2 shut"]
    assert [a.origin.rsplit("#")[1] for a in loaded.articles] == ["1.eml", "2.eml"]


def test_a_mailbox_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    data = mailbox(mail(1), mail(2))
    for name, content in (
        ("Inbox", data),
        ("mbox", data),
        ("a.txt", data),
        ("b.mbox.gz", gzip.compress(data)),
    ):
        assert len(load(tmp_path, content, name).articles) == 2, name


def test_mails_without_a_blank_line_between_them_are_several(tmp_path: Path) -> None:
    assert len(load(tmp_path, mailbox(mail(1), mail(2), gap=b"\n")).articles) == 2


def test_a_sentence_that_begins_with_from_parts_nothing(tmp_path: Path) -> None:
    letter = mail(1) + b"\nFrom 9:30 on the ferry runs again.\nNote: not on Sundays.\n"
    loaded = load(tmp_path, mailbox(letter, mail(2)).replace(b"\n\nFrom 9:30", b"\nFrom 9:30"))
    assert [a.title for a in loaded.articles] == ["Lock 1 shut", "Lock 2 shut"]
    assert "From 9:30 on the ferry" in loaded.articles[0].text


def test_a_text_that_begins_with_from_is_no_mailbox(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"From 9:30 on\nNote: it rained.\n\n{WORDS}\n".encode(), "a.txt")
    assert len(loaded.articles) == 1


def test_what_cannot_be_read_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    empty = b"From: a@b.example\nSubject: nothing\nDate: Tue, 14 Nov 2023 06:30:00 +0000\n\n \n"
    loaded = load(tmp_path, mailbox(mail(1), empty, mail(3)))
    assert [a.title for a in loaded.articles] == ["Lock 1 shut", "Lock 3 shut"]
    assert [origin.rsplit("#")[1] for origin, _ in loaded.problems] == ["2.eml"]


def test_files_that_a_mail_brings_are_read(tmp_path: Path) -> None:
    story = f"Lower gate found\n\nMill Gazette, 16 November 2023\n\n{WORDS}\n\nIt lay in a pool below.\n"
    loaded = load(tmp_path, mailbox(mail(1), mail(2, attach=("gate.txt", story))))
    assert {a.title for a in loaded.articles} >= {"Lock 1 shut", "Lower gate found"}


def test_a_mailbox_with_an_archive_in_it(tmp_path: Path) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", f"Lower gate found\n\n{WORDS} It lay in the pool below the weir.\n")
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "a@b.example",
        "files",
        "Tue, 14 Nov 2023 06:30:00 +0000",
    )
    message.set_content("As asked.\n")
    message.add_attachment(packed.getvalue(), "application", "zip", filename="clips.zip")
    loaded = load(tmp_path, mailbox(bytes(message)))
    assert [a.title for a in loaded.articles] == ["Lower gate found"]


def test_memory_does_not_grow_with_the_number_of_mails(tmp_path: Path) -> None:
    def most(count: int) -> int:
        path = tmp_path / f"{count}.mbox"
        path.write_bytes(mailbox(*map(mail, range(count))))
        tracemalloc.start()
        assert len(load_articles(str(path)).articles) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak - path.stat().st_size

    most(20)  # what is imported once does not count
    assert most(400) < 1.5 * most(100) + 400_000
