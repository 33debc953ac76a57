"""uvicorn, told not to wait for slow clients."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

# More at once would only wait for the few workers.
_CONNECTIONS = 200
_SLOW = 10.0


class Protocol(H11Protocol):
    """HTTP/1.1 that closes a connection on which no whole request head has come within ten seconds."""

    def connection_made(self, transport: Any) -> None:
        """Begin to count."""
        super().connection_made(transport)
        asyncio.get_running_loop().call_later(_SLOW, self._cut)

    def _cut(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def server(app: Starlette, host: str, port: int) -> uvicorn.Server:
    """Return the server of an application, not yet running."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Protocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)
