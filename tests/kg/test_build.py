"""From sources to a published graph."""

from __future__ import annotations

import fcntl
import os
import signal
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg import manifest
from kg.build import build
from kg.store import UNION, canonical_nquads, current_manifest, current_version, open_current
from kg.summary import Problem
from ontology.errors import GraphError, InputError
from ontology.record import Record
from tests.kg import factory
from tests.kg.building import changed, corpus, digest, fresh, run
from tests.kg.factory import Extractor, Item


def test_the_summary_counts_what_the_graph_holds(tmp_path: Path) -> None:
    summary = run(factory.small(), tmp_path / "g")
    assert (summary.documents.new, summary.documents.total) == (3, 3)
    assert summary.entities["Enterprise"] == 2
    assert summary.entities["Official"] == 1
    assert summary.relations["partnersWith"] == 1
    assert summary.figures == 5
    assert summary.triples == len(open_current(tmp_path / "g"))
    assert (summary.quarantined, summary.problems, summary.up_to_date) == (0, (), False)


def test_names_are_joined_across_documents(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    pattern = "?f xz:about ?firm ; xz:text '12件' . ?firm rdfs:label '杭州澄光新材料有限公司'@zh"
    assert open_current(tmp_path / "g").query(f"ASK {{ {pattern} }}")


def test_divisions_come_with_those_above_them(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    graph = "GRAPH xzi:graph\\/divisions { ?d xz:partOf ?city . ?city xz:partOf ?province }"
    assert open_current(tmp_path / "g").query(f'ASK {{ {graph} ?province rdfs:label "浙江省"@zh }}')


def test_indicators_and_units_have_names(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    pattern = "?f xz:indicator ?i ; xz:unit ?u . ?i skos:prefLabel '地区生产总值'@zh . ?u rdfs:label '元'@zh"
    assert open_current(tmp_path / "g").query(f"ASK {{ {pattern} }}")


def test_a_second_run_does_no_work(tmp_path: Path) -> None:
    first, again = Extractor(), Extractor()
    items = [Item(record) for record in factory.small()]
    one = build(items, first, tmp_path / "g")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "g").rglob("*")}
    two = build(items, again, tmp_path / "g")
    assert (len(first.done), again.done) == (3, [])
    assert two.up_to_date
    assert (two.version, two.entities, two.documents.unchanged) == (one.version, one.entities, 3)
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "g").rglob("*")}


def test_only_what_is_new_is_extracted(tmp_path: Path) -> None:
    run(factory.small()[:2], tmp_path / "g")
    extractor = Extractor()
    build([Item(record) for record in factory.small()], extractor, tmp_path / "g")
    assert extractor.done == ["news/market.txt"]


def test_another_version_of_the_extractor_reads_everything_again(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    extractor = Extractor()
    extractor.version = "test-2"
    build([Item(record) for record in factory.small()], extractor, tmp_path / "g")
    assert len(extractor.done) == 3


ECONOMY, FIRM, MARKET = factory.small()
VILLAGE = factory.record("白鹭湾村通车。", [factory.entity("DISTRICT", "白鹭湾村")], source="d.txt")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([ECONOMY, changed(FIRM), MARKET], id="a file changed"),
        pytest.param([ECONOMY, MARKET], id="a file removed"),
        pytest.param([ECONOMY, FIRM, MARKET, VILLAGE], id="a file added"),
        pytest.param([MARKET], id="most removed"),
        pytest.param([replace(ECONOMY, source="moved.txt"), FIRM, MARKET], id="a file moved"),
        pytest.param([], id="all removed"),
    ],
)
def test_an_incremental_build_equals_a_full_one(after: list[Record], tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    summary = run(after, tmp_path / "g")
    assert digest(tmp_path / "g") == fresh(after, tmp_path / "fresh")
    assert summary.triples == len(open_current(tmp_path / "g"))


def test_one_change_among_many_leaves_no_trace(tmp_path: Path) -> None:
    run(corpus(12), tmp_path / "g")
    after = [changed(corpus(12)[0]), *corpus(12)[2:], factory.economy()]
    summary = run(after, tmp_path / "g")
    assert digest(tmp_path / "g") == fresh(after, tmp_path / "fresh")
    assert summary.triples == len(open_current(tmp_path / "g"))
    view = open_current(tmp_path / "g")
    plain = {(quad.subject, quad.predicate, quad.object) for quad in view.quads()}
    assert plain == {(quad.subject, quad.predicate, quad.object) for quad in view.quads(graph=UNION)}


def test_the_summary_tells_new_changed_and_removed_apart(tmp_path: Path) -> None:
    one, two, three = factory.small()
    run([one, two], tmp_path / "g")
    documents = run([changed(two), three], tmp_path / "g").documents
    assert (documents.new, documents.changed, documents.unchanged, documents.removed) == (1, 1, 0, 1)


def test_there_and_back_is_the_same_version(tmp_path: Path) -> None:
    version = run(factory.small(), tmp_path / "g").version
    assert run(factory.small()[:1], tmp_path / "g").version != version
    assert run(factory.small(), tmp_path / "g").version == version


def test_the_order_of_the_sources_does_not_matter(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "a")
    run(factory.small()[::-1], tmp_path / "b")
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert current_version(tmp_path / "a").name == current_version(tmp_path / "b").name


def test_one_text_in_two_files_is_one_document(tmp_path: Path) -> None:
    firm = factory.firm()
    summary = run([firm, replace(firm, source="copy.txt")], tmp_path / "g")
    assert summary.documents.duplicates == (("news/firm.txt", "copy.txt"),)
    assert summary.documents.total == 1
    assert run([firm, replace(firm, source="copy.txt")], tmp_path / "g").up_to_date


def test_two_versions_are_kept(tmp_path: Path) -> None:
    for count in (1, 2, 3):
        run(factory.small()[:count], tmp_path / "g")
    kept = {path.name for path in (tmp_path / "g" / "versions").iterdir()}
    assert len(kept) == 2
    assert current_version(tmp_path / "g").name in kept


def test_records_of_gone_versions_are_dropped(tmp_path: Path) -> None:
    for records in (factory.small(), factory.small()[:1], factory.small()[:2]):
        run(records, tmp_path / "g")
    assert len(list((tmp_path / "g" / "records").iterdir())) == 2


def test_what_fails_validation_is_counted_and_kept_in_quarantine(tmp_path: Path) -> None:
    record = factory.economy()
    first, *rest = record.figures
    summary = run([replace(record, figures=(replace(first, kind="dream"), *rest))], tmp_path / "g")
    assert (summary.figures, summary.quarantined) == (1, 1)
    assert "the kind is actual, target or limit" in {english for _, english in summary.reasons}
    inside = (
        "?f prov:wasDerivedFrom ?d ; xz:quarantineReason ?why ; rdf:value ?triples FILTER(CONTAINS(?triples, 'dream'))"
    )
    view = open_current(tmp_path / "g")
    assert view.query(f"ASK {{ GRAPH xzi:graph\\/quarantine {{ {inside} }} }}")
    assert not view.query("ASK { ?f a xz:Figure ; xz:kind 'dream' }")


def test_quarantine_empties_when_its_cause_is_gone(tmp_path: Path) -> None:
    record = factory.economy()
    bad = replace(record, figures=(replace(record.figures[0], kind="dream"),))
    build([Item(bad, "bad"), Item(factory.firm())], Extractor(), tmp_path / "g")
    run([record, factory.firm()], tmp_path / "g")
    assert digest(tmp_path / "g") == fresh([record, factory.firm()], tmp_path / "fresh")


def test_quarantine_stays_while_other_documents_change(tmp_path: Path) -> None:
    record = factory.economy()
    bad = replace(record, figures=(replace(record.figures[0], kind="dream"),))
    run([bad, FIRM], tmp_path / "g")
    assert run([bad, MARKET], tmp_path / "g").quarantined == 1
    assert digest(tmp_path / "g") == fresh([bad, MARKET], tmp_path / "fresh")


def test_another_base_is_another_graph(tmp_path: Path) -> None:
    items = [Item(record) for record in factory.small()]
    build(items, Extractor(), tmp_path / "g", base="https://example.org/id/")
    view = open_current(tmp_path / "g")
    assert view.base == "https://example.org/id/"
    assert view.query("ASK { xzi:person\\/陆知远 xz:holdsPostIn ?d }")
    assert b"https://w3id.org/xianzhi/id/" not in canonical_nquads(view)


# ---- what goes wrong


@dataclass(frozen=True)
class Unreadable:
    path: str = "news/blank.txt"
    key: str = "0"


class Refusing(Extractor):
    def extract(self, item: Item) -> Record:
        if item.path == "news/blank.txt":
            raise InputError("news/blank.txt is empty")
        return super().extract(item)


def test_a_bad_source_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    items = [Item(factory.firm()), Unreadable()]
    summary = build(items, Refusing(), tmp_path / "g")  # type: ignore[arg-type]
    assert summary.problems == (Problem("news/blank.txt", "news/blank.txt is empty"),)
    assert summary.documents.total == 1
    assert build(items, Refusing(), tmp_path / "g").problems == summary.problems  # type: ignore[arg-type]


def test_a_record_that_makes_no_graph_is_a_problem(tmp_path: Path) -> None:
    summary = run([replace(factory.firm(), sha256="none")], tmp_path / "g")
    assert "sha256" in summary.problems[0].message


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("…")
    with pytest.raises(GraphError, match="not empty and holds no graph"):
        run(factory.small(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("…")
    with pytest.raises(GraphError, match="cannot write"):
        run(factory.small(), tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphError, match="Permission denied"):
        run(factory.small(), tmp_path / "g")


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    with (tmp_path / "g" / ".xianzhi").open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(GraphError, match="another build is writing"):
            run(factory.small()[:1], tmp_path / "g")
    assert run(factory.small()[:1], tmp_path / "g").documents.removed == 2


def test_a_damaged_version_is_built_anew(tmp_path: Path) -> None:
    whole = fresh(factory.small(), tmp_path / "g")
    (current_version(tmp_path / "g") / "store" / "CURRENT").write_text("nonsense")
    extractor = Extractor()
    build([Item(record) for record in factory.small()], extractor, tmp_path / "g")
    assert digest(tmp_path / "g") == whole
    assert extractor.done == []


def test_a_graph_of_another_format_is_built_anew(tmp_path: Path) -> None:
    whole = fresh(factory.small(), tmp_path / "g")
    (current_version(tmp_path / "g") / manifest.NAME).write_text('{"format": 0}')
    run(factory.small(), tmp_path / "g")
    assert digest(tmp_path / "g") == whole


def test_a_damaged_record_is_extracted_again(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    for path in (tmp_path / "g" / "records").iterdir():
        path.write_text('{"source": ')
    (current_version(tmp_path / "g") / manifest.NAME).unlink()
    extractor = Extractor()
    build([Item(record) for record in factory.small()], extractor, tmp_path / "g")
    assert len(extractor.done) == 3
    assert digest(tmp_path / "g") == fresh(factory.small(), tmp_path / "fresh")


class Failing(Extractor):
    """An extractor that is interrupted at its second source."""

    def extract(self, item: Item) -> Record:
        if len(self.done) == 1:
            raise KeyboardInterrupt
        return super().extract(item)


def test_an_interrupted_build_keeps_what_it_read_and_what_is_served(tmp_path: Path) -> None:
    served = fresh(factory.small()[:1], tmp_path / "g")
    more = [changed(record) for record in factory.small()]
    with pytest.raises(KeyboardInterrupt):
        build([Item(record) for record in more], Failing(), tmp_path / "g")
    assert digest(tmp_path / "g") == served
    extractor = Extractor()
    build([Item(record) for record in more], extractor, tmp_path / "g")
    assert extractor.done == ["news/market.txt"]
    assert digest(tmp_path / "g") == fresh(more, tmp_path / "fresh")


def test_the_manifest_names_every_document(tmp_path: Path) -> None:
    run(factory.small(), tmp_path / "g")
    found = current_manifest(tmp_path / "g")
    assert sorted(entry.path for entry in found.documents.values()) == sorted(one.source for one in factory.small())
    assert manifest.Manifest.from_json(found.to_json()) == found


# ---- in several processes


def test_several_processes_make_the_same_graph(tmp_path: Path) -> None:
    items = [Item(record) for record in corpus(20)]
    told: list[tuple[str, int, int]] = []
    summary = build(items, Extractor(), tmp_path / "g", processes=2, progress=lambda *step: told.append(step))
    assert (summary.documents.new, summary.problems) == (20, ())
    assert [step for step in told if step[0] == "extract"] == [("extract", count, 20) for count in range(1, 21)]
    assert digest(tmp_path / "g") == fresh(corpus(20), tmp_path / "one")


def test_a_bad_source_is_a_problem_in_another_process_too(tmp_path: Path) -> None:
    items = [Item(factory.firm()), Unreadable(), Item(replace(factory.market(), sha256="none"))]
    summary = build(items, Refusing(), tmp_path / "g", processes=2)  # type: ignore[arg-type]
    blank, market = summary.problems
    assert (blank.path, blank.message) == ("news/blank.txt", "news/blank.txt is empty")
    assert (market.path, "sha256" in market.message) == ("news/market.txt", True)


class Dying(Extractor):
    """An extractor whose process is killed, as by want of memory."""

    def extract(self, item: Item) -> Record:
        if item.path == "009.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(item)


def test_a_process_that_dies_is_a_clear_error_and_what_was_read_is_kept(tmp_path: Path) -> None:
    items = [Item(record) for record in corpus(40)]
    served = fresh(corpus(1), tmp_path / "g")
    with pytest.raises(GraphError, match="fewer processes"):
        build(items, Dying(), tmp_path / "g", processes=2)
    assert digest(tmp_path / "g") == served
    assert run(corpus(40), tmp_path / "g").documents.total == 40
