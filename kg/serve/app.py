"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.serve import pages, places
from kg.serve.guard import Guard
from kg.serve.pool import Pool
from kg.serve.protocol import Endpoint
from kg.serve.settings import Settings
from kg.serve.store import GraphStore

_STORE = ["GET", "HEAD", "PUT", "POST", "DELETE"]


def make(settings: Settings) -> Starlette:
    """Return the application that serves a graph folder; its children start and end with it (`lifespan`)."""
    where = places.working if settings.writable else places.published
    pool = Pool(settings, lambda: where(settings.folder))
    endpoint, store, views = Endpoint(pool, settings), GraphStore(pool, settings), pages.Pages(pool, settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            await pool.close()

    app = Starlette(
        routes=[
            Route("/", views.index, methods=["GET"]),
            Route("/style.css", pages.style, methods=["GET"]),
            Route("/query", views.query, methods=["GET"]),
            Route("/saved/{name}", views.saved, methods=["GET"]),
            Route("/sparql", _bound(endpoint), methods=["GET", "POST"]),
            Route("/sparql/", _bound(endpoint), methods=["GET", "POST"]),
            Route("/store", _bound(store), methods=_STORE),
            Route("/store/{path:path}", _bound(store), methods=_STORE),
        ],
        middleware=[Middleware(Guard, names=settings.names)],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.pool = pool
    return app


def _bound(answer: Endpoint | GraphStore) -> Callable[[Request], Awaitable[Response]]:
    # Starlette takes a function for a request handler and any other callable for an ASGI application.
    async def handle(request: Request) -> Response:
        return await answer(request)

    return handle


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
