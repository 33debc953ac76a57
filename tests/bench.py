"""`make bench`: our speed as ratios against peers, all measured in this run, on this machine.

Absolute times mean little on a busy machine; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import io
import itertools
import os
import random
import re
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import jieba
import jieba.posseg
import rdflib

from extract import corpus, pipeline
from extract.state import Context
from kg import KnowledgeGraph, manifest, saved
from kg.store import CURRENT, STORE, VERSIONS, Store, canonical_nquads, current_version, open_current
from ontology.iri import BASE
from ontology.namespace import prefixes

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "extract" / "model" / "corpus"
# Articles with ten times as many figures: on these the pipeline has most to do and `jieba` least.
STATISTICS = CORPUS / "kept"
SAMPLES = ROOT / "samples"
# Where a name begins, and what stands there for the number of its copy.
NAME = re.compile(r'(> ")(?=(?:[^"\\]|\\.)*"@zh )')
MARK = "\ue000"
# A page of a newspaper has so many characters.
PAGE = 5_000

# What the saved queries are asked with; some answer more about another entity.
COMMON = {"entity": "安吉县", "one": "安吉县", "other": "浙江农林大学", "measure": "地区生产总值", "text": "书记"}
COMMON |= {"start": "2024-01-01", "end": "2025-12-31"}
ASKED = {
    "affiliated-with": "蓝鲸智能",
    "financed-by": "浙江云竹新材料科技有限公司",
    "joined-by": "沈知远",
    "posts-of": "沈知远",
    "where-is": "蓝鲸智能",
    "who-joined": "全县高质量发展大会",
}


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the median seconds of a few rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def spent(work: Callable[[str], object], text: str) -> float:
    """Return the processor seconds of some work on a text."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def extraction(characters: int) -> None:
    """Compare the pipeline with `jieba.posseg`, text by text in turn, so that both meet the same machine.

    On pages as long as those of newspapers, on single articles, and on such as are full of figures.
    """
    articles, counted = spread_over(CORPUS, characters), spread_over(STATISTICS, characters // 2)
    nlp = pipeline.load()
    jieba.setLogLevel(60)
    jieba.posseg.lcut("预热")
    pipeline.analyse(nlp, articles[0], Context())
    read = partial(pipeline.analyse, nlp, context=Context(place="安吉县"))
    for what, texts in (
        ("pages", list(pages(articles))),
        ("single articles", articles),
        ("pages full of figures", list(pages(counted))),
    ):
        # Every round goes over all texts, so that none is read twice in a row: one that was just read is read faster.
        rounds = [[(spent(jieba.posseg.lcut, text), spent(read, text)) for text in texts] for _ in range(3)]
        peer, ours = (sum(min(took[i] for took in of_text) for of_text in zip(*rounds, strict=True)) for i in (0, 1))
        size = sum(map(len, texts))
        say(f"{what} of {size // len(texts):,} characters: pipeline, characters a second", f"{size / ours:,.0f}")
        say(f"{what}: jieba.posseg, characters a second", f"{size / peer:,.0f}")
        say(f"{what}: pipeline over jieba.posseg", f"{peer / ours:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("peak memory of this process, jieba in it, MB", f"{peak:,.0f}")


def spread_over(folder: Path, characters: int) -> list[str]:
    """Return articles of a corpus of about so many characters, of all authors and lengths."""
    known = [article.text for article in corpus.read(folder)]
    return known[:: max(1, sum(map(len, known)) // characters)]


def pages(articles: Iterable[str]) -> Iterator[str]:
    """Yield articles put together to pages of a newspaper's length."""
    page = ""
    for text in articles:
        page += text + "\n"
        if len(page) >= PAGE:
            yield page
            page = ""


def building(files: int) -> None:
    """Compare a build after one of many files has changed with a build of that file alone."""
    with tempfile.TemporaryDirectory() as scratch:
        took = []
        for name, count in (("alone", 1), ("many", files)):
            news, out = Path(scratch) / name, Path(scratch) / f"{name}-graph"
            news.mkdir()
            for number in range(count):
                (news / f"{number:05}.txt").write_text(article(number), "utf-8")
            run("build", str(news), "--out", str(out), scratch=Path(scratch))
            changes = itertools.count(1)
            took.append(timed(lambda: change(news / "00000.txt", next(changes), out)))  # noqa: B023
        say(f"one file alone / one changed of {files:,}, seconds", " / ".join(f"{one:.2f}" for one in took))
        say("one changed over one alone", f"{took[1] / took[0]:.2f}")


def article(number: int) -> str:
    """Return an invented article with names of its own and names that many share."""
    some = random.Random(number)
    district = some.choice(("安吉县", "德清县", "长兴县", "富阳区", "临安区", "桐庐县", "越城区", "柯桥区", "嵊泗县"))
    firm = "".join(some.choice("澄云岚泓沐晟瀚霁昀珩筠禾蔚葳峤岑") for _ in range(3)) + some.choice(
        ("新材料", "能源", "食品")
    )
    person = some.choice("赵钱孙李周吴郑王") + some.choice("知景思行望舒") + some.choice("远明谦清和齐")
    year, money = 2020 + number % 5, some.randint(1, 90)
    value, growth = some.randint(100, 9000) / 10, some.randint(10, 99) / 10
    return (
        f"{district}召开企业座谈会\n\n昨天，{district}委书记{person}走访{firm}有限公司。"
        f"{year}年，{district}实现地区生产总值{value}亿元，同比增长{growth}%。"
        f"{firm}有限公司与{district}科技局签署合作协议，计划投资{money}亿元。这是第{number}次走访。\n"
    )


def change(file: Path, number: int, out: Path) -> None:
    """Change an article, and build again."""
    file.write_text(article(0) + f"会后又走访了{number}家企业。\n", "utf-8")
    run("build", str(file.parent), "--out", str(out), scratch=out.parent)


def run(*arguments: str, scratch: Path) -> None:
    """Run the command line as it is installed: compiled once."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
    program = str(Path(sys.executable).with_name("kg"))
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


def storage(copies: int, patience: int) -> None:
    """Compare loading, opening and the saved queries with rdflib's parser, memory store and engine."""
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch) / "samples", Path(scratch) / "graph"
        KnowledgeGraph.build([SAMPLES], source, metadata=SAMPLES / "metadata.csv").close()
        data = repeated(canonical_nquads(open_current(source)).decode(), copies)
        say("quads", format(data.count(b"\n"), ","))
        dataset, memory = rdflib.Dataset(default_union=True), Store.memory()
        theirs = timed(lambda: dataset.parse(data=data.decode(), format="nquads"), rounds=1)
        ours = [timed(lambda s=s: load(s, data), rounds=1) for s in (memory, Store.open(published(source, folder)))]  # type: ignore[misc]
        say("loading, rdflib over us in memory / on disk", " / ".join(f"{theirs / one:.1f}" for one in ours))
        opening(folder)
        with KnowledgeGraph.open(folder) as graph:
            compare_queries(graph, dataset, memory, patience)


def load(store: Store, data: bytes) -> None:
    """Load quads as `kg restore` does."""
    store.load_lines(io.BytesIO(data))
    store.flush()


def repeated(text: str, copies: int) -> bytes:
    """Return N-Quads `copies` times over, each copy with documents, entities and names of its own."""
    marked = NAME.sub(rf"\1{MARK}", text)
    more = (marked.replace(BASE, f"{BASE}{n}/").replace(MARK, f"{n}·") for n in range(1, copies))
    return (text + "".join(more)).encode()


def published(source: Path, folder: Path) -> Path:
    """Make `folder` a graph folder like `source`, and return where its store belongs."""
    version = current_version(source)
    target = folder / VERSIONS / version.name
    target.mkdir(parents=True)
    for path in (folder / CURRENT, target / manifest.NAME):
        path.write_bytes((source / path.relative_to(folder)).read_bytes())
    return target / STORE


def opening(folder: Path) -> None:
    """Print how long a graph takes to open, and `kg show` as a whole: process, imports and all."""
    say("opening, seconds", f"{timed(lambda: KnowledgeGraph.open(folder).close(), rounds=5):.3f}")
    for name in ("安吉县", "沈知远"):
        took = timed(lambda: run("show", str(folder), name, scratch=folder.parent), rounds=7)  # noqa: B023
        say(f"kg show {name}, whole process, seconds", f"{took:.3f}")


class LateError(BaseException):  # rdflib takes any Exception in a filter for a filter that fails
    """The peer took longer than we wait."""


def compare_queries(graph: KnowledgeGraph, dataset: rdflib.Dataset, memory: Store, patience: int) -> None:
    """Print the ratio of each saved query and their medians; where rdflib does not end in time, the least it can be."""
    signal.signal(signal.SIGALRM, late)
    ratios_memory, ratios_disk = [], []
    for name, query in sorted(saved.builtin().items()):
        given = COMMON | ({"entity": ASKED[name]} if name in ASKED else {})
        wanted = {one.name: given[one.name] for one in query.parameters if one.required}
        text = query.bind(graph, (), wanted)
        theirs, ended = patiently(lambda q=text: list(dataset.query(q, initNs=prefixes(BASE))), patience)
        ours = [timed(lambda s=s, q=text: list(s.query(q))) for s in (memory, graph.view)]
        ratios_memory.append(theirs / ours[0])
        ratios_disk.append(theirs / ours[1])
        most = "" if ended else ">"
        say(
            f"{name}, rdflib over us in memory / on disk",
            f"{most}{ratios_memory[-1]:.0f} / {most}{ratios_disk[-1]:.0f}",
        )
    medians = f"{statistics.median(ratios_memory):.0f} / {statistics.median(ratios_disk):.0f}"
    say("median of the saved queries, in memory / on disk", medians)


def patiently(work: Callable[[], object], patience: int) -> tuple[float, bool]:
    """Return how many seconds it took, and whether it ended before we lost patience."""
    start = time.perf_counter()
    signal.alarm(patience)
    try:
        work()
    except LateError:
        return patience, False
    finally:
        signal.alarm(0)
    return time.perf_counter() - start, True


def late(*_: object) -> None:
    """Break off what runs."""
    raise LateError


def say(what: str, value: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<56}{value:>20}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=60_000, help="size of the text to extract")
    parser.add_argument("--copies", type=int, default=243, help="how often the graph of the samples is repeated")
    parser.add_argument("--files", type=int, default=10_000, help="files of which one changes")
    parser.add_argument("--patience", type=int, default=10, help="seconds that rdflib has for a query")
    parser.add_argument("--only", choices=("extraction", "storage", "building"), help="leave out the other parts")
    args = parser.parse_args()
    if args.only in (None, "extraction"):
        extraction(args.characters)
    if args.only in (None, "storage"):
        storage(args.copies, args.patience)
    if args.only in (None, "building"):
        building(args.files)


if __name__ == "__main__":
    main()
