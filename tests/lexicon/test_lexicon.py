from __future__ import annotations

import doctest
import pickle
import re

import pytest

from framing import FramingError
from framing.lexicon import Entry, Lexicon, available

NEEDED = (
    "hedging", "boosters", "valence", "loaded", "saying", "sources", "frames", "boilerplate",
)  # fmt: skip


@pytest.mark.parametrize("name", NEEDED)
def test_the_lexicons_of_the_measures_are_shipped(name):
    assert name in available()


@pytest.mark.parametrize("name", available())
def test_every_lexicon_is_well_formed(name):
    lexicon = Lexicon.load(name)
    seen = set()
    for entry in lexicon:
        assert entry.pattern == entry.pattern.lower().strip()
        assert "  " not in entry.pattern and "’" not in entry.pattern
        assert (entry.pattern, entry.category, entry.note) not in seen, entry
        seen.add((entry.pattern, entry.category, entry.note))
    assert lexicon.header["name"] == name
    assert lexicon.header["licence"] == "MIT"


@pytest.mark.parametrize("name", available())
def test_every_card_holds_against_its_file(name):
    lexicon = Lexicon.load(name)
    card = lexicon.card()
    headings = (
        "What it measures", "Entries", "Match syntax", "How it was compiled", "Licence",
        "References", "What it gets wrong", "Example",
    )  # fmt: skip
    for heading in headings:
        assert re.search(rf"^## {heading}\s*$", card, re.M), heading
    table = dict(re.findall(r"^\|\s*`?([^|`]+?)`?\s*\|\s*([\d,]+)\s*\|", card, re.M))
    assert {k: int(v.replace(",", "")) for k, v in table.items()} == lexicon.counts


@pytest.mark.parametrize("name", available())
def test_the_example_of_every_card_runs(name):
    (code,) = re.findall(
        r"^## Example.*?```python\n(.*?)```", Lexicon.load(name).card(), re.M | re.S
    )
    test = doctest.DocTestParser().get_doctest(code, {}, name, None, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_unknown_lexicon_names_those_there_are():
    with pytest.raises(FramingError, match="hedging"):
        Lexicon.load("hedgin")


def test_own_format_round_trip(tmp_path):
    lexicon = Lexicon("mine", [Entry("so-called", "scare", 2.0, "note"), Entry("evil*", "bad")])
    lexicon.to_file(tmp_path / "mine.tsv")
    assert Lexicon.from_file(tmp_path / "mine.tsv").entries == lexicon.entries


def test_dic_of_the_liwc_family(tmp_path):
    file = tmp_path / "mine.dic"
    file.write_text("%\n1\tanger\n2 hope\n%\nhate*\t1\n\nwish 2\nlove\t1\t2\n")
    lexicon = Lexicon.from_file(file)
    assert lexicon.counts == {"anger": 2, "hope": 2}
    assert [e.pattern for e in lexicon] == ["hate*", "wish", "love", "love"]


def test_csv_json_and_plain_lists(tmp_path):
    (tmp_path / "a.csv").write_text("term,category,weight\nWar,bad,-2\n")
    (tmp_path / "b.json").write_text('{"bad": {"war": -2}, "good": ["peace"]}')
    (tmp_path / "c.txt").write_text("# words\nwar\npeace talks\n")
    assert Lexicon.from_file(tmp_path / "a.csv").entries == (Entry("war", "bad", -2.0, ""),)
    assert Lexicon.from_file(tmp_path / "b.json").categories == ("bad", "good")
    assert len(Lexicon.from_file(tmp_path / "c.txt")) == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "x,y\n1,2\n", "pattern"),
        ("a.tsv", "war\tbad\theavy\n", "line 1"),
        ("a.dic", "war 1\n", "%"),
        ("a.dic", "%\n1 a\n%\nwar 7\n", "7"),
        ("a.json", "[1]", "object"),
        ("a.txt", "\n", "no entry"),
        ("a.tsv", "*\tbad\t1\n", "no pattern"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path, name, text, said):
    (tmp_path / name).write_text(text)
    with pytest.raises(FramingError, match=said):
        Lexicon.from_file(tmp_path / name)


def test_a_missing_file_and_an_unknown_policy():
    with pytest.raises(FramingError, match="no file"):
        Lexicon.from_file("nowhere.tsv")
    with pytest.raises(FramingError, match="longest"):
        Lexicon.from_dict("a", {"b": ["c"]}).match("c", overlap="best")


def test_a_lexicon_that_was_used_can_be_sent_to_another_process():
    lexicon = Lexicon.from_dict("mine", {"war": ["tank*"]})
    found = lexicon.match("two tanks rolled")
    assert pickle.loads(pickle.dumps(lexicon)).match("two tanks rolled") == found
