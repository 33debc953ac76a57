"""What the shape of a graph tells: the middle, the groups, the course of time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import KnowledgeGraph, analysis
from ontology.errors import NotFoundError


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[KnowledgeGraph]:
    """Return the small graph."""
    with KnowledgeGraph.open(graph) as known:
        yield known


@pytest.mark.parametrize("measure", analysis.MEASURES)
def test_who_stands_between_others_is_more_central_than_who_stands_at_the_edge(
    opened: KnowledgeGraph, measure: str
) -> None:
    rank = [one.label for one, _ in opened.centrality(measure)]
    assert rank.index("春江街道") < rank.index("陆知远")
    (_, most), *others = opened.centrality(measure)
    assert all(0 <= value <= most <= 1 for _, value in others)


def test_an_unknown_measure_is_refused(opened: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="degree, betweenness, closeness"):
        opened.centrality("fame")


def test_communities_part_the_related_entities(opened: KnowledgeGraph) -> None:
    groups = opened.communities()
    named = [one.iri for group in groups for one in group]
    assert len(named) == len(set(named))
    assert groups == opened.communities()
    (home,) = (group for group in groups if any(one.label == "顾砚秋" for one in group))
    assert any(one.label == "杭州澄光新材料有限公司" for one in home)


def test_a_timeline_goes_forward_and_bears_its_evidence(opened: KnowledgeGraph) -> None:
    moments = opened.timeline("富阳区")
    assert [one.date for one in moments] == sorted(one.date for one in moments)
    assert {one.kind for one in moments} == {"post", "relation", "figure"}
    assert all(one.evidence for one in moments)


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("kind", ["documents", "entities", "relations", "posts", "figures", "milestones"])
def test_frames_hold_every_row(opened: KnowledgeGraph, kind: str, library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed")
    frame = opened.frame(kind, library=library)
    assert len(frame) == opened.counts()[kind]


def test_frames_of_another_kind_are_refused(opened: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="documents, entities"):
        opened.frame("rumours")
