from __future__ import annotations

import csv
import gzip
import io
import json
import time

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.reading import from_frame, from_texts, read


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_delimiter_and_encoding_are_found(write, delimiter, encoding):
    out = io.StringIO()
    rows = [("headline", "body", "publisher"), ("T, a; b|c", 'He said "no",\nthen – “yes”.', "É")]
    csv.writer(out, delimiter=delimiter).writerows(rows)
    article = read(write("articles.csv", out.getvalue().encode(encoding)))[0]
    assert (article.title, article.text, article.outlet) == rows[1]
    assert (article.id, article.problem) == ("articles:1", None)


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(_CELLS, min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";", "|", "\t"]),
)
def test_any_text_survives_a_csv(write, rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *((f"n{i}", text) for i, text in enumerate(rows))])
    corpus = read(write("a.csv", out.getvalue().encode("utf-8")))
    assert [article.text for article in corpus] == rows


def test_csv_in_windows_1252_is_reported_where_it_matters(write):
    content = "id,text\na,plain\nb,café “x”\n".encode("cp1252")
    plain, accented = read(write("a.csv", content))
    assert accented.text == "café “x”"
    assert plain.problem is None and "windows-1252" in accented.problem


def test_one_odd_byte_late_in_a_csv_ends_nothing(write):
    content = b"id,text\n" + b"a,plain text here\n" * 40_000 + b"z,caf\xe9\n"
    corpus = read(write("a.csv", content))
    assert corpus["z"].text == "café"
    assert "windows-1252" in corpus["z"].problem


def test_csv_without_text_lists_columns_and_remedy(write):
    path = write("a.csv", "name,summary\nx,y\n")
    with pytest.raises(FramingError, match=r'a\.csv has no column.*name, summary.*text="COLUMN"'):
        read(path)
    assert read(path, text="summary")[0].text == "y"


def test_csv_named_column_that_is_not_there(write):
    with pytest.raises(FramingError, match="outlet='papre' is no column of a.csv.*text, paper"):
        read(write("a.csv", "text,paper\nx,y\n"), outlet="papre")


@pytest.mark.parametrize("content", ["", "text,title\n", "\n\n"])
def test_csv_without_rows(write, content):
    with pytest.raises(FramingError, match="no rows"):
        read(write("a.csv", content))


def test_huge_csv_field_leaves_the_limit_of_the_module_alone(write):
    before = csv.field_size_limit()
    text = "word " * 4_000_000
    start = time.perf_counter()
    assert read(write("a.csv", f'id,text\n1,"{text}"\n'))["1"].text == text
    assert time.perf_counter() - start < 10
    assert csv.field_size_limit() == before


def test_csv_rows_of_other_widths_are_noted(write):
    short, long = read(write("a.csv", "id,text,outlet\na,one\nb,two,X,extra\n"))
    assert (short.text, long.outlet) == ("one", "X")
    assert "2 fields, the header 3" in short.problem
    assert "4 fields" in long.problem


def test_an_unclosed_quotation_mark_is_noted(write):
    corpus = read(write("a.csv", 'id,text,outlet\na,fine,X\nb,"open,X\nc,lost,Y\n'))
    assert "quotation mark may not be closed" in corpus["b"].problem


def test_tsv_with_bare_quotation_marks(write):
    path = write("a.tsv", 'id\ttext\na\t"We will," he said\nb\tfine\nc\t"Yes" and "no"\n')
    assert [a.text for a in read(path)] == ['"We will," he said', "fine", '"Yes" and "no"']


def test_csv_with_nul_crlf_cr_and_double_names(write):
    assert read(write("a.csv", "text,text\r\nA\0b,c\r\n"))[0].text == "A\ufffdb"
    assert [a.text for a in read(write("b.csv", "id,text\r1,A\r2,B\r"))] == ["A", "B"]


def test_binary_with_a_csv_name(write):
    with pytest.raises(FramingError, match="PNG"):
        read(write("a.csv", b"\x89PNG\r\n\x1a\n\0\0"))


def test_the_index_column_of_pandas_is_dropped(write):
    path = write("a.csv", ",text,lean\n0,A,left\n")
    assert read(path)[0].meta == {"lean": "left"}


def test_duplicate_ids_in_a_table(write):
    corpus = read(write("a.csv", "id,text\nx,1\nx,2\n,3\n"))
    assert corpus.ids == ["x", "x#2", "a:3"]


def test_gzipped_csv(write):
    assert read(write("a.csv.gz", gzip.compress(b"text\nhello\n")))[0].text == "hello"


# JSON


def test_jsonl_with_a_broken_line_goes_on(write):
    lines = ['{"id": "a", "text": "A"}', '{"id": "b", "text": ', "", "[1]", '"bare"', "null"]
    corpus = read(write("a.jsonl", "\n".join(lines)))
    assert [a.readable for a in corpus] == [True, False, False, True, False]
    assert "line 2 of a.jsonl is no JSON" in corpus[1].problem
    assert corpus[1].id == "a:2"
    assert "line 4 of a.jsonl is no object" in corpus[2].problem
    assert corpus[3].text == "bare"


def test_jsonl_lone_surrogates_nested_objects_and_lists(write):
    row = '{"text": "a \\ud83d b", "source": {"name": "X"}, "authors": ["P", "Q"], "tags": [1, 2]}'
    article = read(write("a.jsonl", row))[0]
    assert article.text == "a \ufffd b" and "surrogate" in article.problem
    assert (article.outlet, article.author) == ("X", "P, Q")
    assert article.meta == {"tags": "[1, 2]"}


def test_jsonl_rows_of_unlike_keys(write):
    rows = [{"text": "A"}, {"body": "B", "outlet": "X"}, {"title": "no text"}]
    corpus = read(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [a.text for a in corpus] == ["A", "B", ""]
    assert corpus[1].outlet == "X"


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "A"}, {"text": "B"}],
        {"articles": [{"text": "A"}, {"text": "B"}]},
        {"x": {"text": "A"}, "y": {"text": "B"}},
        ["A", "B"],
    ],
)
def test_json_in_the_common_shapes(write, value):
    assert [a.text for a in read(write("a.json", json.dumps(value)))] == ["A", "B"]


def test_json_of_one_article_and_json_lines_by_another_name(write):
    assert read(write("a.json", '{"text": "A", "outlet": "X"}'))[0].outlet == "X"
    assert len(read(write("b.json", '{"text": "A"}\n{"text": "B"}\n'))) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no rows"), ("{nope", "is no JSON"), ("[" * 100_000, "is no JSON"), ("[]", "no rows")],
)
def test_json_that_is_none(write, content, said):
    with pytest.raises(FramingError, match=said):
        read(write("a.json", content))


def test_a_json_line_of_20_megabytes(write):
    path = write("a.jsonl", json.dumps({"text": "word " * 4_000_000}))
    start = time.perf_counter()
    assert len(read(path)[0].text) == 20_000_000
    assert time.perf_counter() - start < 5


# Parquet


def test_parquet(tmp_path):
    frame = pd.DataFrame(
        {
            "body": ["A", None],
            "published": pd.to_datetime(["2025-06-26", None]),
            "n": [1, 2],
            "publisher": ["X", "Y"],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    first, second = read(tmp_path / "a.parquet")
    assert (first.text, first.date, first.outlet, first.meta) == ("A", "2025-06-26", "X", {"n": 1})
    assert (second.text, second.date) == ("", None)


def test_parquet_that_is_none(write):
    with pytest.raises(FramingError, match="no Parquet file"):
        read(write("a.parquet", b"PAR1 and nothing more"))


# Tables among other files


def test_a_broken_table_among_articles_is_a_row(write):
    write("b.txt", "B")
    path = write("a.parquet", b"nothing").parent
    corpus = read(path)
    assert [a.readable for a in corpus] == [False, True]


def test_a_table_without_text_among_articles_is_passed_over(write):
    write("b.txt", "B")
    path = write("codes.csv", "code,n\n1,2\n").parent
    corpus = read(path)
    assert corpus.ids == ["b"]
    assert "codes.csv is not read as articles" in corpus.notes[0]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.json"])
def test_stream_of_a_table(tmp_path, name):
    frame = pd.DataFrame({"text": [f"text {i}" for i in range(1000)], "outlet": "X"})
    path = tmp_path / name
    {
        "a.csv": lambda: frame.to_csv(path, index=False),
        "a.jsonl": lambda: frame.to_json(path, orient="records", lines=True),
        "a.json": lambda: frame.to_json(path, orient="records"),
        "a.parquet": lambda: frame.to_parquet(path),
    }[name]()
    stream = read(path, stream=True)
    assert stream.is_stream
    assert list(stream) == list(stream) == list(read(path))
    assert stream.head(2).ids == ["a:1", "a:2"]


def test_stream_of_a_table_without_text_fails_at_once(write):
    with pytest.raises(FramingError, match="no column"):
        read(write("a.csv", "x,y\n1,2\n"), stream=True)


def test_reading_a_table_is_quick(write):
    row = json.dumps({"id": "a", "title": "T", "outlet": "X", "text": "word and more " * 160})
    path = write("a.jsonl", "\n".join([row] * 3000))
    start = time.perf_counter()
    read(path)
    assert time.perf_counter() - start < 3000 * 0.0005


# DataFrames


def test_frame_by_synonyms_index_and_missing_values():
    frame = pd.DataFrame(
        {
            "Content": ["A", None, float("nan")],
            "Source Name": ["X", pd.NA, "Z"],
            "pub-date": pd.to_datetime(["2025-06-26 10:00", None, "2025-06-27 00:00"]),
            "score": [0.5, None, 1.0],
        },
        index=["p", "q", "r"],
    )
    corpus = from_frame(frame)
    assert corpus.ids == ["p", "q", "r"]
    assert [a.text for a in corpus] == ["A", "", ""]
    assert [a.outlet for a in corpus] == ["X", None, "Z"]
    assert [a.date for a in corpus] == ["2025-06-26", None, "2025-06-27"]
    assert corpus[0].meta == {"time": "10:00:00", "score": 0.5}
    assert corpus[1].meta == {}


def test_frame_columns_by_name():
    frame = pd.DataFrame({"text": ["teaser"], "long": ["article"], "src": ["X"], "nr": [12.0]})
    article = from_frame(frame, text="long", outlet="src", id="nr")[0]
    assert (article.id, article.text, article.outlet) == ("12", "article", "X")
    assert article.meta == {"text": "teaser"}


@pytest.mark.parametrize(
    ("frame", "options", "said"),
    [
        (pd.DataFrame({"a": [1]}), {}, "the frame has no column"),
        (pd.DataFrame({"a": [1]}), {"text": "b"}, "text='b' is no column of the frame"),
        (["x"], {}, "type list, no DataFrame"),
    ],
)
def test_frame_errors(frame, options, said):
    with pytest.raises(FramingError, match=said):
        from_frame(frame, **options)


def test_frame_round_trip():
    frame = pd.DataFrame({"id": ["a"], "text": ["A"], "outlet": ["X"], "lean": ["left"]})
    corpus = from_frame(frame)
    again = from_frame(corpus.to_frame()[["article_id", "text", "outlet", "lean"]])
    assert list(again) == list(corpus)


def test_frame_of_arrow_strings_and_categories():
    frame = pd.DataFrame({"text": ["A", "B"], "outlet": pd.Categorical(["X", "Y"])})
    frame = frame.convert_dtypes(dtype_backend="pyarrow")
    assert [a.outlet for a in from_frame(frame)] == ["X", "Y"]


# Strings


def test_texts_of_every_shape():
    assert from_texts("One.").ids == ["text"]
    assert from_texts(["A", "B"]).ids == ["0", "1"]
    assert from_texts({"x": "A"})["x"].text == "A"
    assert from_texts(pd.Series(["A", None], index=["p", "q"])).ids == ["p", "q"]
    assert from_texts(["A", None, float("nan")])[2].text == ""
    assert from_texts([b"caf\xe9"])[0].text == "café"
    assert from_texts([b"\x89PNG"])[0].readable is False
    assert len(from_texts([])) == 0


@pytest.mark.parametrize("texts", [[3], 7, [["a"]], [{"text": "x"}]])
def test_texts_that_are_none(texts):
    with pytest.raises(FramingError, match="string"):
        from_texts(texts)


@given(st.text())
def test_any_string_is_an_article_of_the_same_length(text):
    assert len(from_texts(text)[0].text) == len(text)
