"""What every request passes first: the name it calls us by, where it comes from, and how long it may take to arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nobody who reads our answers needs more for one piece of one.
_STALLED = 30.0

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests under foreign names (DNS rebinding) and from pages of other sites; cuts clients that stall."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _sending(send)
        headers = Headers(scope=scope)
        if hostname(headers.get("host", "")) not in self._names:
            await PlainTextResponse("this server is not called by that name\n", 421)(scope, receive, guarded)
        elif scope["method"] not in ("GET", "HEAD") and not self._own(headers.get("origin")):
            await PlainTextResponse("requests from pages of other sites are refused\n", 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _own(self, origin: str | None) -> bool:
        return origin is None or hostname(origin.rpartition("//")[2]) in self._names


def hostname(authority: str) -> str:
    """Return the name in `name:port` or `[::1]:port`, in lower case."""
    name = authority.lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if ":" in name else name


def _sending(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        async with asyncio.timeout(_STALLED):
            await send(message)

    return guarded
