"""The Graph Store Protocol: whole graphs by their IRI, at `/store?graph=IRI`, `/store?default` or `/store/PATH`."""

from __future__ import annotations

import email
import secrets
from collections.abc import Sequence
from email.message import Message
from typing import Any
from urllib.parse import urljoin

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serve import body, formats, replies, requests
from kg.serve.pool import Pool
from kg.serve.protocol import address, authorize
from kg.serve.settings import Settings

_UPLOAD = ("PUT", "POST")
_REASONS = {200: "done\n", 201: "made\n"}


class GraphStore:
    """Answers requests to `/store` and to what lies below it."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if request.method in ("GET", "HEAD"):
            return await self._get(request)
        authorize(request, self._settings)
        made = request.method == "POST" and _collection(request)
        graph = f"{address(request).rstrip('/')}/{secrets.token_hex(8)}" if made else _graph(request)
        task: dict[str, Any] = {
            "op": "graph",
            "method": request.method,
            "graph": graph,
            "url": graph or address(request),
        }
        if request.method in _UPLOAD:
            task["parts"] = await self._parts(request)
        reply = await replies.run(self._pool, task)
        reply.body.close()
        status = reply.header["status"]
        headers = {"x-graph-version": reply.version, **({"location": graph} if made and graph else {})}
        return PlainTextResponse(_REASONS.get(status, ""), status, headers)

    async def _get(self, request: Request) -> Response:
        chosen = formats.choose(request.headers.get("accept", ""), formats.GRAPHS)
        if chosen is None:
            raise HTTPException(406, f"a graph comes as {', '.join(formats.GRAPHS.values())}")
        task = {"op": "graph", "method": "GET", "graph": _graph(request), "format": chosen}
        reply = await replies.run(self._pool, task)
        return replies.stream(reply, formats.GRAPHS[chosen], head=request.method == "HEAD")

    async def _parts(self, request: Request) -> list[dict[str, str]]:
        """Return the documents of an upload, each with its format."""
        kind = request.headers.get("content-type", "")
        data = await body.read(request, self._settings.upload, self._settings.slow * 6)
        if body.media_type(kind) != "multipart/form-data":
            return [_part(kind, data)]
        whole = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + data.lstrip(b"\r\n"))
        parts = whole.get_payload()
        if not whole.is_multipart() or not isinstance(parts, list):
            raise HTTPException(400, "the body is no multipart/form-data")
        return [_part(one.get("content-type", ""), _decoded(one)) for one in parts if isinstance(one, Message)]


def _part(kind: str, data: bytes) -> dict[str, str]:
    form = formats.UPLOADS.get(body.media_type(kind))
    if form is None:
        raise HTTPException(415, f"a graph is read as text/turtle or application/n-triples, not as {kind or 'nothing'}")
    return {"format": form, "data": body.text(data, kind)}


def _decoded(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _collection(request: Request) -> bool:
    return not request.path_params.get("path") and not request.scope["query_string"]


def _graph(request: Request) -> str | None:
    """Return the IRI of the graph that a request is about, None for the default graph."""
    pairs: Sequence[tuple[str, str]] = body.form(request.scope["query_string"].decode("ascii", "replace"))
    if request.path_params.get("path") and not pairs:
        return requests.checked(address(request))
    named, default = body.single(pairs, "graph"), body.values(pairs, "default")
    if (named is None) == (not default) or len(pairs) != 1:
        raise HTTPException(400, "which graph? ?graph=IRI, ?default, or its own address")
    return None if named is None else requests.checked(urljoin(address(request), named))
