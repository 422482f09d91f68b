from __future__ import annotations

import gzip
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import FramingError, FramingWarning
from framing.reading import read


@pytest.fixture
def folder(tmp_path):
    """Make a folder of files: name to str or bytes."""

    def make(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return make


# What is read


def test_folder_is_read_with_its_subfolders_in_the_order_of_names(folder):
    path = folder({"b.txt": "B", "a.md": "A", "sub/c.text": "C", "A2.txt": "A2"})
    corpus = read(path)
    assert corpus.ids == ["A2", "a", "b", "sub/c"]
    assert corpus["sub/c"].meta == {"folder": "sub"}
    assert read(str(path)).ids == corpus.ids


def test_glob_and_lists_take_ids_from_the_common_folder(folder):
    path = folder({"x/1.txt": "A", "y/1.txt": "B", "y/2.txt": "C"})
    assert read(f"{path}/*/1.txt").ids == ["x/1", "y/1"]
    assert read([path / "y" / "2.txt", path / "y" / "1.txt"]).ids == ["2", "1"]
    assert read(f"{path}/**/*.txt").ids == ["x/1", "y/1", "y/2"]


def test_one_file_of_any_ending_that_holds_text(folder):
    path = folder({"note": "plain", "page.log": "log"})
    assert read(path / "note")[0].text == "plain"
    assert read(path / "page.log")[0].text == "log"


def test_text_is_kept_to_the_last_character(folder):
    text = "\n  One\r\n\r\nTwo\u00a0\u200b\u2028\ttab \n"
    assert read(folder({"a.txt": text}))[0].text == text


def test_gzip_is_unpacked(folder):
    path = folder({"a.txt.gz": gzip.compress(b"packed"), "b.txt": "plain"})
    assert [(a.id, a.text) for a in read(path)] == [("a", "packed"), ("b", "plain")]


def test_readme_licence_hidden_and_other_files_are_no_articles(folder):
    path = folder(
        {
            "a.txt": "A", "notice-given.txt": "B", "README.md": "x", "readme.txt": "x",
            "LICENSE.txt": "x", ".hidden.txt": "x", "__MACOSX/b.txt": "x",
            "c.pdf": "x", "d.png": "x", "e.png": "x",
        }
    )  # fmt: skip
    corpus = read(path)
    assert corpus.ids == ["a", "notice-given"]
    assert corpus.notes == ("passed over, of another kind: 1 .pdf, 2 .png",)


def test_a_readme_that_is_asked_for_is_read(folder):
    assert read(folder({"README.md": "Hello"}) / "README.md")[0].text == "Hello"


# Nothing to read


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "it is empty"),
        ({"a.pdf": "x", "b.pdf": "x"}, "it holds: 2 .pdf"),
        ({"README.md": "x"}, "no file that can be read"),
    ],
)
def test_folder_without_articles_names_path_and_what_is_read(folder, files, said):
    path = folder(files)
    with pytest.raises(FramingError, match=r"\.txt \.md \.html \.csv") as error:
        read(path)
    assert str(path) in str(error.value) and said in str(error.value)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("no/such/folder", "'no/such/folder' does not exist"),
        ("none*.txt", "matches no file"),
        ("", "names no file"),
        ("https://example.org/a.html", "never downloads"),
        ("The ministers met in the old hall on Monday.", r"fr\.score\(text\)"),
        ("word " * 2000, r"fr\.score\(text\)"),
        ("a\0b", "does not exist"),
        ([], "empty list"),
        (["no.txt"], "'no.txt' does not exist"),
        ([3], "of type int"),
    ],
)
def test_missing_path_is_a_clear_error(path, said):
    with pytest.raises(FramingError, match=said):
        read(path)


def test_office_documents_are_refused_with_a_remedy(folder):
    with pytest.raises(FramingError, match=r"\.docx is not read; save it as text"):
        read(folder({"a.docx": b"PK\x03\x04"}) / "a.docx")


def test_a_column_name_without_a_table_is_an_error(folder):
    with pytest.raises(FramingError, match="outlet='paper' names a column"):
        read(folder({"a.txt": "A"}), outlet="paper")


# Dirty files


def test_empty_file_is_an_article_without_text(folder):
    corpus = read(folder({"a.txt": "", "b.txt": "\ufeff"}))
    assert [(a.text, a.readable) for a in corpus] == [("", True), ("", True)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"PK\x03\x04\x14\0\0\0", "ZIP"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\0" * 4000, "binary data"),
    ],
)
def test_binary_with_a_txt_name_is_an_unreadable_row(folder, data, kind):
    article, other = read(folder({"a.txt": data, "b.txt": "Text."}))
    assert (article.readable, article.text, other.readable) == (False, "", True)
    assert kind in article.problem


@pytest.mark.parametrize("start", ["RIFF", "ID3", "GIF8", "%PDF", "PAR1", "BZh", "PK"])
def test_a_text_may_start_like_a_binary_file(folder, start):
    text = f"{start} is how this article starts.\nIt goes on – like others."
    assert read(folder({"a.txt": text}))[0].text == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r\f")))
def test_any_utf8_text_comes_back_as_it_was(folder, text):
    article = read(folder({"a.txt": text}))[0]
    assert article.text == text.removeprefix("\ufeff")
    assert article.readable


def test_nul_bytes_are_replaced_and_counted(folder):
    article = read(folder({"a.txt": b"One\0two. " + b"More text. " * 9}))[0]
    assert article.text.startswith("One\ufffdtwo.")
    assert "1 NUL" in article.problem and article.readable


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        ("\ufeffThe café".encode(), "The café", None),
        ("The café “x”".encode("utf-16"), "The café “x”", None),
        ("The café".encode("utf-32"), "The café", None),
        ("The café said no.".encode("utf-16-le"), "The café said no.", "utf-16-le"),
        ("It didn’t — “no” café".encode("cp1252"), "It didn’t — “no” café", "windows-1252"),
        ("It didn’t say “no” once".encode("mac-roman"), "It didn’t say “no” once", "mac-roman"),
        ("“Déjà” vu".encode() + b" \x93x\x94", "“Déjà” vu “x”", "not valid UTF-8 in 2 places"),
    ],
)
def test_encodings_are_found_and_guesses_reported(folder, data, text, said):
    article = read(folder({"a.txt": data}))[0]
    assert article.text == text
    assert (article.problem is None) if said is None else (said in article.problem)


def test_another_script_is_left_to_the_detector(folder):
    text = "Правительство сообщило о новом соглашении по газу. " * 20
    article = read(folder({"a.txt": text.encode("cp1251")}))[0]
    assert article.text == text
    assert "guess" in article.problem


def test_an_encoding_can_be_set(folder):
    path = folder({"a.txt": "naïve".encode("latin-1")})
    assert read(path, encoding="latin-1")[0].text == "naïve"
    assert "1 characters lost" in read(path, encoding="utf-8")[0].problem
    with pytest.raises(FramingError, match="encoding='utf-99'"):
        read(path, encoding="utf-99")


def test_mojibake_is_reported_and_mended_only_on_request(folder):
    path = folder({"a.txt": "They didnâ€™t. CafÃ© closed."})
    kept, mended = read(path)[0], read(path, fix_mojibake=True)[0]
    assert kept.text == "They didnâ€™t. CafÃ© closed."
    assert "mojibake ('â€™' and such in 2 places" in kept.problem
    assert mended.text == "They didn’t. Café closed."
    assert "mended in 2 places" in mended.problem


def test_a_line_of_20_megabytes_is_read_in_seconds(folder):
    path = folder({"a.txt": "word and “quote” didn’t " * 800_000})
    start = time.perf_counter()
    assert len(read(path)[0].text) > 19_000_000
    assert time.perf_counter() - start < 5


def test_broken_gzip_is_an_unreadable_row(folder):
    packed = gzip.compress(b"text " * 1000)
    path = folder({"a.txt.gz": packed[:40], "b.txt.gz": b"no gzip", "c.txt": "C"})
    assert [a.readable for a in read(path)] == [False, False, True]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_an_unreadable_row(folder):
    path = folder({"a.txt": "A", "b.txt": "B"})
    (path / "a.txt").chmod(0)
    assert [a.readable for a in read(path)] == [False, True]


def test_a_name_that_is_no_utf8(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:
            file.write(b"text")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    article = read(tmp_path)[0]
    article.id.encode("utf-8")
    assert article.text == "text"


def test_same_stem_twice_is_renamed_and_noted(folder):
    corpus = read(folder({"a.md": "1", "a.txt": "2"}))
    assert corpus.ids == ["a", "a#2"]
    assert "'a'" in corpus["a#2"].problem


# Metadata


def test_metadata_from_names(folder):
    names = ["2025-06-26_the-gazette_summit", "daily_2025-06-27_end", "000_df39bedf8c96a5cb"]
    found = [(a.date, a.outlet) for a in read(folder({f"{n}.txt": "x" for n in names}))]
    assert found == [(None, None), ("2025-06-26", "the-gazette"), ("2025-06-27", "daily")]


METADATA = "file,publisher,headline,published,lean\na.txt,The A,On A,26 June 2025,left\n"


def test_side_file_by_synonyms_with_extra_columns(folder):
    article = read(folder({"a.txt": "A", "metadata.csv": METADATA}))["a"]
    assert (article.outlet, article.title, article.date) == ("The A", "On A", "2025-06-26")
    assert article.meta == {"lean": "left"}


@pytest.mark.parametrize("key", ["file", "filename", "path", "id", "File", "FileName"])
@pytest.mark.parametrize("name", ["a.txt", "a", "./a.txt", "A.TXT"])
def test_side_file_keys(folder, key, name):
    path = folder({"a.txt": "A", "metadata.csv": f"{key},outlet\n{name},X\n"})
    assert read(path)[0].outlet == "X"


def test_side_file_that_names_ids(folder):
    path = folder({"a.txt": "A", "metadata.csv": "file,id,outlet\na.txt,first,X\n"})
    assert read(path).ids == ["first"]


def test_side_file_as_json_lines_and_by_relative_path(folder):
    rows = '{"path": "x/a.txt", "outlet": "X"}\n{"path": "y/a.txt", "outlet": "Y"}\n'
    path = folder({"x/a.txt": "A", "y/a.txt": "B", "metadata.jsonl": rows})
    assert [a.outlet for a in read(path)] == ["X", "Y"]


def test_the_nearest_side_file_counts(folder):
    path = folder(
        {
            "x/a.txt": "A",
            "x/metadata.csv": "file,outlet\na.txt,Near\n",
            "metadata.csv": "file,outlet\nx/a.txt,Far\n",
        }
    )
    with pytest.warns(FramingWarning, match="rows without a file: x/a.txt"):
        assert read(path)[0].outlet == "Near"


def test_side_file_is_found_for_single_files_and_globs(folder):
    path = folder({"a.txt": "A", "b.txt": "B", "metadata.csv": METADATA})
    assert read(path / "a.txt")[0].outlet == "The A"
    assert read(f"{path}/*.txt")["a"].outlet == "The A"


def test_rows_and_files_that_do_not_meet_are_reported(folder):
    path = folder({"a.txt": "A", "b.txt": "B", "metadata.csv": METADATA + "gone.txt,X,,,\n"})
    with pytest.warns(FramingWarning) as warned:
        corpus = read(path)
    said = " | ".join(corpus.notes)
    assert "rows without a file: gone.txt" in said
    assert "files without a row in the metadata: b.txt" in said
    assert len(warned) == 2
    assert corpus.ids == ["a", "b"]


def test_side_file_given_by_hand(folder):
    path = folder({"articles/a.txt": "A", "index.csv": "filename,paper\na.txt,X\n"})
    article = read(path / "articles", metadata=path / "index.csv", outlet="paper")[0]
    assert article.outlet == "X"
    with pytest.raises(FramingError, match="is no table that exists"):
        read(path / "articles", metadata=path / "none.csv")


def test_problems_of_the_side_file_itself_are_noted(folder):
    rows = "file,outlet\na.txt,Caf\u00e9\na.txt,X\n".encode("cp1252")
    corpus = read(folder({"a.txt": "A", "metadata.csv": rows}))
    assert corpus[0].outlet == "Caf\u00e9"
    said = " | ".join(corpus.notes)
    assert "metadata.csv: not UTF-8; read as windows-1252" in said
    assert "more than one row for 'a.txt'" in said


def test_side_file_that_is_no_table(folder):
    with pytest.raises(FramingError, match="no table of metadata.*PNG"):
        read(folder({"a.txt": "A", "metadata.csv": b"\x89PNG\r\n"}))


def test_metadata_in_words_is_no_article(folder):
    assert read(folder({"a.txt": "A", "metadata.txt": "collected in 2025"})).ids == ["a"]


def test_side_file_without_a_key_lists_its_columns(folder):
    path = folder({"a.txt": "A", "metadata.csv": "outlet,lean\nX,left\n"})
    with pytest.raises(FramingError, match="no column that names the files.*outlet, lean"):
        read(path)


def test_metadata_alone_is_a_table(folder):
    path = folder({"metadata.csv": "text,outlet\nSome text,X\n"})
    assert read(path)[0].text == "Some text"


# HTML

PAGE = (
    "<html><head><title>Talks end</title><meta charset='windows-1252'></head><body><article>"
    "<h1>Talks end</h1>" + "<p>Ministers met in the caf\xe9 on Monday and talked.</p>" * 8
    + "</article></body></html>"
)  # fmt: skip


def test_html_page_is_extracted(folder):
    pytest.importorskip("trafilatura")
    pytest.importorskip("framing.cleaning.html")
    article = read(folder({"page.html": PAGE.encode("cp1252")}))[0]
    assert "Ministers met in the café" in article.text
    assert "<p>" not in article.text


def _extractor(monkeypatch):
    """Stand in for the extractor of pages."""
    import sys
    from types import SimpleNamespace

    def extract(markup, url=None):
        text = markup.split("<p>")[1].split("<")[0] if "<p>" in markup else ""
        return SimpleNamespace(
            text=text,
            title="Page title",
            author=None,
            date="26 June 2025",
            outlet="Page",
            language=None,
        )

    monkeypatch.setitem(sys.modules, "framing.cleaning.html", SimpleNamespace(extract=extract))


def test_what_a_page_says_of_itself_yields_to_the_side_file(folder, monkeypatch):
    _extractor(monkeypatch)
    path = folder(
        {
            "a.html": "<p>Caf\u00e9</p>",
            "b.html": "<b>",
            "metadata.csv": "file,outlet\na.html,X\nb,Y\n",
        }
    )
    page, bare = read(path)
    assert (page.text, page.title, page.date, page.outlet) == (
        "Café", "Page title", "2025-06-26", "X",
    )  # fmt: skip
    assert (bare.text, bare.readable) == ("", True)
    assert "no article text" in bare.problem


def test_a_column_of_pages(monkeypatch):
    import pandas as pd

    from framing.reading import from_frame

    _extractor(monkeypatch)
    frame = pd.DataFrame({"text": ["<p>One</p>", None], "title": ["Mine", None]})
    first, second = from_frame(frame, html=True)
    assert (first.text, first.title, first.outlet) == ("One", "Mine", "Page")
    assert second.text == "" and second.readable


def test_html_without_trafilatura_says_what_to_install(folder, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "framing.cleaning.html", None)
    page, text = read(folder({"a.html": PAGE.encode("cp1252"), "b.txt": "B"}))
    assert (page.readable, text.readable) == (False, True)
    assert "pip install 'framing[html]'" in page.problem


# Streams


def test_stream_reads_the_same_articles_at_each_pass(folder):
    path = folder({"a.txt": "A", "b.txt": "B", "metadata.csv": "file,outlet\na.txt,X\nb.txt,Y\n"})
    stream = read(path, stream=True)
    assert stream.is_stream
    assert list(stream) == list(stream) == list(read(path))
