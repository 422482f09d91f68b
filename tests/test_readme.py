from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.S)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})


def test_commands_are_those_of_the_program(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for number in range(2):
        body = f"The bridge may open, the mayor said on day {number}. No one came."
        text = f"A bridge opens\n\n{body}"
        (tmp_path / "articles" / f"2025-01-0{number + 1}_paper_{number}.txt").write_text(text)
    lines = [
        re.sub(r"^.*?framing ", "", line)
        for block in blocks("sh")
        for line in block.splitlines()
        if re.search(r"\bframing (report|score|clean)\b", line)
    ]
    assert len(lines) >= 2
    for line in lines:
        result = CliRunner().invoke(main, shlex.split(line))
        assert result.exit_code == 0, result.output


def test_measures_of_the_table_exist():
    names = set(fr.list_measures().index)
    table = TEXT.split("## How to read the scores")[1].split("##")[0]
    named = re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)(?:\[[^`]*)?`", table)
    for name in named:
        if "." in name:
            assert name in names or name.startswith(("scores.", "fr.")), name


def test_pictures_are_there():
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT):
        assert (README.parent / picture).is_file(), picture
