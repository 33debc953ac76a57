"""A SPARQL 1.1 Protocol request: what is asked, of which graphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve import body
from kg.serve.settings import Settings

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

# What may name a graph: nothing that a browser or a library might run or open.
_IRI = re.compile(r'(?:https?|urn):[^\x00-\x20<>"{}|\\^`]+', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: `kind` is query, update or nothing; `default` and `named` are graphs it names."""

    kind: str
    text: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str | None = None


async def read(request: Request, settings: Settings) -> Operation:
    """Return what a request asks for; raise HTTPException where it is none that the protocol knows."""
    address = body.form(request.scope["query_string"].decode("ascii", "replace"))
    if request.method in ("GET", "HEAD"):
        if body.values(address, "update"):
            raise HTTPException(400, "an update needs POST")
        return _query(address, body.single(address, "query"))
    kind = request.headers.get("content-type", "")
    if body.media_type(kind) not in (FORM, QUERY, UPDATE):
        raise HTTPException(415, f"POST takes {FORM}, {QUERY} or {UPDATE}, not {kind or 'a body without a type'}")
    data = await body.read(request, settings.body, settings.slow)
    text = body.text(data, kind)
    if body.media_type(kind) == FORM:
        return _form([*address, *body.form(text)])
    if body.values(address, "query") or body.values(address, "update"):
        raise HTTPException(400, "a query or update stands in the address and in the body; only one may")
    return _query(address, text) if body.media_type(kind) == QUERY else _update(address, text)


def _form(pairs: Sequence[tuple[str, str]]) -> Operation:
    query, update = body.single(pairs, "query"), body.single(pairs, "update")
    if (query is None) == (update is None):
        raise HTTPException(400, "one parameter, query or update, is needed")
    return _query(pairs, query) if update is None else _update(pairs, update)


def _query(pairs: Sequence[tuple[str, str]], text: str | None) -> Operation:
    if text is None:
        if pairs:
            raise HTTPException(400, "the parameter query is missing")
        return Operation("nothing")
    default, named = _graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri")
    return Operation("query", text, default, named, body.single(pairs, "format"))


def _update(pairs: Sequence[tuple[str, str]], text: str) -> Operation:
    return Operation("update", text, _graphs(pairs, "using-graph-uri"), _graphs(pairs, "using-named-graph-uri"))


def _graphs(pairs: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(checked(one) for one in body.values(pairs, name))


def checked(iri: str) -> str:
    """Return an absolute IRI that may name a graph, or refuse it."""
    if not _IRI.fullmatch(iri):
        raise HTTPException(400, f"{iri[:80]!r} names no graph: an absolute http, https or urn IRI is needed")
    return iri


def limits(settings: Settings) -> Mapping[str, Any]:
    """Return the limits of an answer as a request to a child holds them."""
    return {"rows": settings.limits.rows, "bytes": settings.limits.bytes}
