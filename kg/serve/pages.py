"""The pages for people: a form, the saved queries, and answers as tables. No script, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg import gate, saved
from kg.saved import SavedQuery
from kg.serve import body, formats, replies
from kg.serve.pool import Pool, Reply
from kg.serve.requests import limits
from kg.serve.settings import Settings
from ontology.errors import NotFoundError, QueryError
from ontology.iri import BASE
from ontology.namespace import prefixes

# More rows than anybody reads on one page; the links below it give all.
_ROWS = 500

_EXAMPLE = """SELECT ?name ?type WHERE {
  ?entity rdfs:label ?name ; a ?type ; xz:mentionedIn ?document .
}
LIMIT 20"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table: what is shown, the whole of it, and where it leads."""

    text: str
    whole: str = ""
    link: str = ""


class Pages:
    """Answers requests to `/`, `/query` and `/saved/NAME`."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings
        more = saved.folder(settings.queries) if settings.queries is not None else {}
        self._saved: Mapping[str, SavedQuery] = {**saved.builtin(), **more}

    async def index(self, _: Request) -> Response:
        """Return the first page."""
        queries = [self._saved[name] for name in sorted(self._saved)]
        return _page("index.html", queries=queries, query=_EXAMPLE, settings=self._settings)

    async def query(self, request: Request) -> Response:
        """Return the answer to a query of one's own as a page."""
        pairs = body.form(request.scope["query_string"].decode("ascii", "replace"))
        text = body.single(pairs, "query") or ""
        try:
            checked = gate.check(text)
        except QueryError as error:
            return _failed(400, str(error), text)
        form = "json" if checked.form in ("SELECT", "ASK") else "turtle"
        task = {"op": "query", "query": text, "dataset": checked.dataset, "default": (), "named": (), "url": None}
        return await self._answer({**task, "format": form}, text, "/sparql", {"query": text})

    async def saved(self, request: Request) -> Response:
        """Return the answer to a saved query: a page, or data where `format` says so."""
        name = request.path_params["name"]
        pairs = body.form(request.scope["query_string"].decode("ascii", "replace"))
        wanted = body.single(pairs, "format")
        given = {key: value for key, value in pairs if value and key != "format"}
        try:
            saved.get(name, self._saved)
        except NotFoundError as error:
            return _failed(404, str(error), "")
        task = {"op": "saved", "name": name, "arguments": given}
        if wanted is None:
            return await self._answer({**task, "format": "json"}, "", f"/saved/{name}", given)
        if wanted not in formats.TABLES:
            raise HTTPException(406, f"there is {', '.join(formats.TABLES)}")
        reply = await replies.run(self._pool, {**task, "format": wanted, **limits(self._settings)})
        return replies.stream(reply, formats.TABLES[wanted], head=request.method == "HEAD")

    async def _answer(self, task: Mapping[str, Any], text: str, path: str, fields: Mapping[str, str]) -> Response:
        try:
            reply = await replies.run(self._pool, {**task, **limits(self._settings), "rows": _ROWS})
        except HTTPException as error:
            return _failed(error.status_code, error.detail, text, error.headers)
        offered = formats.GRAPHS if reply.header["kind"] == "graph" else formats.TABLES
        links = {form: f"{path}?{urlencode({**fields, 'format': form})}" for form in offered}
        answer = _content(reply)
        shown = text or reply.header.get("sparql", "")
        return _page("answer.html", query=shown, links=links, headers=replies.marks(reply), **answer)


def style(_: Request) -> Response:
    """Return the style sheet."""
    return Response(files("kg.serve").joinpath("templates/style.css").read_bytes(), media_type="text/css")


def _content(reply: Reply) -> dict[str, Any]:
    """Return what the page shows of an answer."""
    header, data = reply.header, replies.content(reply)
    found: dict[str, Any] = {"kind": header["kind"], "truncated": header["truncated"], "count": header["rows"]}
    if header["kind"] == "graph":
        return {**found, "turtle": data.decode("utf-8", "replace")}
    results = json.loads(data)
    if header["kind"] == "ask":
        return {**found, "value": results["boolean"]}
    names = results["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in results["results"]["bindings"]]
    return {**found, "names": names, "rows": rows}


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] != "uri":
        return Cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    link = ""
    if value.startswith(("http://", "https://", "urn:")):
        link = "/query?" + urlencode({"query": f"DESCRIBE <{value}>"})
    return Cell(_compact(value), value, link)


def _compact(iri: str) -> str:
    for prefix, long in prefixes(BASE).items():
        if iri.startswith(long) and len(iri) > len(long):
            return f"{prefix}:{iri[len(long) :]}"
    return iri


def _failed(status: int, message: str, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return _page("answer.html", status, kind="error", message=message, query=text, headers=headers)


@cache
def _templates() -> Environment:
    loader = PackageLoader("kg.serve", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _page(name: str, status: int = 200, *, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(name).render(values), status, headers)
