"""IRIs are stable, readable and legal: one that moves breaks other people's data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.iri import BASE, compact, digest, document, expand, mint, segment

# What RFC 3987 keeps out of an IRI, and what would end or split a path segment.
FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`/?#\[\]\u200e\u200f\u202a-\u202e\ud800-\udfff\ue000-\uf8ff]")

GOLDEN = [
    (mint("enterprise", "云溪机械公司"), "xzi:enterprise/云溪机械公司"),
    (mint("program", "云溪办"), "xzi:program/云溪办"),
    (mint("division", "330110"), "xzi:division/330110"),
    (mint("person", "王伟", "钱塘区"), "xzi:person/王伟@钱塘区"),
    (mint("event", "“夜云溪”生活节"), "xzi:event/“夜云溪”生活节"),
    (mint("enterprise", "A/B 公司"), "xzi:enterprise/A%2FB%20公司"),
    (mint("enterprise", "100%果汁"), "xzi:enterprise/100%25果汁"),
    (mint("unit", "家"), "xzi:unit/家"),
    (document("0f3a" * 16), "xzi:document/0f3a0f3a0f3a0f3a"),
    (digest("statement", "a", "b"), "xzi:statement/f04cdced9736a69d"),
]


@pytest.mark.parametrize(("minted", "pinned"), GOLDEN)
def test_iris_do_not_move(minted: str, pinned: str) -> None:
    assert minted == pinned


@given(st.text(max_size=20))
def test_a_segment_holds_nothing_forbidden(name: str) -> None:
    assert not FORBIDDEN.search(segment(name))


@given(st.text(max_size=20), st.text(max_size=20))
def test_every_iri_is_one_that_the_store_and_its_parsers_take(name: str, apart: str) -> None:
    full = expand(mint("person", name, apart))
    line = f"<{full}> <{full}> <{full}> ."
    assert [triple.subject for triple in parse(line, format=RdfFormat.N_TRIPLES)] == [NamedNode(full)]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
def test_different_names_have_different_iris(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@given(st.text(max_size=20))
def test_compact_undoes_expand(name: str) -> None:
    iri = mint("place", name)
    assert compact(expand(iri)) == iri
    assert compact(expand(iri, "https://example.org/"), "https://example.org/") == iri


def test_foreign_iris_are_left_alone() -> None:
    assert expand("https://example.org/a") == compact("https://example.org/a") == "https://example.org/a"
    assert expand("xzi:unit/家") == BASE + "unit/家"


def test_digests_depend_on_every_part_and_their_borders() -> None:
    assert len({digest("statement", *parts) for parts in (("a", "b"), ("ab",), ("b", "a"), ("a", "b", ""))}) == 4
