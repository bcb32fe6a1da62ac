"""What is handed out beside the code: each file is one that its reader understands, and says what is true."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from qa.version import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_package_can_be_run_by_its_own_name() -> None:
    assert PROJECT["scripts"]["newsdesk-qa"] == PROJECT["scripts"]["qa"]


def test_the_server_of_the_registry_is_this_version_and_starts_qa_mcp() -> None:
    server = json.loads(read("server.json"))
    (package,) = server["packages"]
    assert server["version"] == package["version"] == __version__
    assert package["identifier"] == PROJECT["name"]
    assert [part["value"] for part in package["packageArguments"]] == ["mcp"]
    assert len(server["description"]) <= 100
    assert {"QA_LIBRARY", "QA_API_KEY"} <= {row["name"] for row in package["environmentVariables"]}
    assert "mcp" in PROJECT["optional-dependencies"]


def test_the_skill_has_a_name_a_description_and_no_command_that_is_not_there() -> None:
    from qa.cli.group import COMMANDS

    text = read("skills/newsdesk-qa/SKILL.md")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["name"] == "newsdesk-qa" == (ROOT / "skills/newsdesk-qa").name
    assert 50 < len(front["description"]) <= 1024
    assert set(re.findall(r"`qa (\w+)", text)) <= set(COMMANDS)


def test_the_container_runs_without_rights() -> None:
    lines = [line for line in read("Dockerfile").split("\n") if line and not line.startswith("#")]
    user = next(n for n, line in enumerate(lines) if line.startswith("USER "))
    start = next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT "))
    assert lines[user] != "USER root"
    assert user < start
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert all(one["cap_drop"] == ["ALL"] and one["read_only"] for one in services.values())


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda p: p.name)
def test_workflows_and_forms_are_yaml_and_workflows_ask_for_no_more_than_they_need(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(content, dict)
    if path.parent.name == "workflows":
        assert content["permissions"] == {"contents": "read"}
        assert all("timeout-minutes" in job or "environment" in job for job in content["jobs"].values())


def test_every_page_of_the_documentation_is_in_the_site_and_the_other_way_round() -> None:
    site = yaml.safe_load(re.sub(r"!!python\S+", "", read("mkdocs.yml")))
    named = set(re.findall(r"[\w/-]+\.md", json.dumps(site["nav"])))
    docs = ROOT / "docs"
    there = {p.relative_to(docs).as_posix() for p in docs.rglob("*.md")}
    decisions = {name for name in there if name.startswith("decisions/")}
    assert there - decisions - {"index.md"} == named


def test_the_manual_page_is_roff_with_every_command() -> None:
    from qa.cli.group import COMMANDS

    page = read("docs/man/qa.1")
    assert page.startswith(".TH QA 1 ")
    assert [name for name in COMMANDS if f'.SH "qa {name}"' not in page] == []
    requests = {line.split()[0] for line in page.split("\n") if line.startswith(".")}
    assert requests <= {".TH", ".SH", ".nf", ".fi", ".TP", ".B"}


def test_what_language_models_read_leads_somewhere() -> None:
    text = read("llms.txt")
    assert text.startswith("# newsdesk-qa\n\n> ")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []
