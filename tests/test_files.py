"""Files that are written whole: after a kill or a power cut there is the old one or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.files import write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.skipif(os.name != "posix", reason="umask is of POSIX")
def test_rights_follow_the_umask_and_a_secret_is_for_its_owner(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "page.html", b"page")
        write_whole(tmp_path / "key", b"key", 0o600)
    finally:
        os.umask(before)
    assert oct((tmp_path / "page.html").stat().st_mode & 0o777) == "0o640"
    assert oct((tmp_path / "key").stat().st_mode & 0o777) == "0o600"


def test_what_a_killed_process_was_writing_is_cleared_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".page.html.{ended.pid}-1.half").write_text("half")
    (tmp_path / f".page.html.{os.getpid()}-1.half").write_text("another thread")
    (tmp_path / ".page.html.bak").write_text("the user's")
    write_whole(tmp_path / "page.html", b"new")
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"page.html", ".page.html.bak", f".page.html.{os.getpid()}-1.half"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    write = "from pathlib import Path; import qa.files as f; f.write_whole(Path('/dev/stdout'), b'x')"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", write], capture_output=True, env=env)
    assert done.stdout == b"x"


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_whole(tmp_path / "missing" / "page.html", b"new")
