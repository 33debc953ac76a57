"""Sources to a published graph: extract what is new, join names, make and judge quads, publish a new version.

`build` is a pure function of the sources, the extractor and the word lists: the order of the sources, what was built
before, and a build that was killed leave no trace in the result. Work is kept where it is dear: an extracted record
is on disk before the next document is read, and a document's graph is made again only if what it depends on changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg import search
from kg.cache import Cache
from kg.curation import Curation
from kg.published import Next, Published
from kg.sources import AnyItem, Extractor, Item, Progress, Sources
from kg.summary import Documents, Problem, Summary
from kg.versions import writing
from ontology.errors import GraphError
from ontology.iri import BASE

__all__ = ["Documents", "Extractor", "Item", "Problem", "Progress", "Summary", "build"]


def build(
    items: Iterable[AnyItem],
    extractor: Extractor[AnyItem],
    out: Path,
    *,
    progress: Progress | None = None,
    base: str = BASE,
    curation: Curation | None = None,
    processes: int = 1,
) -> Summary:
    """Make the graph in folder `out` the graph of just these sources, and return what was done.

    Raises GraphError where `out` cannot be written; what was published before is then still served. A source that
    cannot be read is a problem of the summary. `base` is the IRI under which entities stand; `curation` holds the
    decisions of people, which are replayed on what the texts give. The graph is the same whatever the number of
    `processes` that extract.
    """
    started = time.monotonic()
    report = progress if progress is not None else _silent
    decided = curation if curation is not None else Curation()
    with writing(out):
        sources = Sources(extractor, Cache(out))
        sources.collect(items, report, processes=processes)
        before = Published.read(out, base)
        if before is not None and before.made_of(sources.records, decided.digest):
            search.ensure(before.folder, before.view)
            done = before.summary(before.documents(), up_to_date=True)
        else:
            done = _publish(out, base, before, report, sources, decided)
    took = round(time.monotonic() - started, 3)
    return replace(done, problems=tuple(sources.problems), seconds=took)


def _publish(
    out: Path, base: str, before: Published | None, report: Progress, sources: Sources[AnyItem], curation: Curation
) -> Summary:
    try:
        return Next(out, base, before, report, curation).publish(sources)
    except (GraphError, RuntimeError) as error:
        # So the engine calls files that are damaged where opening them did not look.
        if before is None or "orruption" not in str(error):
            raise
        return Next(out, base, None, report, curation).publish(sources)


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""
