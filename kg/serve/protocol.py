"""The SPARQL endpoint: queries, updates for who has the token, and the service description."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg import gate
from kg.serve import description, formats, replies, requests, using
from kg.serve.pool import Pool
from kg.serve.requests import Operation
from kg.serve.settings import Settings
from ontology.errors import QueryError


class Endpoint:
    """Answers requests to `/sparql`."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        operation = await requests.read(request, self._settings)
        if operation.kind == "query":
            return await self._query(request, operation)
        if operation.kind == "update":
            return await self._update(request, operation)
        return description.respond(request, self._settings)

    async def _query(self, request: Request, operation: Operation) -> Response:
        try:
            checked = gate.check(operation.text)
        except QueryError as error:
            raise HTTPException(400, str(error)) from None
        offered = formats.of_form(checked.form)
        form = _format(operation.format, request.headers.get("accept", ""), offered)
        task = {
            "op": "query",
            "query": checked.text,
            "dataset": checked.dataset,
            "default": operation.default,
            "named": operation.named,
            "url": address(request),
            "format": form,
            **requests.limits(self._settings),
        }
        reply = await replies.run(self._pool, task)
        return replies.stream(reply, offered[form], head=request.method == "HEAD")

    async def _update(self, request: Request, operation: Operation) -> Response:
        authorize(request, self._settings)
        try:
            gate.check_update(operation.text)
            text = using.rewrite(operation.text, operation.default, operation.named)
        except QueryError as error:
            raise HTTPException(400, str(error)) from None
        reply = await replies.run(self._pool, {"op": "update", "update": text, "url": address(request)})
        reply.body.close()
        return PlainTextResponse("done\n", headers={"x-graph-version": reply.version})


def authorize(request: Request, settings: Settings) -> None:
    """Let pass who may change the graph; refuse all others, and everybody where the server only reads."""
    if settings.token is None:
        raise HTTPException(403, "this server only reads; changes need kg serve --writable")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = token.strip().encode("utf-8", "replace")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given, settings.token.encode()):
        raise HTTPException(401, "changes need the token: Authorization: Bearer …", {"www-authenticate": "Bearer"})


def address(request: Request) -> str:
    """Return the address of a request without its query: relative IRIs are resolved against it."""
    return str(request.url.replace(query="", fragment=""))


def _format(named: str | None, accept: str, offered: Mapping[str, str]) -> str:
    if named is not None:
        if named not in offered:
            raise HTTPException(406, f"this query has no format {named[:40]!r}; there is {', '.join(offered)}")
        return named
    chosen = formats.choose(accept, offered)
    if chosen is None:
        raise HTTPException(406, f"none of the types asked for is offered; there is {', '.join(offered.values())}")
    return chosen
