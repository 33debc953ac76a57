"""Run a server until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from kg.serve.server import server
from kg.serve.settings import LOOPBACK, Settings
from ontology.errors import GraphError, InputError


def serve(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `say` is told the address."""
    listening = _listen(host, port)
    found = server(settings, host, port)
    shown = f"[{host}]" if ":" in host else host
    say(f"serving {settings.folder} at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends)")
    if host not in LOOPBACK:
        say("warning: this address can be reached from other machines, without encryption; see docs/server.md")
    with listening:
        asyncio.run(found.serve([listening]))
    if not found.started:
        raise GraphError(f"the graph in {settings.folder} could not be served: is another server writing it?")


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
