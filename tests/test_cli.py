from __future__ import annotations

import json
import sys

import pandas as pd
import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main

BODY = (
    "The bridge may open in May, the mayor said on Monday. Critics say that the brutal plan will "
    "probably ruin the town. Nobody was asked.\n\nThe council votes on Tuesday."
)


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "articles"
    source.mkdir()
    for name in ("one", "two"):
        (source / f"{name}.txt").write_text(
            f"Bridge opens\n\n{BODY}\n\nSubscribe to our newsletter"
        )
    return source


def test_every_command_has_help_with_an_example():
    for name, command in main.commands.items():
        result = run(name, "--help")
        assert result.exit_code == 0
        assert "Example" in result.output, name
        assert command.help


def test_report_of_a_folder(folder, tmp_path):
    result = run("report", folder, "--targets", "council,mayor", "-q", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "report.html").is_file()
    assert list((tmp_path / "out" / "charts").glob("*.png"))


def test_score_then_chart(folder, tmp_path):
    out = tmp_path / "scores"
    assert run("score", folder, "-q", "--out", out, "--wide").exit_code == 0
    assert len(pd.read_csv(out / "wide.csv")) == 2
    assert len(fr.Scores.load(out)) == 2
    picture = tmp_path / "p.png"
    result = run("chart", out, "--kind", "profile", "--by", "article_id", "--out", picture)
    assert result.exit_code == 0, result.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    wrong = run("chart", out, "--kind", "pie")
    assert wrong.exit_code == 2 and "profile" in wrong.output


@pytest.fixture(scope="module")
def saved(sample, tmp_path_factory):
    from framing.reading import SAMPLE_TARGETS
    from framing.text.mentions import parse_target_string

    targets = parse_target_string(SAMPLE_TARGETS)
    scores = fr.score(sample, targets=targets, keep_boilerplate=True, progress=False)
    return scores.save(tmp_path_factory.mktemp("saved") / "scores")


def test_any_chart_by_its_name(saved, tmp_path):
    from framing.drawing import CHARTS

    assert {*CHARTS} == {n for n in fr.charts.__all__ if n != "save"}
    for name in CHARTS:
        more = ["--by", "outlet,day"] if name == "timeline" else []
        picture = tmp_path / f"{name}.png"
        result = run("chart", name, saved, "--out", picture, *more)
        assert result.exit_code == 0, (name, result.output)
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert name in run("chart", "--help").output


def test_charts_take_options(saved, tmp_path):
    for words in (
        ("profile", "--measure", "loaded.sentences", "--segment", "lead", "--width", "174"),
        ("stance", "--target", "Kestria", "--voice", "all", "--title", "Of Kestria"),
        ("keyness", "--group", "Undertow", "--reference", "Meridian Wire"),
        ("contributions", "--measure", "loaded.sentences", "--group", "Undertow"),
        ("article_map", "--measure", "loaded"),
        ("profile", "--by", "lean", "--by", "segment"),
    ):
        name, *options = words
        result = run("chart", name, saved, *options, "--out", tmp_path / "a.svg")
        assert result.exit_code == 0, (words, result.output)
    for words, message in (
        (("pie", saved), "'pie' is no chart; there are: profile"),
        (("stance",), "needs the folder of saved scores"),
        (("boilerplate", saved, "--target", "Kestria", "--group", "x"), "takes no group="),
        (("timeline", saved), "name a period in by="),
        (("keyness", saved, "--group", "Nobody"), "Nobody"),
        (("profile", tmp_path / "nowhere"), "nowhere"),
    ):
        result = run("chart", *words)
        assert result.exit_code == 2 and message in result.output, (words, result.output)


def test_report_by_several_columns(folder, tmp_path):
    result = run(
        "report", folder, "--by", "article_id,segment", "--voice", "all", "-q", "--out", tmp_path,
        "--keep-boilerplate",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "headline" in (tmp_path / "comparison.csv").read_text()
    assert (tmp_path / "charts" / "before_after.png").is_file()


def test_clean_prints_and_writes(folder, tmp_path):
    result = run("clean", folder / "one.txt")
    assert "The bridge may open" in result.output and "newsletter" not in result.output
    assert "newsletter_signup" in run("clean", folder / "one.txt", "--labels").output
    assert run("clean", folder, "--out", tmp_path / "c").exit_code == 0
    assert "newsletter" not in (tmp_path / "c" / "one.txt").read_text()


def test_lexicons_and_their_cards():
    assert "hedging" in run("lexicons").output
    assert "## What it gets wrong" in run("lexicons", "hedging").output
    assert run("lexicons", "nothing").exit_code == 2


def test_agree(tmp_path):
    file = tmp_path / "codes.csv"
    file.write_text("unit,coder,label\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n3,a,y\n3,b,y\n")
    result = run("agree", file)
    assert result.exit_code == 0 and "alpha" in result.output
    assert run("agree", file, "--label", "code").exit_code == 2


def test_exit_codes(folder, tmp_path):
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    partly = run("score", folder, "-q", "--out", tmp_path / "a")
    assert partly.exit_code == 1 and "bad" in partly.output
    (tmp_path / "empty").mkdir()
    for words in (
        ("score", tmp_path / "empty"),
        ("score", tmp_path / "nowhere"),
        ("score",),
        ("score", folder, "--sample"),
        ("score", folder, "--measures", "nothing"),
        ("report", folder, "--by", "outlt", "-q", "--out", tmp_path / "b"),
        ("report", folder, "--nonsense"),
        ("train", "hedging", "--data", tmp_path / "nowhere"),
    ):
        result = run(*words)
        assert result.exit_code == 2, (words, result.output)
        assert "Traceback" not in result.output


def test_unwritable_output_is_told_before_the_work(folder, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    result = run("report", folder, "--out", blocked / "out")
    assert result.exit_code == 2 and "cannot be written" in result.output


def test_unknown_group_names_the_columns(folder, tmp_path):
    result = run("report", folder, "--by", "outlt", "-q", "--out", tmp_path / "b")
    assert "outlt" in result.output and "outlet" in result.output


def test_module_runs_as_a_program():
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "framing", "--version"], capture_output=True, text=True, check=True
    )
    assert fr.__version__ in done.stdout


def test_jsonl_tables_can_be_read_by_others(folder, tmp_path):
    assert run("score", folder, "-q", "--format", "jsonl", "--out", tmp_path / "j").exit_code == 0
    lines = (tmp_path / "j" / "articles.jsonl").read_text().splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["ok", "ok"]
