"""`kg build`: files to a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.common import err, out, say

if TYPE_CHECKING:
    from extract.metadata import Table
    from kg.summary import Summary

SpacyModel = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A spaCy pipeline, installed or in a folder, that finds persons, places and organisations beside ours.",
        show_default=False,
    ),
]

_STAGES = {"extract": "读取与抽取 extracting", "validate": "校验 validating"}


def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs.", show_default=False)],
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the graph.", show_default=False)],
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Table of the documents: path, date, title, publisher, url, place."),
    ] = None,
    curation: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Decisions of people about the graph.",
            show_default="curation.yaml in the first folder of PATH...",
        ),
    ] = None,
    spacy_model: SpacyModel = None,
    processes: Annotated[
        int, typer.Option(metavar="N", min=1, help="Processes that extract, each with a pipeline of its own.")
    ] = 1,
) -> None:
    """Extract the news in PATH... and make DIR their graph; only what has changed is done again."""
    with progress() as report:
        summary = build_graph(
            paths,
            folder,
            metadata=metadata,
            curation=curation,
            spacy_model=spacy_model,
            processes=processes,
            report=report,
        )
    from kg.commands.summary import show

    show(summary, out())
    for conflict in summary.conflicts:
        say(f"warning: {conflict.path}: {conflict.message}")
    for problem in summary.problems:
        say(f"error: {about(problem.path, problem.message)}")
    if summary.problems:
        raise typer.Exit(2)


def build_graph(
    paths: Sequence[str | Path],
    folder: Path,
    *,
    metadata: Path | None = None,
    curation: Path | None = None,
    spacy_model: str | None = None,
    processes: int = 1,
    report: Callable[[str, int, int], None] | None = None,
) -> Summary:
    """Extract the files behind `paths`, write the graph to `folder`, and return what was done.

    Raises InputError for a path that does not exist and GraphError for a folder that cannot be written; a file that
    cannot be read is a problem in the summary. `curation` is the file of decisions; without it, one beside the sources
    is looked for. `spacy_model` names a spaCy pipeline that finds names beside ours; raises MissingExtraError where
    there is none. The graph is the same for any number of `processes`.
    """
    from extract import Extractor
    from kg import curation as decisions
    from kg.build import build as publish

    extractor = Extractor(None if metadata is None else table(metadata), spacy_model=spacy_model)
    sources = extractor.items(paths, skipped=skip)
    where = decisions.find(Path(paths[0]), curation) if paths else curation
    decided = None if where is None else decisions.load(where)
    done = publish(sources, extractor, folder, progress=report, curation=decided, processes=processes)
    remembered = where if where is not None else decisions.beside(Path(paths[0])) if paths else None
    if remembered is not None:
        decisions.remember(folder, remembered)
    return done


def table(path: Path) -> Table:
    """Return a metadata table, and say on stderr what of it is passed over."""
    from extract.metadata import load_table

    found = load_table(path)
    for warning in found.warnings:
        say(f"warning: {warning}")
    return found


def skip(path: Path) -> None:
    """Say that a file of a folder is not read."""
    say(f"skipped: {path}: only .txt and .md are read")


def about(path: str, message: str) -> str:
    """Return a message that names the file it is about."""
    return message if path in message else f"{path}: {message}"


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on stderr, where that is a terminal, while the block tells how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = err()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {name: bar.add_task(label, total=None, visible=False) for name, label in _STAGES.items()}

        def report(stage: str, done: int, total: int) -> None:
            if stage in tasks:
                bar.update(tasks[stage], completed=done, total=total, visible=True)

        yield report
