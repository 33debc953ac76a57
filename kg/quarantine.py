"""What failed validation in a version: a file of its own, because readers of the graph need nothing of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.quads import text_literal
from kg.versions import write
from ontology.iri import expand
from ontology.namespace import QUARANTINE, XZ, resolve

NAME = "quarantine.jsonl"

Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A node that failed validation: its IRI, the reasons in Chinese and English, its triples as N-Triples lines."""

    node: str
    reasons: tuple[Reason, ...]
    triples: tuple[str, ...]


# What was set aside, by document (compact IRI); only documents of which something was.
Quarantine = Mapping[str, tuple[Rejected, ...]]


def quads(quarantine: Quarantine, *, base: str) -> Iterator[ox.Quad]:
    """Yield the graph of what failed: every node with its reasons, its document, and its triples as text.

    As text, because queries read the union of all graphs: a figure that failed must not be found as a figure.
    """
    graph = ox.NamedNode(expand(QUARANTINE, base))
    for document, rejected in sorted(quarantine.items()):
        origin = ox.NamedNode(expand(document, base))
        for one in rejected:
            node = ox.NamedNode(one.node)
            triples = "".join(f"{line} .\n" for line in one.triples)
            yield ox.Quad(node, ox.NamedNode(resolve("prov:wasDerivedFrom")), origin, graph)
            yield ox.Quad(node, ox.NamedNode(resolve("rdf:value")), text_literal(triples), graph)
            for chinese, english in one.reasons:
                for text, language in ((chinese, "zh"), (english, "en")):
                    yield ox.Quad(node, ox.NamedNode(XZ.quarantineReason), text_literal(text, language), graph)


def count(quarantine: Quarantine) -> int:
    """Return how many nodes were set aside."""
    return sum(len(rejected) for rejected in quarantine.values())


def reasons(quarantine: Quarantine) -> dict[Reason, int]:
    """Return how many nodes were set aside for each reason, the most frequent first."""
    found = Counter(reason for rejected in quarantine.values() for one in rejected for reason in one.reasons)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def save(version: Path, quarantine: Quarantine) -> None:
    """Write the file of a version."""
    lines = (
        json.dumps([document, one.node, one.reasons, one.triples], ensure_ascii=False)
        for document, rejected in sorted(quarantine.items())
        for one in rejected
    )
    write(version / NAME, "".join(f"{line}\n" for line in lines))


def load(version: Path) -> Quarantine:
    """Read the file of a version; raise OSError or ValueError where it is missing or damaged."""
    found: dict[str, tuple[Rejected, ...]] = {}
    for line in (version / NAME).read_text("utf-8").split("\n")[:-1]:
        document, node, why, triples = json.loads(line)
        one = Rejected(node, tuple((zh, en) for zh, en in why), tuple(triples))
        found[document] = (*found.get(document, ()), one)
    return found
