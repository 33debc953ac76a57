"""The body of a request, no larger and no slower than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

Pairs = list[tuple[str, str]]

_FIELDS = 10_000


async def read(request: Request, most: int, seconds: float) -> bytes:
    """Return the body; refuse one of more than `most` bytes with 413 and one that takes too long with 408."""
    try:
        declared = int(request.headers.get("content-length", "0"))
    except ValueError:
        raise HTTPException(400, "Content-Length is no number") from None
    if declared > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError:
        raise HTTPException(408, f"the request took longer than {seconds:g} s", {"connection": "close"}) from None
    return b"".join(parts)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"at most {most:,} bytes are allowed", {"connection": "close"})


def text(data: bytes, content_type: str) -> str:
    """Return a body as text: UTF-8, and nothing else."""
    charset = parameter(content_type, "charset") or "utf-8"
    if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"the charset is {charset}; only UTF-8 is read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(400, "the request is not UTF-8") from None


def media_type(content_type: str) -> str:
    """Return the type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def parameter(content_type: str, name: str) -> str:
    """Return a parameter of a Content-Type, or ""."""
    for one in content_type.split(";")[1:]:
        key, _, value = one.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip('"')
    return ""


def form(encoded: str) -> Pairs:
    """Return the fields of an URL-encoded text."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise HTTPException(400, "the request is not UTF-8") from None
    except ValueError:
        raise HTTPException(400, f"more than {_FIELDS:,} parameters") from None


def values(pairs: Sequence[tuple[str, str]], name: str) -> list[str]:
    """Return all values of a field."""
    return [value for key, value in pairs if key == name]


def single(pairs: Sequence[tuple[str, str]], name: str) -> str | None:
    """Return the value of a field that may be there once."""
    found = values(pairs, name)
    if len(found) > 1:
        raise HTTPException(400, f"the parameter {name} is there {len(found)} times; only once is allowed")
    return found[0] if found else None
