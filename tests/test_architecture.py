"""What must stay true of the tree: who imports whom, sizes, and documents that match the code."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "qa").rglob("*.py"))
HEAVY = {
    "chromadb", "langchain", "langchain_core", "langchain_openai", "openai", "onnxruntime", "tokenizers",
    "jinja2", "textual", "trafilatura", "tiktoken", "pydantic", "pydantic_settings", "numpy", "rich", "typer",
}  # fmt: skip


def python(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=540
    )


def test_modules_import_only_what_stands_lower_and_each_vendor_has_one_door() -> None:
    from importlinter.cli import lint_imports

    here = os.getcwd()
    os.chdir(ROOT)
    try:
        assert lint_imports(no_cache=True) == 0
    finally:
        os.chdir(here)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_have_at_most_400_lines_and_functions_50(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    long = [
        f"{node.name}: {size} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > 50
    ]
    assert long == []


def test_a_folder_has_at_most_15_files() -> None:
    counted = Counter(path.parent for path in SOURCES if path.name != "__init__.py")
    assert {str(folder): n for folder, n in counted.items() if n > 15} == {}


def imports_of(path: Path, modules: dict[str, Path]) -> set[str]:
    """The modules of the package that a file imports, those for type checking among them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in modules:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & modules.keys()) or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & modules.keys()
    return found


def test_no_module_imports_itself_in_a_circle() -> None:
    dotted = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in SOURCES
    }
    needs = {name: imports_of(path, dotted) - {name} for name, path in dotted.items()}
    needs["qa"] = set()  # its door to the desk opens when it is asked for
    while free := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in free:
            del needs[name]
    assert sorted(needs) == []


def test_the_package_offers_the_desk_the_types_and_the_errors() -> None:
    import qa

    assert qa.Desk.__module__ == "qa.desk.desk"
    assert {qa.Answer.__name__, qa.Briefing.__name__, qa.QAError.__name__} == {
        "Answer",
        "Briefing",
        "QAError",
    }
    with pytest.raises(AttributeError, match="Nonsense"):
        _ = qa.Nonsense


def test_a_class_name_stands_for_one_thing() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in SOURCES]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, number in names.items() if number > 1] == []


def test_nothing_is_left_unfinished() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [str(path) for path in SOURCES if words.search(path.read_text("utf-8"))] == []


def test_generated_files_are_up_to_date() -> None:
    done = python("scripts/docs.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_env_example_names_every_setting_and_no_other() -> None:
    from qa.settings import PREFIX, Settings

    written = re.findall(r"^# (QA_\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert written == [PREFIX + name.upper() for name in Settings.model_fields]


def test_every_prompt_file_loads() -> None:
    from qa.answer.prompts import load_prompt, shipped_directory

    files = sorted(shipped_directory().glob("*.md"))
    assert files
    for file in files:
        assert load_prompt(file)


def test_the_help_of_qa_is_what_the_commands_say_of_themselves() -> None:
    import typer

    from qa.cli.group import COMMANDS, app

    group = typer.main.get_command(app)
    for name, (_, summary) in COMMANDS.items():
        command = group.get_command(None, name)
        assert (command.help or "").strip().split("\n")[0] == summary, name


def test_every_command_is_documented() -> None:
    from qa.cli.group import COMMANDS

    text = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"## qa {name}\n" not in text] == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_pattern_repeats_a_group_possessively(path: Path) -> None:
    # Python 3.11.0 to 3.11.4, which Debian 12 has, loses its place in `(?:…)*+`: "Barack Obama" became
    # "Barack Obam". The atomic group `(?>(?:…)*)` says the same, and is right everywhere.
    assert not re.search(r"\)[*?]\+|\)\{\d*,?\d*\}\+", path.read_text("utf-8"))


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from qa.cli.main import main; main(['--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = python("-c", program)
    assert done.stdout.startswith("Usage: qa")
    assert HEAVY & set(done.stderr.split()) == set()


@pytest.mark.parametrize("command", ["ask", "add", "settings"])
def test_the_help_of_a_command_loads_no_model_and_no_store(command: str) -> None:
    program = (
        f"import sys; from qa.cli.main import main; main(['{command}', '--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    assert (HEAVY - {"typer", "rich", "pydantic"}) & set(python("-c", program).stderr.split()) == set()


def test_help_takes_less_than_a_quarter_of_a_second() -> None:
    """In CPU time: on a machine that does other things, the clock measures those."""
    seconds = []
    for _ in range(5):
        before = os.times()
        python("-m", "qa", "--help")
        after = os.times()
        used = after.children_user - before.children_user + after.children_system - before.children_system
        seconds.append(used)
    assert min(seconds) < 0.25


def documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands_in(line: str) -> list[list[str]]:
    """The words of each `qa` command of a shell line, without what comes after a redirection."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;<>&")
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in lexer:
        if set(word) <= set("|;<>&"):
            commands.append([])
        elif word not in ("if", "then", "$"):
            commands[-1].append(word)
    ours = [words[1:] for words in commands if words and words[0].removeprefix(".venv/bin/") == "qa"]
    return [words for words in ours if words != ["--install-completion"]]  # it would act while being parsed


@pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_in_the_documents_is_one_that_qa_understands(path: Path) -> None:
    import typer

    from qa.cli.group import COMMANDS, app

    blocks = re.findall(r"```(?:bash|sh)\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    group = typer.main.get_command(app)
    for words in (words for line in "\n".join(blocks).split("\n") for words in commands_in(line)):
        at = next((n for n, word in enumerate(words) if word in COMMANDS), len(words))
        assert at < len(words) or all(word.startswith("-") for word in words), words
        with group.make_context("qa", words[:at], resilient_parsing=not words[:at]) as context:
            if at < len(words):
                command = group.get_command(context, words[at])
                command.make_context(words[at], words[at + 1 :], parent=context).close()


@pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))
def test_links_in_the_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []
