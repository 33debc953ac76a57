"""A record survives JSON unchanged, and whatever is no record is refused with one clear line."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import RecordError
from ontology.record import PREDICATES, Entity, Figure, Mention, MentionType, Record, Relation

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
offsets = st.integers(0, 10**7)
numbers = st.one_of(st.integers(-(10**15), 10**15), st.decimals(-(10**9), 10**9, places=2)).map(
    lambda n: Decimal(str(n))
)
maybe = st.none() | numbers
chances = st.floats(0, 1).map(lambda number: round(number, 4))
types = st.sampled_from(MentionType)
mentions = st.builds(Mention, offsets, offsets, names, types, names, names, chances)
entities = st.builds(Entity, names, types, names, st.lists(names, max_size=3).map(tuple))
relations = st.builds(
    Relation, names, st.sampled_from(PREDICATES), names, offsets, offsets, names, chances, title=names
)
figures = st.builds(
    Figure,
    about=st.none() | names,
    indicator=names,
    value=maybe,
    unit=names,
    qualifier=names,
    period=st.tuples(names, names),
    change=maybe,
    kind=names,
    text=names,
    start=offsets,
    end=offsets,
    rule=names,
    confidence=chances,
    change_basis=names,
    upper_value=maybe,
    rank=st.none() | st.integers(1, 500),
    rank_scope=names,
    condition=names,
)
records = st.builds(
    Record,
    source=names,
    sha256=names,
    title=names,
    date=names,
    publisher=names,
    url=names,
    place=names,
    authors=st.lists(names, max_size=2).map(tuple),
    origins=st.dictionaries(names, names, max_size=2),
    mentions=st.lists(mentions, max_size=2).map(tuple),
    entities=st.lists(entities, max_size=2).map(tuple),
    relations=st.lists(relations, max_size=2).map(tuple),
    figures=st.lists(figures, max_size=2).map(tuple),
)


@given(records)
def test_a_record_survives_json(record: Record) -> None:
    line = record.to_json()
    assert "\n" not in line
    assert Record.from_json(line) == record
    assert Record.from_json(line).to_json() == line


def test_the_text_stays_out_of_the_json_and_can_be_given_back() -> None:
    record = Record("a.txt", "00", text="云溪区")
    assert "云溪" not in record.to_json()
    assert Record.from_json(record.to_json(), text="云溪区") == record


def test_the_names_are_those_of_the_contract() -> None:
    figure = Figure(
        "xzi:division/990102", "常住人口", Decimal("120000"), "人", "exact", ("", "2024-12-31"), None, "actual",
        "12万人", 3, 7, "figure", 0.9, change_basis="yearOnYear", rank=2, rank_scope="全市",
    )  # fmt: skip
    body = json.loads(Record("a.txt", "00", figures=(figure,)).to_json())["figures"][0]
    assert body["value"] == 120000 and body["period"] == ["", "2024-12-31"] and body["change"] is None
    assert {"changeBasis", "upperValue", "rankScope"} <= body.keys()


def test_decimals_are_read_exactly() -> None:
    line = Record("a.txt", "00").to_json().replace('"figures": []', '"figures": [%s]')
    figure = (
        '{"about": null, "indicator": "产量", "value": 0.1, "unit": "吨", "qualifier": "exact", "period": ["", ""], '
        '"change": -8.41, "kind": "actual", "text": "0.1吨", "start": 0, "end": 4, "rule": "r", "confidence": 1}'
    )
    read = Record.from_json(line % figure).figures[0]
    assert (read.value, read.change) == (Decimal("0.1"), Decimal("-8.41"))


MENTION = '{"start": 0, "end": 3, "text": "云溪区", "type": "DISTRICT", "entity": "xzi:division/990102"}'
SHORT = '{"source": "a.txt", "sha256": "00", "mentions": []}'


def test_rule_and_confidence_of_a_mention_may_be_left_out() -> None:
    record = Record.from_json(SHORT.replace("[]", f"[{MENTION}]"))
    assert record.mentions[0].confidence == 1.0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "not list"),
        ("null", "not NoneType"),
        ('{"source": "a.txt"}', "incomplete record"),
        ('{"source": "a.txt", "sha256": "00", "colour": 1}', "unknown field 'colour' in record"),
        ('{"source": "a.txt", "sha256": "00", "mentions": ["云溪区"]}', "a mention is a JSON object"),
        ('{"source": "a.txt", "sha256": "00", "mentions": [{"start": 0}]}', "bad mention"),
        (SHORT.replace("[]", f"[{MENTION}]").replace("DISTRICT", "TOWN"), "TOWN"),
        ('{"source": "a.txt", "sha256": "00", "entities": [{"id": "x", "name": "y"}]}', "unknown field 'name'"),
        ('{"source": "a.txt", "sha256": "00", "figures": [{"value": "much"}]}', "bad figure"),
    ],
)
def test_what_is_no_record_is_refused_in_one_line(line: str, message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        Record.from_json(line)
    assert "\n" not in str(caught.value)
