"""The lists of words that every text is searched for, all of them in one pass: titles, well-known names, last words."""

from __future__ import annotations

from functools import cache

from extract.lexicon import Automata, sections

TITLES, ORGANS, KNOWN = "titles", "organs", "known"
# A list for each type of mention begins so.
_KNOWN_OF, _TAILS_OF = "known ", "tails "
# Where a word stands under several headings of a list, the last one counts.
_TITLE_ORDER = ("common", "any", "private", "public")
_ORGAN_ORDER = ("joined", "organ", "bare", "national")
_FIRM_ORDER = ("brand", "house", "legal")

Places = dict[str, list[tuple[int, int, str]]]


def find(text: str) -> Places:
    """Return the places `(start, end, label)` of the words of each list; the label is the heading, or as said below."""
    return _automata().find(text)


def known_of(kind: str) -> str:
    """Return the list of the well-known names of a type: label `sure` or, where a name is also a word, ""."""
    return _KNOWN_OF + kind


def tails_of(kind: str) -> str:
    """Return the list of the words that end names of a type (BODY for institutions and associations)."""
    return _TAILS_OF + kind


@cache
def known() -> frozenset[str]:
    """Return the well-known names that are no words of another kind."""
    names = sections("well_known.txt")
    doubtful = {name for key, group in names.items() if key.endswith("?") for name in group}
    return frozenset(name for group in names.values() for name in group if name not in doubtful)


@cache
def _automata() -> Automata:
    names, titles, organs, tails = map(sections, ("well_known.txt", "titles.txt", "organs.txt", "suffixes.txt"))
    lists = {
        TITLES: {word: key for key in _TITLE_ORDER for word in titles[key]},
        ORGANS: {word: key for key in _ORGAN_ORDER for word in organs[key]},
        KNOWN: {name: "" for name in known() if len(name) > 2},
        tails_of("ENTERPRISE"): {word: key for key in _FIRM_ORDER for word in tails[f"ENTERPRISE.{key}"]},
        tails_of("BODY"): {w: key for key, ws in tails.items() if key.startswith(("INST", "ASSO")) for w in ws},
    }
    for kind in ("PLACE", "EVENT"):
        ends = {word: key for key, words in tails.items() if key.startswith(kind) for word in words}
        lists[tails_of(kind)] = {word: key.partition(".")[2] for word, key in ends.items()}
    for kind in ("ENTERPRISE", "GOVERNMENT", "INSTITUTION", "ASSOCIATION"):
        lists[known_of(kind)] = dict.fromkeys(names.get(f"{kind}?", ()), "") | dict.fromkeys(
            names.get(kind, ()), "sure"
        )
    return Automata(lists)
