"""Whether a person is an official, as far as the posts tell that were found: by the bodies that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.posts_held import MASS
from extract.state import FoundRelation, State
from ontology.record import MentionType

_PEOPLE = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
# What somebody is in a village or town who leads nobody there.
_NO_POST = re.compile(r"网格|社工|志愿|居民|村民|代表|户$|医|教师|老师|传承人|能手|带头人|工人|农民|经理|负责人|老板")
_ZONE = re.compile(r"管委会|党工委|管理局|管理委员会")


def settle(state: State, posts: Iterable[FoundRelation]) -> bool:
    """Make those officials who have a public post, and those none who have only others; say whether any changed."""
    public: dict[str, bool] = {}
    for post in posts:
        public[post.subject] = public.get(post.subject, False) or _is_public(post, state)
    changed = set()
    for key, is_public in public.items():
        kind = MentionType.OFFICIAL if is_public else MentionType.PERSON
        person = state.entities[key]
        if person.type in _PEOPLE and person.type is not kind:
            person.type = kind
            changed.add(key)
    state.mentions = [
        replace(m, type=state.entities[m.entity].type) if m.entity in changed else m for m in state.mentions
    ]
    return bool(changed)


def _is_public(post: FoundRelation, state: State) -> bool:
    body = state.entities[post.object]
    if body.type is MentionType.GOVERNMENT:
        return True
    if body.type is MentionType.DISTRICT:
        return _NO_POST.search(post.title) is None
    if body.type is MentionType.PLACE:
        return _ZONE.search(post.title) is not None
    return body.type is MentionType.ASSOCIATION and MASS.search(body.label) is not None
