"""Builds of invented records, and what they come to: shared by the tests of building."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.build import build
from kg.store import canonical_nquads, open_current
from kg.summary import Summary
from ontology.record import Record
from tests.kg import factory
from tests.kg.factory import Extractor, Item


def run(records: Iterable[Record], out: Path) -> Summary:
    return build([Item(record) for record in records], Extractor(), out)


def digest(out: Path) -> str:
    return hashlib.sha256(canonical_nquads(open_current(out))).hexdigest()


def fresh(records: Iterable[Record], folder: Path) -> str:
    """Return the digest of a graph built of these records from nothing."""
    run(records, folder)
    return digest(folder)


def changed(record: Record) -> Record:
    """Return what the same file says after a correction: another text, so another document."""
    assert record.text is not None
    text = record.text.replace("昨天", "前天").replace("走访", "走进")
    return replace(record, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def corpus(count: int) -> list[Record]:
    """Return `count` documents, each with names of its own and names that all share."""
    made = []
    for number in range(count):
        text = f"澄光新材与第{number}农场在富阳区签约。昨天，第{number}农场由沈{number}秋创办。"
        made.append(
            factory.record(
                text,
                [
                    factory.entity("DISTRICT", "富阳区", id=factory.FUYANG),
                    factory.entity("ENTERPRISE", "澄光新材"),
                    factory.entity("ENTERPRISE", f"第{number}农场"),
                    factory.entity("PERSON", f"沈{number}秋"),
                ],
                [
                    factory.relation("澄光新材", "partnersWith", f"第{number}农场", "签约"),
                    factory.relation(f"沈{number}秋", "founded", f"第{number}农场", "创办"),
                ],
                source=f"{number:03}.txt",
                place="浙江省杭州市富阳区",
            )
        )
    return made
