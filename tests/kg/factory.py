"""One-call builders of extraction records with invented content, and a small graph folder made of them.

    from tests.kg.factory import small_graph
    folder = small_graph(tmp_path)          # a published graph of three documents; `kg.store.open_current(folder)`

Every firm, person and event here is made up; the divisions are real, because their codes are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from ontology import iri
from ontology.record import KIND, Entity, Figure, Mention, MentionType, Milestone, Record, Relation

FUYANG = "xzi:division/330111"
HANGZHOU = "xzi:division/330100"
CHUNJIANG = "xzi:division/330111002"


def entity(kind: str, label: str, *aliases: str, id: str = "") -> Entity:  # noqa: A002 - the field's name
    """Return an entity; its IRI is minted from its name unless `id` says otherwise."""
    of = MentionType(kind)
    return Entity(id or iri.mint(KIND[of], label), of, label, aliases)


def relation(
    subject: str, predicate: str, object_: str, said: str, *, title: str = "", confidence: float = 0.9
) -> Relation:
    """Return a relation between two names; `said` is the printed phrase, found in the text by `record`."""
    return Relation(subject, predicate, object_, 0, len(said), said, confidence, title)


def figure(
    about: str | None,
    indicator: str,
    text: str,
    value: str | None = None,
    unit: str = "",
    *,
    change: str | None = None,
    period: tuple[str, str] = ("", ""),
    kind: str = "actual",
    qualifier: str = "exact",
    rank: int | None = None,
) -> Figure:
    """Return a figure about a named entity; `text` is the printed phrase, found in the text by `record`."""
    number = None if value is None else Decimal(value)
    growth = None if change is None else Decimal(change)
    basis = "" if change is None else "yearOnYear"
    return Figure(
        about, indicator, number, unit, qualifier, period, growth, kind, text, 0, len(text), "figures.clause", 0.9,
        change_basis=basis, rank=rank,
    )  # fmt: skip


def milestone(about: str, stage: str, text: str, said: str, period: tuple[str, str], kind: str = "actual") -> Milestone:
    """Return a stage in the life of a named entity; `said` is the printed phrase, found in the text by `record`."""
    return Milestone(about, stage, period, kind, text, 0, len(said), said, 0.9)


def record(
    text: str,
    entities: Iterable[Entity] = (),
    relations: Iterable[Relation] = (),
    figures: Iterable[Figure] = (),
    milestones: Iterable[Milestone] = (),
    *,
    source: str = "a.txt",
    title: str = "",
    date: str = "",
    place: str = "",
    publisher: str = "",
) -> Record:
    """Return the record of `text`: a mention wherever a name of an entity stands, ends of relations by name."""
    known = tuple(entities)
    ids = {entity.label: entity.id for entity in known}
    return Record(
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        date=date,
        place=place,
        publisher=publisher,
        mentions=tuple(_mentions(text, known)),
        entities=known,
        relations=tuple(_place(text, ids, one) for one in relations),
        figures=tuple(_locate(text, ids, one) for one in figures),
        milestones=tuple(_stand(text, ids, one) for one in milestones),
        text=text,
    )


def _mentions(text: str, entities: Iterable[Entity]) -> Iterable[Mention]:
    names = [(name, entity) for entity in entities for name in (entity.label, *entity.aliases)]
    taken: set[int] = set()
    for name, of in sorted(names, key=lambda item: (-len(item[0]), item[0])):
        start = text.find(name)
        while start >= 0:
            span = range(start, start + len(name))
            if taken.isdisjoint(span):
                taken.update(span)
                yield Mention(start, start + len(name), name, of.type, of.id, "test.name")
            start = text.find(name, start + 1)


def _place(text: str, ids: dict[str, str], one: Relation) -> Relation:
    start = text.index(one.rule)
    end = start + len(one.rule)
    ends = (ids.get(one.subject, one.subject), ids.get(one.object, one.object))
    return Relation(ends[0], one.predicate, ends[1], start, end, "test.said", one.confidence, one.title)


def _stand(text: str, ids: dict[str, str], one: Milestone) -> Milestone:
    start = text.index(one.rule)
    about, end = ids.get(one.about, one.about), start + len(one.rule)
    return replace(one, about=about, rule="test.said", start=start, end=end)


def _locate(text: str, ids: dict[str, str], one: Figure) -> Figure:
    start = text.index(one.text)
    values = {name: getattr(one, name) for name in Figure.__slots__}
    about = None if one.about is None else ids.get(one.about, one.about)
    return Figure(**{**values, "about": about, "start": start, "end": start + len(one.text)})


def economy() -> Record:
    """Return a report on a year's figures, with the district's secretary."""
    text = (
        "富阳区召开经济工作会议\n\n2024年，富阳区实现地区生产总值1060.5亿元，同比增长5.2%；新增高新技术企业150家。"
        "区委书记陆知远在会上说，今年要继续实施“春江焕新”行动。\n"
    )
    year, ahead = ("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31")
    return record(
        text,
        [
            entity("DISTRICT", "富阳区", "富阳", id=FUYANG),
            entity("OFFICIAL", "陆知远"),
            entity("PROGRAM", "“春江焕新”行动"),
        ],
        [
            relation("陆知远", "position", "富阳区", "区委书记陆知远", title="区委书记"),
            relation("富阳区", "launched", "“春江焕新”行动", "今年要继续实施“春江焕新”行动"),
        ],
        [
            figure("富阳区", "地区生产总值", "1060.5亿元", "106050000000", "CNY", change="5.2", period=year),
            figure("富阳区", "新增高新技术企业数", "150家", "150", "家", period=year),
        ],
        [milestone("“春江焕新”行动", "started", "实施", "今年要继续实施“春江焕新”行动", ahead, "target")],
        source="news/economy.txt",
        title="富阳区召开经济工作会议",
        date="2025-01-08",
        place="浙江省杭州市富阳区",
        publisher="富春晨报",
    )


def firm() -> Record:
    """Return a report on a firm that has moved in, with its founder and its lender."""
    text = (
        "澄光新材落户春江街道\n\n昨天，杭州澄光新材料有限公司在富阳区春江街道开工。公司由顾砚秋创办，"
        "富春江农商银行向澄光新材发放贷款3000万元。陆知远出席开工仪式。\n"
    )
    return record(
        text,
        [
            entity("DISTRICT", "富阳区", "富阳", id=FUYANG),
            entity("DISTRICT", "春江街道", "富阳区春江街道", id=CHUNJIANG),
            entity("ENTERPRISE", "杭州澄光新材料有限公司", "澄光新材"),
            entity("ENTERPRISE", "富春江农商银行"),
            entity("PERSON", "顾砚秋"),
            entity("PERSON", "陆知远"),
        ],
        [
            relation("杭州澄光新材料有限公司", "locatedIn", "春江街道", "杭州澄光新材料有限公司在富阳区春江街道开工"),
            relation("春江街道", "partOf", "富阳区", "富阳区春江街道"),
            relation("顾砚秋", "founded", "杭州澄光新材料有限公司", "公司由顾砚秋创办"),
            relation("富春江农商银行", "finances", "杭州澄光新材料有限公司", "富春江农商银行向澄光新材发放贷款"),
        ],
        [figure("杭州澄光新材料有限公司", "贷款金额", "3000万元", "30000000", "CNY")],
        source="news/firm.txt",
        title="澄光新材落户春江街道",
        date="2025-03-02",
        place="浙江省杭州市富阳区",
        publisher="富春晨报",
    )


def market() -> Record:
    """Return a report that uses short names for what the others write in full."""
    text = (
        "服务企业再加力\n\n富阳区市场监管局走访澄光新材，帮助企业申报专利12件，超过去年全年。"
        "该局与富春江农商银行签署合作协议，最高给予每家企业500万元授信。\n"
    )
    return record(
        text,
        [
            entity("DISTRICT", "富阳区", "富阳", id=FUYANG),
            entity("GOVERNMENT", "富阳区市场监管局"),
            entity("ENTERPRISE", "澄光新材"),
            entity("ENTERPRISE", "富春江农商银行"),
        ],
        [relation("富阳区市场监管局", "partnersWith", "富春江农商银行", "与富春江农商银行签署合作协议")],
        [
            figure("澄光新材", "专利申请量", "12件", "12", "件"),
            figure("富春江农商银行", "授信额度", "500万元", "5000000", "CNY", kind="limit", qualifier="upTo"),
        ],
        source="news/market.txt",
        title="服务企业再加力",
        date="2025-04-18",
        place="浙江省杭州市富阳区",
        publisher="富春晨报",
    )


def small() -> list[Record]:
    """Return the three records of the small graph."""
    return [economy(), firm(), market()]


@dataclass(frozen=True, slots=True)
class Item:
    """A source as `kg.build` takes it, with the record that extracting it gives."""

    record: Record
    salt: str = ""

    @property
    def key(self) -> str:
        """The digest of the text, as a real source has it."""
        return self.record.sha256 + self.salt

    @property
    def path(self) -> str:
        """The path of the source."""
        return self.record.source


class Extractor:
    """An extractor that hands out ready records and counts its work."""

    version = "test-1"

    def __init__(self) -> None:
        """Start with nothing done."""
        self.done: list[str] = []

    def extract(self, item: Item) -> Record:
        """Return the item's record."""
        self.done.append(item.path)
        return item.record


def small_graph(folder: Path) -> Path:
    """Build the small graph in a new folder under `folder` and return its path."""
    from kg.build import build

    out = folder / "graph"
    build([Item(one) for one in small()], Extractor(), out)
    return out
