"""The child process of the server: `python -P -m kg.serve.worker STORE BASE MEMORY MODE [QUERIES]`.

One request is one JSON line on stdin, one answer one JSON line on stdout. What a client gets is written to the file
that the request names, so that an answer of any size takes little memory here and in the parent, and is whole before
the parent promises it. MODE is `read` or `write`.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.serve import answers, graphs
from kg.store import View
from kg.worker import limit, listen, send
from ontology.errors import NotFoundError, XianzhiError

Header = dict[str, Any]
Request = Mapping[str, Any]

# A store of a version that was deleted under us, or a disk that fails: the parent tries once more or says so.
_DAMAGED = (OSError, RuntimeError)


def main(arguments: list[str]) -> None:
    """Answer the requests on stdin until it ends."""
    store, base, memory, mode, *folder = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    try:
        native = ox.Store(store) if mode == "write" else ox.Store.read_only(store)
    except (OSError, ValueError, RuntimeError) as error:
        send({"fatal": " ".join(str(error).split())})
        return
    worker = Worker(View(native, base=base), Path(folder[0]) if folder else None, union=mode == "write")
    limit(int(memory))
    send({"ready": True})
    while True:
        send(worker.answer(json.loads(requests.get())))


class Worker:
    """Does what requests ask for: `op` is query, saved, update or graph.

    A published version keeps the union of its graphs as its default graph; in a store that changes (`union`) the
    engine makes it anew for each query, which is slower.
    """

    def __init__(self, view: View, queries: Path | None = None, *, union: bool = False) -> None:
        self._view = view
        self._union = union
        self._queries = queries
        self._ops: Mapping[str, Callable[[Request], Header]] = {
            "query": self._query,
            "saved": self._saved,
            "update": self._update,
            "graph": lambda request: graphs.act(view.native, request),
        }

    def answer(self, request: Request) -> Header:
        """Return the header of the answer: what it is, or `status` and `error`."""
        try:
            return self._ops[request["op"]](request)
        except NotFoundError as error:
            return {"status": 404, "error": str(error)}
        except SyntaxError as error:
            return {"status": 400, "error": _line(error, "malformed: ")}
        except (XianzhiError, ValueError) as error:
            return {"status": 400, "error": _line(error)}
        except _DAMAGED as error:
            return {"status": 500, "error": _line(error), "damaged": True}
        except MemoryError:
            return {"memory": True}

    def _query(self, request: Request) -> Header:
        return answers.write(self._run(request["query"], request), request, self._view.prefixes)

    def _run(self, sparql: str, request: Request) -> answers.Result:
        return self._view.native.query(
            sparql,
            base_iri=request.get("url"),
            prefixes=self._view.prefixes,
            **self._dataset(request),
        )

    def _dataset(self, request: Request) -> dict[str, Any]:
        """Return which graphs a query reads: those of the request, before its own FROM, before the union of all."""
        if request.get("default") or request.get("named"):
            return {
                "default_graph": [ox.NamedNode(one) for one in request["default"]],
                "named_graphs": [ox.NamedNode(one) for one in request["named"]],
            }
        return {"use_default_graph_as_union": True} if self._union and not request.get("dataset") else {}

    def _saved(self, request: Request) -> Header:
        from kg import gate, saved
        from kg.graph import KnowledgeGraph
        from kg.sparql import ViewEngine

        graph = KnowledgeGraph(self._view, ViewEngine(self._view))
        more = saved.folder(self._queries) if self._queries is not None else {}
        text = saved.get(request["name"], more).bind(graph, (), request["arguments"])
        checked = gate.check(text)
        dataset = {"dataset": checked.dataset, "url": None}
        return {"sparql": text, **answers.write(self._run(text, dataset), request, self._view.prefixes)}

    def _update(self, request: Request) -> Header:
        self._view.native.update(request["update"], base_iri=request["url"], prefixes=self._view.prefixes)
        return {"status": 200}


def _line(error: Exception, lead: str = "") -> str:
    text = lead + " ".join(str(error).split())
    return text if len(text) <= answers.MESSAGE else text[: answers.MESSAGE] + "…"


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main(sys.argv[1:])
    os._exit(0)
