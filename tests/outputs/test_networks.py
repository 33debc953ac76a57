from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import Store, View
from outputs import WRITERS
from outputs.networks import clean, joined, plain, split
from tests.outputs.factory import small

HOSTILE = "a\x00\x0b\ud800|\\<&>\"'\u2028\U0001f600\ufffe"


class Odd:
    """A graph with the values that the formats cannot hold as they are."""

    view: View = Store.memory()

    def to_networkx(self) -> nx.MultiDiGraph:
        network = nx.MultiDiGraph()
        network.add_node("https://e/1", label=HOSTILE, type="Enterprise", aliases=["a|b", "c\\"], documents=None)
        network.add_node("https://e/2", label=None, type=None, aliases=None)
        for key in ("https://e/s1", "https://e/s2"):
            network.add_edge("https://e/1", "https://e/2", key=key, predicate="locatedIn", title=None, rule=HOSTILE)
        return network


def read(name: str, target: Path) -> nx.MultiDiGraph:
    if name == "graphml":
        return nx.read_graphml(target, force_multigraph=True)
    return nx.read_gexf(target)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_reads_back_equal(name: str, tmp_path: Path) -> None:
    graph = small(tmp_path)
    WRITERS[name](graph, tmp_path / "g")
    back, wanted = read(name, tmp_path / "g"), plain(graph.to_networkx())
    assert {node: values["label"] for node, values in back.nodes(data=True)} == dict(wanted.nodes(data="label"))
    assert {node: values["aliases"] for node, values in back.nodes(data=True)} == dict(wanted.nodes(data="aliases"))
    columns = ("predicate", "title", "confidence", "rule", "source_spans", "source_documents", "source_sentences")
    rows = [{(*ends, *(values[c] for c in columns)) for *ends, values in g.edges(data=True)} for g in (back, wanted)]
    assert rows[0] == rows[1]
    assert back.number_of_edges() == wanted.number_of_edges() > 0


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_control_characters_surrogates_none_and_lists_survive(name: str, tmp_path: Path) -> None:
    WRITERS[name](Odd(), tmp_path / "g")
    back = read(name, tmp_path / "g")
    assert back.nodes["https://e/1"]["label"] == clean(HOSTILE)
    assert split(back.nodes["https://e/1"]["aliases"]) == ["a|b", "c\\"]
    assert back.number_of_edges() == 2


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_edges_carry_source_span_rule_and_confidence(name: str, tmp_path: Path) -> None:
    WRITERS[name](small(tmp_path), tmp_path / "g")
    for _, _, values in read(name, tmp_path / "g").edges(data=True):
        assert values["source_documents"].startswith("https://")
        assert values["source_sentences"]
        assert values["rule"]
        assert values["confidence"] > 0


@given(st.lists(st.text(alphabet="ab|\\\n", max_size=4), min_size=1))
def test_joined_lists_split_again(items: list[str]) -> None:
    assert split(joined(items)) == items or items == [""]


@given(st.text())
def test_clean_text_is_xml(text: str) -> None:
    from xml.etree.ElementTree import Element, fromstring, tostring

    element = Element("a")
    element.text = clean(text)
    assert (fromstring(tostring(element)).text or "") == clean(text).replace("\r\n", "\n").replace("\r", "\n")
