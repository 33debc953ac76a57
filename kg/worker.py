"""The child process that answers queries: `python -P -m kg.worker STORE BASE MEMORY`.

One request is one JSON line on stdin, one answer a JSON line on stdout with the body's size, then the body: SPARQL
JSON results, N-Triples, or nothing. The store is opened read-only; from then on the operating system limits the
memory. When stdin ends (the parent is gone) the process ends, also in the middle of a query. It imports neither
rdflib nor spaCy, so that it starts in a fraction of a second.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.store import Result, View
from ontology.errors import XianzhiError

Answer = tuple[dict[str, Any], bytes]


def main(arguments: list[str]) -> None:
    """Answer the requests on stdin until it ends."""
    store, base, memory = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    try:
        view = View(ox.Store.read_only(store), base=base)
    except (OSError, ValueError, RuntimeError) as error:
        send({"fatal": str(error)}, b"")
        return
    limit(int(memory))
    send({"ready": True}, b"")
    while True:
        send(*answer(view, json.loads(requests.get())))


def listen(requests: queue.SimpleQueue[str]) -> None:
    """Pass the lines of stdin on; end the process when stdin does, whatever else it is doing."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def limit(memory: int) -> None:
    """Let the process grow by no more than `memory` bytes: what the open store takes does not count."""
    with suppress(ImportError):  # Windows has no such limit
        import resource

        most = _size() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _size() -> int:
    """Return the bytes of address space in use; where the system does not say, about what an open store takes."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return 1 << 30
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def send(header: dict[str, Any], body: bytes = b"") -> None:
    """Write one answer to stdout."""
    line = json.dumps({**header, "size": len(body)}).encode()
    sys.stdout.buffer.write(line + b"\n" + body)
    sys.stdout.buffer.flush()


def answer(view: View, request: dict[str, Any]) -> Answer:
    """Return header and body of the answer to a request; what is wrong with it is said in the header."""
    try:
        result = _run(view, request)
        if isinstance(result, ox.QueryBoolean):
            return {"kind": "ask", "value": bool(result)}, b""
        if isinstance(result, ox.QuerySolutions):
            return _solutions(result, request["rows"], request["bytes"])
        return _triples(result, request["rows"], request["bytes"])
    except (XianzhiError, SyntaxError, ValueError, OSError, RuntimeError) as error:
        return {"error": " ".join(str(error).split())}, b""
    except MemoryError:
        return {"memory": True}, b""


def _run(view: View, request: dict[str, Any]) -> Result:
    if not request["dataset"]:
        return view.query(request["query"])
    # A query with FROM says itself what it reads; the union that `View` presents would override it.
    return view.native.query(request["query"], prefixes=view.prefixes)


def _solutions(result: ox.QuerySolutions, rows: int, size: int) -> Answer:
    names = [variable.value for variable in result.variables]
    found = ({name: plain(row[name]) for name in names if row[name] is not None} for row in result)
    lines, truncated = _take((json.dumps(one, ensure_ascii=False).encode() for one in found), rows, size)
    head = json.dumps({"vars": names}, ensure_ascii=False).encode()
    body = b'{"head":' + head + b',"results":{"bindings":[' + b",".join(lines) + b"]}}"
    return {"kind": "select", "truncated": truncated}, body


def _triples(result: ox.QueryTriples, rows: int, size: int) -> Answer:
    lines, truncated = _take((f"{triple} .\n".encode() for triple in result), rows, size)
    return {"kind": "graph", "truncated": truncated}, b"".join(lines)


def _take(lines: Iterable[bytes], rows: int, size: int) -> tuple[list[bytes], bool]:
    """Return as many lines as the limits allow, and whether there were more."""
    taken: list[bytes] = []
    for line in _within(lines, size):
        if line is None or len(taken) == rows:
            return taken, True
        taken.append(line)
    return taken, False


def _within(lines: Iterable[bytes], size: int) -> Iterator[bytes | None]:
    for line in lines:
        size -= len(line)
        yield line if size >= 0 else None


def plain(value: Any) -> dict[str, Any]:
    """Return a term as SPARQL JSON results write it."""
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Literal):
        body = {"type": "literal", "value": value.value}
        if value.language:
            return {**body, "xml:lang": value.language}
        return body if value.datatype.value.endswith("#string") else {**body, "datatype": value.datatype.value}
    parts = {"subject": plain(value.subject), "predicate": plain(value.predicate), "object": plain(value.object)}
    return {"type": "triple", "value": parts}


if __name__ == "__main__":
    main(sys.argv[1:])
