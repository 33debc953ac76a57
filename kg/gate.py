"""The gate before the query engine: what is not a query of bounded depth that only reads is refused here.

The engine has no limit of its own: a few thousand nested brackets overflow its stack, and SERVICE would reach out to
the network. So the text is cut into tokens first, once as it is and once with its `\\u` escapes decoded, and both
readings must be harmless. What still goes wrong behind the gate goes wrong in a child process (`kg.sparql`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.errors import QueryError

MAX_BYTES = 256 * 1024
# The engine's parser dies at some 3,000; nobody nests a hundred by hand.
MAX_DEPTH = 100

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
             | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:\w[\w.\-]*)?:(?:[\w.:\-%]|\\.)*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<open><<|[{(\[])
    | (?P<close>>>|[})\]])
    | (?P<unary>[!+\-^])
    | (?P<space>\s+)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may go to the engine: its text, its form (`SELECT`, …) and whether it chooses its own graphs."""

    text: str
    form: str
    dataset: bool


def check(sparql: str) -> Checked:
    """Return a query that may run; raise QueryError, with the reason, for any other text."""
    size = len(sparql.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size:,} bytes; at most {MAX_BYTES:,} are allowed")
    checked = _read(sparql)
    decoded = _ESCAPE.sub(_decode, sparql)
    if decoded != sparql:
        _read(decoded)
    return Checked(sparql, *checked)


def check_update(text: str) -> None:
    """Refuse an update that is nested too deep or would read anything but the graph; the rest is for the engine."""
    for reading in (text, _ESCAPE.sub(_decode, text)):
        for match in tokens(reading):
            if match.lastgroup == "word" and match[0].upper() in ("SERVICE", "LOAD"):
                raise QueryError(f"{match[0].upper()} is refused: an update reads this graph and nothing else")


def tokens(sparql: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text, without spaces and comments; refuse what is nested too deep."""
    depth = run = 0
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup
        if kind in ("space", "comment"):
            continue
        run = run + 1 if kind == "unary" else 0
        depth += (kind == "open") - (kind == "close")
        if max(depth, run) > MAX_DEPTH:
            raise QueryError(f"the query is nested more than {MAX_DEPTH} deep")
        yield match


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _read(sparql: str) -> tuple[str, bool]:
    """Return form and whether there is a FROM clause; refuse what may not run."""
    form, dataset, file_iri = "", False, False
    for match in tokens(sparql):
        kind, text = match.lastgroup, match[0]
        if kind == "word":
            word = text.upper()
            _refuse(word)
            form = form or (word if word in _FORMS else "")
            dataset = dataset or word == "FROM"
        file_iri = file_iri or (kind == "iri" and text[1:6].lower() == "file:")
    if dataset and file_iri:
        raise QueryError("FROM <file:…> is refused: a query reads the graph and nothing else")
    if not form:
        raise QueryError("this is no query: it must be SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form, dataset


def _refuse(word: str) -> None:
    if word == "SERVICE":
        raise QueryError("SERVICE is refused: a query reads this graph and nothing else")
    if word in _UPDATES:
        raise QueryError(f"{word} is refused: a query only reads; to change the graph, build it again")
