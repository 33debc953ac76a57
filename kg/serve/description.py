"""The service description: what this endpoint is and can do, as RDF."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.serve import formats
from kg.serve.answers import GRAPHS
from kg.serve.settings import Settings

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"

_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def respond(request: Request, settings: Settings) -> Response:
    """Return the description in the format that the client wants."""
    chosen = formats.choose(request.headers.get("accept", ""), formats.GRAPHS)
    if chosen is None:
        raise HTTPException(406, f"the description comes as {', '.join(formats.GRAPHS.values())}")
    endpoint = str(request.url.replace(query="", fragment=""))
    parsed = ox.parse(turtle(endpoint, writable=settings.writable), format=ox.RdfFormat.TURTLE)
    data = ox.serialize((quad.triple for quad in parsed), format=GRAPHS[chosen], prefixes={"sd": _SD})
    return Response(data, headers={"content-type": formats.GRAPHS[chosen], "vary": "accept"})


def turtle(endpoint: str, *, writable: bool) -> str:
    """Return the description of an endpoint as Turtle, without blank nodes."""
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    lines = [
        f"@prefix sd: <{_SD}> .",
        f"<{endpoint}#service> a sd:Service ;",
        f"  sd:endpoint <{endpoint}> ;",
        f"  sd:supportedLanguage {', '.join(f'sd:{one}' for one in languages)} ;",
        "  sd:feature sd:UnionDefaultGraph ;",
        f"  sd:resultFormat {', '.join(f'<{_FORMATS}{one}>' for one in _RESULTS)} ;",
        f"  sd:inputFormat <{_FORMATS}Turtle>, <{_FORMATS}N-Triples> ;" if writable else "",
        f"  sd:defaultDataset <{endpoint}#dataset> .",
        f"<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#union> .",
        f"<{endpoint}#union> a sd:Graph .",
    ]
    return "\n".join(lines)
