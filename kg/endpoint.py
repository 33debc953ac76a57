"""A client of SPARQL 1.1 Protocol and Graph Store Protocol."""

from __future__ import annotations

import httpx

from kg.sparql import DEFAULT, Limits
from ontology.errors import GraphError, InputError, LimitError, QueryError

_MESSAGE = 300


class Endpoint:
    """The addresses of one store: queries go to `url`, updates to `update`, graphs to `store`.

    `token` is sent as a bearer token; `auth` is what httpx takes (a pair of name and password, `httpx.DigestAuth`).
    """

    def __init__(
        self,
        url: str,
        *,
        update: str | None = None,
        store: str | None = None,
        token: str | None = None,
        auth: httpx.Auth | tuple[str, str] | None = None,
    ) -> None:
        if not url.lower().startswith(("http://", "https://")):
            raise InputError(f"an endpoint begins with http:// or https://, not {url!r}")
        self.url, self.update_url, self.store_url = url, update or url, store
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(headers=headers, auth=auth, timeout=DEFAULT.seconds)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def query(self, sparql: str, accept: str, limits: Limits = DEFAULT, **more: str) -> tuple[bytes, httpx.Headers]:
        """Return the answer to a query and its headers; raise QueryError or GraphError where there is none."""
        form = {"query": sparql, **more}
        request = self._client.build_request(
            "POST", self.url, data=form, headers={"accept": accept}, timeout=limits.seconds
        )
        return self._send(request, limits)

    def update(self, text: str) -> None:
        """Carry an update out; raise QueryError where it is wrong and GraphError where it is refused."""
        headers = {"content-type": "application/sparql-update"}
        self._send(self._client.build_request("POST", self.update_url, content=text.encode(), headers=headers))

    def upload(self, graph: str | None, data: bytes, *, media_type: str = "text/turtle", replace: bool = True) -> None:
        """Put triples into a graph (None is the default graph) by Graph Store Protocol, in place of what it holds."""
        if self.store_url is None:
            raise InputError("this endpoint has no address for graphs: give store=")
        self._send(
            self._client.build_request(
                "PUT" if replace else "POST",
                self.store_url,
                params={"default": ""} if graph is None else {"graph": graph},
                content=data,
                headers={"content-type": media_type},
                timeout=None,
            )
        )

    def _send(self, request: httpx.Request, limits: Limits = DEFAULT) -> tuple[bytes, httpx.Headers]:
        try:
            reply = self._client.send(request, stream=True)
            try:
                data = _read(reply, limits)
            finally:
                reply.close()
        except httpx.TimeoutException as error:
            raise LimitError(f"{self.url} took longer than {limits.seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise GraphError(f"cannot reach {request.url.copy_with(query=None)}: {error}") from error
        if not reply.is_success:
            raise _error(reply, data)
        return data, reply.headers


def _read(reply: httpx.Response, limits: Limits) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_bytes():
        size += len(part)
        if size > limits.bytes:
            raise LimitError(f"the answer has more than {limits.bytes >> 20:,} MB: narrow the query or add LIMIT")
        parts.append(part)
    return b"".join(parts)


def _error(reply: httpx.Response, data: bytes) -> QueryError | GraphError:
    text = " ".join(data.decode("utf-8", "replace").split())[:_MESSAGE] or reply.reason_phrase
    message = f"{reply.url.copy_with(query=None)} answers {reply.status_code}: {text}"
    if reply.status_code in (408, 503, 504):
        return LimitError(message)
    return QueryError(message) if reply.status_code == 400 else GraphError(message)
