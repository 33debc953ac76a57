"""uvicorn, told not to wait for slow clients."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.app import make
from kg.serve.settings import Settings

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


def server(settings: Settings, host: str, port: int) -> uvicorn.Server:
    """Return the server, not yet running; port 0 takes any that is free."""
    config = uvicorn.Config(
        make(settings),
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
