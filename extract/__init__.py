"""Find the named things, posts, relations and figures of Chinese local news.

>>> import extract
>>> nlp = extract.load()                                     # a spacy.Language  # doctest: +SKIP
>>> for record in extract.extract(["news/"]): ...           # extraction records  # doctest: +SKIP

The components are registered spaCy factories: with xianzhi installed, `nlp.add_pipe("xianzhi_figures")` works in any
pipeline for Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.documents import Extractor, Item, extract
    from extract.pipeline import load

__all__ = ["Extractor", "Item", "extract", "load"]

_HOMES = {
    "load": "extract.pipeline",
    "Extractor": "extract.documents",
    "Item": "extract.documents",
    "extract": "extract.documents",
}


def __getattr__(name: str) -> Any:
    """Load spaCy only when something of the public surface is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
