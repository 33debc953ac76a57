"""`make bench`: our speed as ratios against peers, all measured in this run, on this machine.

Absolute times mean little on a busy machine; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg
import pyoxigraph as ox
import rdflib

from extract import corpus, pipeline
from extract.state import Context
from kg import KnowledgeGraph
from kg.store import canonical_nquads, open_current
from ontology.iri import BASE
from ontology.namespace import prefixes

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "extract" / "model" / "corpus"
SAMPLES = ROOT / "samples"
QUERIES = {
    "look-up by label": 'SELECT ?s WHERE { ?s rdfs:label "安吉县"@zh }',
    "two-hop join": "SELECT ?a ?c WHERE { ?a xz:locatedIn ?b . ?b xz:partOf ?c }",
    "count by type": "SELECT ?t (COUNT(?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t",
    "path upwards": "SELECT ?a ?c WHERE { ?a xz:locatedIn/xz:partOf* ?c }",
    "figures over a bound": "SELECT ?f ?v WHERE { ?f xz:value ?v FILTER(?v > 1000000) } ORDER BY DESC(?v) LIMIT 20",
}


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the median seconds of a few rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def extraction(characters: int) -> None:
    """Compare the whole pipeline with `jieba.posseg` over the same articles."""
    articles = []
    for article in corpus.read(CORPUS):
        articles.append(article.text)
        if sum(map(len, articles)) >= characters:
            break
    size = sum(map(len, articles))
    nlp = pipeline.load()
    jieba.setLogLevel(60)
    jieba.posseg.lcut("预热")
    pipeline.analyse(nlp, articles[0], Context())
    peer = timed(lambda: [jieba.posseg.lcut(text) for text in articles])
    ours = timed(lambda: [pipeline.analyse(nlp, text, Context(place="安吉县")) for text in articles])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("pipeline, characters a second", f"{size / ours:,.0f}")
    say("jieba.posseg, characters a second", f"{size / peer:,.0f}")
    say("pipeline over jieba.posseg", f"{peer / ours:.2f}")
    say("peak memory of this process, jieba in it, MB", f"{peak:,.0f}")


def quads_of_samples(copies: int) -> bytes:
    """Return the graph of the samples `copies` times over, each copy with documents and entities of its own."""
    with tempfile.TemporaryDirectory() as folder:
        KnowledgeGraph.build([SAMPLES], Path(folder) / "g", metadata=SAMPLES / "metadata.csv").close()
        text = canonical_nquads(open_current(Path(folder) / "g")).decode()
    return "".join(text if n == 0 else text.replace(BASE, f"{BASE}{n}/") for n in range(copies)).encode()


def storage(copies: int) -> None:
    """Compare loading and queries with rdflib's parser, memory store and engine."""
    data = quads_of_samples(copies)
    count = data.count(b"\n")
    say("quads", f"{count:,}")
    dataset = rdflib.Dataset(default_union=True)
    theirs = timed(lambda: dataset.parse(data=data.decode(), format="nquads"), rounds=1)
    memory = ox.Store()
    in_memory = timed(lambda: fill(memory, data), rounds=1)
    with tempfile.TemporaryDirectory() as folder:
        disk = ox.Store(folder)
        on_disk = timed(lambda: fill(disk, data), rounds=1)
        say("loading, rdflib over us in memory / on disk", f"{theirs / in_memory:.1f} / {theirs / on_disk:.1f}")
        compare_queries(dataset, memory, disk)


def fill(store: ox.Store, data: bytes) -> None:
    """Load quads as a build does: each in its graph, and once in the union of all."""
    quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(both for q in quads for both in (q, ox.Quad(q.subject, q.predicate, q.object)))


def compare_queries(dataset: rdflib.Dataset, memory: ox.Store, disk: ox.Store) -> None:
    """Print the ratios of each query and their medians."""
    names = prefixes(BASE)
    ratios_memory, ratios_disk = [], []
    for name, query in QUERIES.items():
        theirs = timed(lambda q=query: list(dataset.query(q, initNs=names)), rounds=1)  # type: ignore[misc]
        ours = [timed(lambda s=s, q=query: list(ask(s, q, names))) for s in (memory, disk)]  # type: ignore[misc]
        ratios_memory.append(theirs / ours[0])
        ratios_disk.append(theirs / ours[1])
        say(f"{name}, rdflib over us in memory / on disk", f"{ratios_memory[-1]:.0f} / {ratios_disk[-1]:.0f}")
    medians = f"{statistics.median(ratios_memory):.0f} / {statistics.median(ratios_disk):.0f}"
    say("median of the queries, in memory / on disk", medians)


def ask(store: ox.Store, query: str, names: dict[str, str]) -> ox.QuerySolutions:
    """Run a query over the union of all graphs."""
    result = store.query(query, prefixes=names)
    assert isinstance(result, ox.QuerySolutions)
    return result


def say(what: str, value: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<56}{value:>20}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=60_000, help="size of the text to extract")
    parser.add_argument("--copies", type=int, default=40, help="how often the graph of the samples is repeated")
    args = parser.parse_args()
    extraction(args.characters)
    storage(args.copies)


if __name__ == "__main__":
    main()
