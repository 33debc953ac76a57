"""Which pairs of mentions are looked at, and what is seen of them."""

from __future__ import annotations

import numpy as np

from extract import pair_features
from extract.surroundings import Surroundings
from tests.extract.marked import label, state_of


def looked_at(marked: str) -> list[tuple[str, str]]:
    around = Surroundings(*state_of(marked))
    pairs = pair_features.read(around)
    if pairs is None:
        return []
    names = [label(around.state, found.entity) for found in around.named]
    return sorted((names[a], names[b]) for a, b in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))


def seen(marked: str) -> set[int]:
    """Return the features of the first pair of a text."""
    pairs = pair_features.read(Surroundings(*state_of(marked)))
    assert pairs is not None
    return set(pairs.table[:, 0].tolist())


def test_things_that_cannot_be_related_are_not_looked_at() -> None:
    assert looked_at("{P:陈远}和{P:林舟}使用{R:“智造通”平台}。") == [
        ("林舟", "“智造通”平台"),
        ("陈远", "“智造通”平台"),
    ]


def test_two_things_are_looked_at_only_where_they_are_nearest() -> None:
    assert len(looked_at("{E:恒越电气}来到{L:云溪工业园}。" * 6)) == 3


def test_sentences_far_from_each_other_are_not_looked_at_together() -> None:
    assert looked_at("{E:恒越电气}投产。天晴。风大。无雨。有云。{L:云溪工业园}开园。") == []


def test_a_list_between_two_names_does_not_part_them() -> None:
    listed = "、".join(f"{{P:{surname}远}}" for surname in "陈林周吴郑王冯褚卫蒋沈韩杨")
    assert ("陈远", "春茶节") in looked_at(f"{listed}出席{{V:春茶节}}。")


def test_the_words_around_a_list_are_those_of_each_in_it() -> None:
    texts = ("落户", "、{E:蓝晶科技}落户", "、{E:蓝晶科技}离开")
    alone, listed, other = (seen(f"{{E:恒越电气}}{words}{{L:青峰科创园}}。") for words in texts)
    assert len(alone & listed) > len(alone & other)


def test_verbs_inside_names_are_not_between_them() -> None:
    with_verb = seen("{E:恒越电气}参加{V:春茶节}。")
    assert len(with_verb & seen("{E:恒越电气}参加{V:秋茶节}。")) > len(with_verb & seen("{E:恒越电气}告别{V:秋茶节}。"))


def test_a_text_with_fewer_than_two_names_has_no_pairs() -> None:
    assert pair_features.read(Surroundings(*state_of("天晴。"))) is None
    assert pair_features.read(Surroundings(*state_of("{E:恒越电气}投产。"))) is None


def test_all_pairs_have_as_many_features() -> None:
    pairs = pair_features.read(Surroundings(*state_of("{E:恒越电气}、{E:蓝晶科技}落户{L:青峰科创园}。")))
    assert pairs is not None
    assert pairs.table.shape[1] == len(pairs.first) == len(pairs.second) == len(pairs.apart)
    assert np.all(pairs.table >= 0)
