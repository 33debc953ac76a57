"""A child process that answers one request at a time over its pipes, and can be killed at any moment."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import weakref
from typing import Any

from ontology.errors import GraphError, LimitError

# The header of an answer and its body; no header where the child died.
Reply = tuple[dict[str, Any] | None, bytes]


class Child:
    """Runs `python -P -m MODULE ARGUMENTS...`, whose first argument is a store; made when that one says it is ready."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # A graph that is dropped without being closed takes its child along.
        self._end = weakref.finalize(self, _end, self._process)
        header, _ = self._receive()
        if header is None or "fatal" in header:
            self.kill()
            reason = "the query process did not start" if header is None else header["fatal"]
            raise GraphError(f"cannot open the graph in {arguments[0]}: {reason}")

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._end()

    def ask(self, request: dict[str, Any], seconds: float) -> Reply:
        """Return the answer to a request; kill the child and raise LimitError where it takes longer than `seconds`."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            reply = self._exchange(request)
        finally:
            timer.cancel()
        if late.is_set():
            raise LimitError(f"the query ran longer than {seconds:g} s: narrow it, add LIMIT, or raise --timeout")
        return reply

    def _exchange(self, request: dict[str, Any]) -> Reply:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None, b""
        return self._receive()

    def _receive(self) -> Reply:
        """Return header and body of an answer, or None where the child died before it was whole."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            return None, b""
        header: dict[str, Any] = json.loads(line)
        body = self._process.stdout.read(header["size"])
        return (header, body) if len(body) == header["size"] else (None, b"")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue
