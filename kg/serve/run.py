"""Run a server until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from kg.serve.app import make
from kg.serve.server import server
from kg.serve.settings import LOOPBACK, Settings
from ontology.errors import InputError


def serve(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `say` is told the address. Raises GraphError or InputError where that fails."""
    with _listen(host, port) as listening:
        asyncio.run(_run(settings, host, listening, say))


async def _run(settings: Settings, host: str, listening: socket.socket, say: Callable[[str], None]) -> None:
    app = make(settings)
    # Before the server takes a request, so that what is wrong with the graph ends the command.
    await app.state.pool.start()
    port = listening.getsockname()[1]
    say(f"serving {settings.folder} at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends)")
    if host not in LOOPBACK:
        say("warning: this address can be reached from other machines, without encryption; see docs/server.md")
    await server(app, host, port).serve([listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"cannot listen on {host}, port {port}: {getattr(error, 'strerror', None) or error}"
        ) from error
    return listening
