"""What Windows lacks is not asked of it: names that its Python does not have are looked up, never assumed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from qa.files import slug_of

ROOT = Path(__file__).parents[1] / "qa"
ABSENT = {
    "os": "fork getuid geteuid getgid getpgid killpg setsid nice statvfs uname chown mkfifo O_NONBLOCK"
    " O_NOFOLLOW O_DIRECTORY sched_getaffinity getloadavg WNOHANG",
    "signal": "SIGHUP SIGALRM SIGKILL SIGUSR1 SIGUSR2 SIGTSTP SIGCONT SIGPIPE SIGCHLD SIGWINCH alarm",
}
_QUESTION = re.compile(r"platform|hasattr|os\.name")
MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix"}


def assumed(tree: ast.AST) -> list[str]:
    """The names and modules that are taken for granted, outside of a question for them."""
    asked = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If | ast.IfExp) and _QUESTION.search(ast.unparse(node.test))
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if node in asked:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in ABSENT.get(node.value.id, "").split():
                found.append(f"{node.lineno}: {node.value.id}.{node.attr}")
        elif isinstance(node, ast.Import):
            found += [f"{node.lineno}: {a.name}" for a in node.names if a.name in MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found.append(f"{node.lineno}: {node.module}")
    return found


def test_nothing_is_assumed_that_windows_lacks() -> None:
    files = sorted(ROOT.rglob("*.py"))
    wrong = {
        str(f.relative_to(ROOT)): names for f in files if (names := assumed(ast.parse(f.read_text("utf-8"))))
    }
    assert wrong == {}


def test_whether_a_process_lives_is_asked_in_one_place() -> None:
    """os.kill(number, 0) is Ctrl+C on Windows."""
    asking = [f.name for f in ROOT.rglob("*.py") if "os.kill(" in f.read_text("utf-8")]
    assert asking == ["files.py"]


@pytest.mark.parametrize(("title", "slug"), [("Con", "con-topic"), ("COM1", "com1-topic"), ("Conn", "conn")])
def test_a_topic_gets_no_name_that_windows_keeps_for_itself(title: str, slug: str) -> None:
    assert slug_of(title) == slug
