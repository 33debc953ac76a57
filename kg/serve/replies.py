"""Run a request in the pool and turn what comes back into an HTTP response."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from kg.serve.pool import Busy, Pool, Reply
from ontology.errors import GraphError, LimitError

_PIECE = 64 * 1024


async def run(pool: Pool, request: Mapping[str, Any]) -> Reply:
    """Return the reply to a request that went well; raise HTTPException for any other."""
    out = tempfile.NamedTemporaryFile(prefix="kg-answer-")  # noqa: SIM115 - closed by whoever gets the reply
    try:
        reply = await pool.run({**request, "out": out.name}, out)
        if "error" in reply.header:
            raise HTTPException(reply.header["status"], reply.header["error"])
    except BaseException as error:
        out.close()
        if isinstance(error, Busy):
            raise HTTPException(503, "all workers are busy; try again later", {"retry-after": "5"}) from None
        if isinstance(error, (LimitError, GraphError)):
            raise HTTPException(503, str(error)) from None
        raise
    return reply


def marks(reply: Reply) -> dict[str, str]:
    """Return the headers that say of which version an answer is, and whether there is more."""
    headers = {"x-graph-version": reply.version, "vary": "accept"}
    if reply.header.get("truncated"):
        headers["x-truncated"] = f"rows={reply.header['rows']}"
    return headers


def stream(reply: Reply, media_type: str, *, head: bool = False) -> Response:
    """Return the answer as a response that is read from its file piece by piece."""
    size = reply.body.seek(0, 2)
    reply.body.seek(0)
    headers = {**marks(reply), "content-type": media_type, "content-length": str(size)}
    if head:
        reply.body.close()
        return Response(headers=headers)
    return StreamingResponse(_pieces(reply.body), headers=headers)


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    with body:
        while piece := body.read(_PIECE):
            yield piece


def content(reply: Reply) -> bytes:
    """Return the answer as bytes, for a page."""
    with reply.body as body:
        body.seek(0)
        return body.read()
