"""The YAML of `curation.yaml`, read strictly: every value keeps its line, and an error is one line that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import yaml

from ontology.errors import InputError

# The parser in C where it is there: a long file takes seconds without it.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Item:
    """A mapping of the file: its values as they are written (text, lists of text, mappings), and where it stands."""

    values: dict[str, str | tuple[str, ...] | Item]
    line: int
    start: int
    end: int

    def text(self, key: str, path: str) -> str:
        """Return a value that is one text; "" where there is none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise InputError(f"{path}:{self.line}: {key} takes one text")
        return value


def items(text: str, path: str) -> Iterator[Item]:
    """Yield the mappings of the list that a file is; raise InputError where it is none."""
    root = _root(text, path)
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise InputError(f"{path}:{_line(root)}: a list of decisions is expected (`- merge: [A, B]`)")
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise InputError(f"{path}:{_line(node)}: a decision is expected (`- merge: [A, B]`)")
        yield _item(node, path)


def indent(text: str, path: str) -> str:
    """Return the spaces before the list that a file is; raise InputError where nothing can be added at its end."""
    root = _root(text, path)
    if root is None:
        return ""
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise InputError(f"{path}:{_line(root)}: a list with a line for each decision is expected (`- merge: [A, B]`)")
    return " " * int(root.start_mark.column)


def check(item: Item, path: str, known: Set[str], needed: Set[str]) -> None:
    """Raise InputError for a key that is not known, or one that is needed and missing or empty."""
    for key in item.values:
        if key not in known:
            near = get_close_matches(key, sorted(known), n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(known))}"
            raise InputError(f"{path}:{item.line}: unknown key {key!r}; {hint}")
    for key in sorted(needed):
        if not item.values.get(key):
            raise InputError(f"{path}:{item.line}: {key} is missing")


def texts(item: Item, key: str, path: str) -> tuple[str, ...]:
    """Return a value that is one text or a list of texts, none of them empty."""
    value = item.values[key]
    found = (value,) if isinstance(value, str) else value
    if isinstance(found, Item) or not found or not all(found):
        raise InputError(f"{path}:{item.line}: {key} takes names")
    return found


def day(item: Item, key: str, path: str) -> str:
    """Return a value that is a day, written 2025-03-01."""
    value = item.text(key, path)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"{path}:{item.line}: {key} takes a day like 2025-03-01, not {value!r}") from None


def number(item: Item, key: str, path: str) -> Decimal | None:
    """Return a value that is a number, or None where there is none."""
    value = item.text(key, path)
    try:
        found = Decimal(value.replace(",", "")) if value else None
    except InvalidOperation:
        found = Decimal("NaN")
    if found is not None and not found.is_finite():
        raise InputError(f"{path}:{item.line}: {key} takes a number, not {value!r}")
    return found


def period(item: Item, path: str) -> tuple[str, str]:
    """Return a value that is a year, or a list of two days; two "" where there is none."""
    value = item.values.get("period", "")
    if value == "":
        return "", ""
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return f"{value}-01-01", f"{value}-12-31"
    if isinstance(value, tuple) and len(value) == 2:
        try:
            start, end = (date.fromisoformat(one).isoformat() for one in value)
        except ValueError:
            start, end = "1", "0"
        if start <= end:
            return start, end
    raise InputError(f"{path}:{item.line}: period takes a year, or two days like [2024-01-01, 2024-06-30]")


def _root(text: str, path: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = "" if mark is None else f":{mark.line + 1}"
        raise InputError(f"{path}{line}: not YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split()) or 'nested too deep'}") from error


def _item(node: yaml.MappingNode, path: str, *, inner: bool = False) -> Item:
    found: dict[str, str | tuple[str, ...] | Item] = {}
    for key, value in node.value:
        name = _scalar(key, path)
        if name in found:
            raise InputError(f"{path}:{_line(key)}: {name!r} stands here twice")
        if isinstance(value, yaml.MappingNode) and not inner:
            found[name] = _item(value, path, inner=True)
        elif isinstance(value, yaml.SequenceNode):
            found[name] = tuple(_scalar(one, path) for one in value.value)
        else:
            found[name] = _scalar(value, path)
    return Item(found, _line(node), node.start_mark.index, node.end_mark.index)


def _scalar(node: yaml.Node, path: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise InputError(f"{path}:{_line(node)}: a text is expected here")
    text = str(node.value).strip()
    # What YAML reads as nothing (`author: ~`) is nothing.
    return "" if node.tag.endswith(":null") else text


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
