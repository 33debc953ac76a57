"""Officials and others, by the bodies that their posts are of."""

from __future__ import annotations

import pytest

from extract import post_types, posts
from ontology.record import MentionType
from tests.extract.marked import state_of


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("{A:青峰县妇联}主席{P:林景川}说。", MentionType.OFFICIAL),
        ("{A:县茶叶协会}会长{O:林景川}说。", MentionType.PERSON),
        ("{I:青峰二中}校长{O:林景川}说。", MentionType.PERSON),
        ("{D:鹭湾村}党支部书记{P:林景川}说。", MentionType.OFFICIAL),
        ("{D:鹭湾村}网格员{O:林景川}说。", MentionType.PERSON),
        ("{L:云溪高新区}管委会主任{P:林景川}说。", MentionType.OFFICIAL),
        ("{L:云溪市场}主任{O:林景川}说。", MentionType.PERSON),
        ("{G:县政协}委员、{E:恒越电气}董事长{P:林景川}说。", MentionType.OFFICIAL),
    ],
)
def test_a_person_is_what_the_posts_tell(marked: str, kind: MentionType) -> None:
    text, state = state_of(marked)
    post_types.settle(state, posts.find(text, state))
    assert state.mentions[-1].type is kind
    assert state.entities[state.mentions[-1].entity].type is kind


def test_who_has_no_post_stays_as_found() -> None:
    text, state = state_of("{O:林景川}和{P:顾北辰}来了。")
    assert not post_types.settle(state, posts.find(text, state))
    assert [m.type for m in state.mentions] == [MentionType.OFFICIAL, MentionType.PERSON]
