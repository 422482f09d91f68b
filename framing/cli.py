"""The command line: ``framing report`` and its siblings.

Exit codes: 0 done; 1 done, but some articles failed; 2 wrong usage or nothing done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from framing import __version__
from framing.commands import (
    NOTHING_DONE,
    SOME_FAILED,
    check_writable,
    finish,
    grouping_columns,
    labelled,
    read_corpus,
    score_corpus,
)
from framing.errors import FramingError

__all__ = ["main"]

_TRAINERS = {
    "boilerplate": "framing.cleaning.training",
    "hedging": "framing.measures.hedging.training",
    "loaded": "framing.measures.loaded.training",
    "stance": "framing.measures.stance.training",
    "frames": "framing.measures.frames.training",
    "reference": "framing.norming",
}

path_argument = click.argument("path", required=False, type=click.Path(path_type=Path))
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress bar.")


def _guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the library's errors into one line and exit code 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except FramingError as error:
            click.echo(f"framing: {error}", err=True)
            sys.exit(NOTHING_DONE)
        except BrokenPipeError:
            sys.exit(NOTHING_DONE)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="framing")
def main() -> None:
    """Measure how news articles frame their subject, and compare outlets.

    \b
    Example:
      framing report --sample --out report
    """


def scoring_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every scoring command has."""
    options = [
        click.option("--sample", is_flag=True, help="Use the sample corpus that is shipped."),
        click.option(
            "--targets",
            default="",
            help='Whom stance is measured toward: "NATO,Ukraine=Kyiv|Zelensky", or auto.',
        ),
        click.option("--measures", default="", help="Only these, separated by commas."),
        click.option(
            "--lexicon",
            "lexicons",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A word list of your own (.tsv, .dic, .csv, .json, .txt); may be repeated.",
        ),
        click.option("--text-column", default=None, help="Column of the text, for CSV and alike."),
        click.option("--workers", default=1, show_default=True, type=click.IntRange(1)),
        click.option(
            "--backend",
            type=click.Choice(["linear", "neural"]),
            default="linear",
            show_default=True,
            help="Where probabilities come from; neural needs the extra of that name.",
        ),
        quiet_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command


by_option = click.option(
    "--by",
    multiple=True,
    help="Column to compare by, or several: outlet,month. Also year, quarter, month, week, day, "
    "target, segment. Default: outlet, where known.",
)
voice_option = click.option(
    "--voice",
    type=click.Choice(["own", "reported", "quoted", "all"]),
    default="own",
    show_default=True,
    help="Whose words count.",
)
segment_option = click.option(
    "--segment",
    type=click.Choice(["all", "headline", "lead", "body"]),
    default="all",
    show_default=True,
    help="Which part of the articles counts.",
)
reference_option = click.option(
    "--reference", default=None, help="Compare with this group instead of the rest."
)


@main.command()
@path_argument
@scoring_options
@by_option
@voice_option
@segment_option
@reference_option
@click.option(
    "--keep-boilerplate/--no-keep-boilerplate",
    default=None,
    help="Score also with the residue left in, to show what cleaning changed; takes twice as "
    "long. Default: only for the sample.",
)
@click.option("-o", "--out", default="report", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--templates/--no-templates",
    default=True,
    help="Take lines that recur across an outlet's articles as its template.",
)
@click.option("--title", default=None, help="Title of the page.")
@_guarded
def report(
    path: Path | None,
    by: tuple[str, ...],
    out: Path,
    title: str | None,
    voice: str,
    segment: str,
    reference: str | None,
    keep_boilerplate: bool | None,
    **options: Any,
) -> None:
    """Score articles, compare outlets, and write charts, tables and one HTML page.

    \b
    Example:
      framing report articles/ --by outlet --targets "NATO,Ukraine=Kyiv|Zelensky" --out report
      framing report articles.csv --by lean,year --segment headline
    """
    from framing.reporting import report as write_report

    check_writable(out)
    twice = options["sample"] if keep_boilerplate is None else keep_boilerplate
    scores = score_corpus(path, keep_boilerplate=twice, **options)
    page = write_report(
        scores, by=grouping_columns(by, scores), out=out, title=title, voice=voice, segment=segment,
        reference=reference,
    )  # fmt: skip
    finish(scores, f"report: {page}")


@main.command()
@path_argument
@scoring_options
@click.option("-o", "--out", default="scores", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["parquet", "csv", "jsonl"]),
    default="parquet",
    show_default=True,
)
@click.option(
    "--detail",
    type=click.Choice(["scores", "units", "evidence"]),
    default="evidence",
    show_default=True,
)
@click.option("--keep-boilerplate", is_flag=True, help="Also score with the residue left in.")
@click.option("--templates/--no-templates", default=False, help="Learn each outlet's template.")
@click.option("--wide", is_flag=True, help="Also write wide.csv: a row an article.")
@_guarded
def score(
    path: Path | None, out: Path, format_: str, wide: bool, templates: bool, **options: Any
) -> None:
    """Score articles and save the tables.

    \b
    Example:
      framing score articles.csv --text-column body --out scores --format csv
    """
    check_writable(out)
    scores = score_corpus(path, templates=templates, **options)
    scores.save(out, format_)
    if wide:
        scores.wide.to_csv(out / "wide.csv")
    finish(scores, f"scores: {out}")


@main.command()
@path_argument
@click.option("--sample", is_flag=True, help="Use the sample corpus that is shipped.")
@click.option("--labels", is_flag=True, help="Print every line with its kind instead.")
@click.option("-o", "--out", default=None, type=click.Path(path_type=Path), help="Folder to fill.")
@click.option("--text-column", default=None, help="Column of the text, for CSV and alike.")
@_guarded
def clean(
    path: Path | None, sample: bool, labels: bool, out: Path | None, text_column: str | None
) -> None:
    """Take the boilerplate out of articles.

    \b
    Example:
      framing clean article.txt
      framing clean articles/ --out cleaned
    """
    from framing.cleaning import clean as cleaned

    corpus = read_corpus(path, sample, text_column)
    if out is not None:
        check_writable(out)
        out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for article in corpus:
        failed += not article.readable
        text = labelled(article.text) if labels else cleaned(article.text)
        if out is None:
            click.echo(text)
        else:
            name = Path(article.id.replace("/", "_")).stem or "article"
            (out / f"{name}.txt").write_text(text + "\n", encoding="utf-8", errors="replace")
    if failed:
        click.echo(f"framing: {failed} articles could not be read", err=True)
        sys.exit(SOME_FAILED)


@main.command()
@click.argument("name", metavar="NAME")
@click.argument("path", metavar="SCORES", required=False, type=click.Path(path_type=Path))
@click.option("--kind", default=None, help="The same as NAME, for 'framing chart SCORES'.")
@by_option
@click.option("--measure", default=None, help="Which measure, for charts of one.")
@click.option("--target", default=None, help="Which target, for measures that have some.")
@click.option("--group", default=None, help="Which group, for keyness and contributions.")
@click.option("--voice", type=click.Choice(["own", "reported", "quoted", "all"]), default=None)
@click.option("--segment", type=click.Choice(["all", "headline", "lead", "body"]), default=None)
@reference_option
@click.option("--width", type=float, default=None, help="In mm: 84 for one column, 174 for two.")
@click.option("--title", default=None, help="Above the chart.")
@click.option("-o", "--out", default=None, type=click.Path(path_type=Path), help="PNG, SVG or PDF.")
@_guarded
def chart(
    name: str,
    path: Path | None,
    kind: str | None,
    by: tuple[str, ...],
    out: Path | None,
    **options: Any,
) -> None:
    """Draw a chart of saved scores.

    NAME is one of profile, profile_grid, stance, hedging_stance, boilerplate, frames, speakers,
    speakers_by_target, sourcing, timeline, keyness, contributions, article_map, before_after.

    \b
    Example:
      framing chart stance scores/ --by outlet --out stance.png
      framing chart timeline scores/ --by outlet,month --measure loaded.sentences
      framing chart keyness scores/ --group "The Herald" --width 174
    """
    from framing import charts
    from framing.drawing import draw_chart
    from framing.scores import Scores

    wanted, folder = _chart_and_folder(name, path, kind)
    target = out or Path(f"{wanted}.png")
    scores = Scores.load(folder)
    given = {key: value for key, value in options.items() if value is not None}
    charts.save(draw_chart(wanted, scores, grouping_columns(by, scores), **given), target)
    click.echo(f"chart: {target}")


def _chart_and_folder(name: str, path: Path | None, kind: str | None) -> tuple[str, Path]:
    """Tell the chart from the scores: both are named, or the scores alone and the chart by kind."""
    from framing.drawing import CHARTS

    wanted, folder = (name, path) if path is not None else (kind or "profile", Path(name))
    if path is None and kind is None and name in CHARTS and not folder.exists():
        raise FramingError(f"the chart {name} needs the folder of saved scores: {name} scores/")
    if wanted not in CHARTS:
        raise FramingError(f"{wanted!r} is no chart; there are: {', '.join(CHARTS)}")
    return wanted, folder


@main.command()
@click.argument("name", required=False)
@_guarded
def lexicons(name: str | None) -> None:
    """List the word lists, or show the card of one.

    \b
    Example:
      framing lexicons
      framing lexicons hedging
    """
    from framing.lexicon import Lexicon, available

    if name is not None:
        click.echo(Lexicon.load(name).card())
        return
    for each in available():
        lexicon = Lexicon.load(each)
        click.echo(f"{each:14} {len(lexicon):6,} entries  {', '.join(lexicon.categories)}")


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--unit", default="unit", show_default=True, help="Column of the thing coded.")
@click.option("--coder", default="coder", show_default=True, help="Column that names the coder.")
@click.option("--label", default="label", show_default=True, help="Column of the code given.")
@click.option(
    "--level",
    type=click.Choice(["nominal", "ordinal", "interval"]),
    default="nominal",
    show_default=True,
)
@_guarded
def agree(path: Path, unit: str, coder: str, label: str, level: str) -> None:
    """Measure how far coders (people, or the library) agree, with intervals.

    \b
    Example (a CSV with the columns unit, coder, label):
      framing agree codes.csv --level nominal
    """
    import pandas as pd

    from framing.comparing.agreement import agreement

    if not path.is_file():
        raise FramingError(f"{str(path)!r} is no file; give a CSV of codes")
    table = agreement(pd.read_csv(path), unit=unit, coder=coder, label=label, level=level)
    click.echo(table.to_string(index=False, float_format=lambda v: f"{v:.3f}", na_rep=""))


@main.command()
@click.argument("name", type=click.Choice(list(_TRAINERS)))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Benchmark folder.")
@click.option("-o", "--out", default=None, type=click.Path(path_type=Path), help="Where to save.")
@click.option(
    "--out-of-fold", default=None, type=click.Path(path_type=Path), help="Save these too."
)
@_guarded
def train(name: str, data: Path, out: Path | None, out_of_fold: Path | None) -> None:
    """Train a shipped classifier, or compute the reference, again; same data, same bytes.

    \b
    Example:
      framing train stance --data bench --out models
    """
    from importlib import import_module

    if not data.is_dir():
        raise FramingError(f"{str(data)!r} is no folder; give the benchmark data")
    figures = import_module(_TRAINERS[name]).train(data, out=out, oof=out_of_fold)
    for key, value in figures.items():
        click.echo(f"{key}: {value:.4f}" if isinstance(value, float) else f"{key}: {value}")
