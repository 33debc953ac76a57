"""Mint and parse the IRIs of entities, documents and what is said about them. The only place that does."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

PREFIX = "xzi:"
BASE = "https://w3id.org/xianzhi/id/"

# RFC 3987 allows Chinese in an IRI. Whatever it does not allow in a path segment is unsafe, and so are "%", which
# starts an escape, and the marks that turn the direction of writing.
_UNSAFE = re.compile(
    r"[^!$&'()*+,\-.0-9:;=@A-Z_a-z~\xa0-\u200d\u2010-\u2029\u202f-\u2065\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd]"
)


def segment(name: str) -> str:
    """Return `name` as one path segment: readable, with only what an IRI forbids percent-encoded."""
    return _UNSAFE.sub(lambda m: quote(m[0], safe="", errors="replace"), name)


def mint(kind: str, name: str, apart: str = "") -> str:
    """Return the compact IRI of an entity: `mint("person", "王伟", "钱塘区")` is `xzi:person/王伟@钱塘区`."""
    return f"{PREFIX}{kind}/{segment(name)}" + (f"@{segment(apart)}" if apart else "")


def document(sha256: str) -> str:
    """Return the compact IRI of the document whose text has this SHA-256 (hex)."""
    return f"{PREFIX}document/{sha256[:16]}"


def digest(kind: str, *parts: str) -> str:
    """Return a compact IRI for a thing without a name of its own, from the parts that make it what it is."""
    key = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{PREFIX}{kind}/{key[:16]}"


def expand(compact: str, base: str = BASE) -> str:
    """Return the full IRI of a compact one; a full IRI is returned as it is."""
    return base + compact[len(PREFIX) :] if compact.startswith(PREFIX) else compact


def compact(full: str, base: str = BASE) -> str:
    """Return the compact form of one of our IRIs; any other IRI is returned as it is."""
    return PREFIX + full[len(base) :] if full.startswith(base) else full
