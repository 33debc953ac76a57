"""Train the network of names: gradients of its scores, and the rounds over the corpus.

Like the chain's, its data, order, random numbers and steps are fixed, so that the same network comes out on every run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from thinc.api import Adam

from extract import network
from extract.features import LAST_CODE, Features, Integers
from extract.network import DISTANCES, LONGEST, UNKNOWN, Bag, Floats, Network, Seen, Weights
from extract.reading import Reading
from extract.words import words

WIDTH = 96
ROUNDS = 9
# Characters of one step: whole articles, up to about so many.
STEP = 6_000
_RATE, _WARM = 0.003, 0.3
_DROPPED = 0.25
# Share of the characters, words and candidates hidden in training, lest the network lean on them.
_HIDDEN, _UNMARKED = 0.03, 0.1
# A character is learned from so many occurrences on.
_OFTEN = 3
# Articles of one step are this many empty words apart: as far as all layers together see.
_APART = sum(DISTANCES)
_TAGS, _MARKS, _PLACES = 512, 512, 4
_SEED = 7
_MOST_GRADIENT = 1.0


class Step(NamedTuple):
    """What a layer leaves for those who train it: the rows that it read, and its own outcome."""

    scaled: Floats
    spread: Floats
    read: Floats
    out: Floats


class Trace(NamedTuple):
    """What running the network leaves for those who train it."""

    scaled: Floats
    spread: Floats
    base: Floats
    steps: list[Step]
    top: Floats
    joined: Floats


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article as the network sees it, and the number of the label of each character."""

    text: Seen
    labels: Integers


def lesson(reading: Reading, shown: Features, codes: Integers, labels: Integers) -> Lesson:
    """Return what is to be learned of an article."""
    return Lesson(network.seen(reading, shown, codes), labels)


def known_characters(texts: Iterable[str]) -> list[int]:
    """Return the code points that are frequent enough to learn of."""
    counts = Counter(character for text in texts for character in text)
    return sorted(code for character, n in counts.items() if n >= _OFTEN and (code := ord(character)) <= LAST_CODE)


def begin(labels: int, characters: int, width: int = WIDTH) -> Weights:
    """Return the weights that training begins with."""
    random = np.random.default_rng(_SEED)
    size = words().size

    def normal(rows: int, spread: float, columns: int = width) -> Floats:
        return random.normal(0, spread, (rows, columns)).astype(np.float32)

    def even(rows: int, columns: int, fan: int) -> Floats:
        return random.uniform(-(fan**-0.5), fan**-0.5, (rows, columns)).astype(np.float32)

    w = {
        "words": even(size, width, size),
        "tags": normal(_TAGS, 0.3),
        "lengths": normal(LONGEST + 1, 0.3),
        "first": normal(characters, 0.3),
        "last": normal(characters, 0.3),
        "first_marks": normal(_MARKS, 0.1),
        "last_marks": normal(_MARKS, 0.1),
        "base.gain": np.ones(width, np.float32),
        "base.bias": np.zeros(width, np.float32),
        "top": even(width, width // 2, width),
        "top.bias": np.zeros(width // 2, np.float32),
        "characters": normal(characters, 0.3, width // 2),
        "places": normal(_PLACES, 0.3, width // 2),
        "marks": normal(_MARKS, 0.1, width // 2),
        "labels": even(width // 2, labels, width // 2),
        "labels.bias": np.zeros(labels, np.float32),
    }
    for i in range(len(DISTANCES)):
        w[f"{i}.gain"] = np.ones(width, np.float32)
        for name in ("shift", "bias"):
            w[f"{i}.{name}"] = np.zeros(width, np.float32)
        w[f"{i}.mix"] = even(width, width, width)
    return w


def train(
    lessons: Sequence[Lesson],
    labels: Sequence[str],
    codes: Integers,
    *,
    rounds: int = ROUNDS,
    width: int = WIDTH,
    told: Callable[[int, float], None] = lambda *_: None,
) -> Network:
    """Return a network trained on lessons; `told` hears of each round and its mean loss."""
    with network.one_thread():
        return Network(labels, codes, _trained(lessons, len(labels), int(codes.max()) + 1, rounds, width, told))


def _trained(
    lessons: Sequence[Lesson], labels: int, characters: int, rounds: int, width: int, told: Callable[[int, float], None]
) -> Weights:
    w = begin(labels, characters, width)
    random = np.random.default_rng(_SEED)
    steps = rounds * (1 + sum(len(one.labels) for one in lessons) // STEP)
    optimiser = Adam(_RATE, L2=0.0, grad_clip=0.0)
    done = 0
    for number in range(rounds):
        losses = []
        for group in _groups(lessons, random):
            optimiser.learn_rate = _rate(done / steps)
            gradient, loss = _learn(w, _hidden(group.text, random), group.labels, random)
            _clip(gradient)
            for name in sorted(w):
                w[name], _ = optimiser((0, name), w[name], gradient[name])
            losses.append(loss)
            done += 1
        told(number, float(np.mean(losses)))
    return w


def _rate(done: float) -> float:
    """Return the rate of learning: it rises to its highest, and falls to nothing along a cosine."""
    if done < _WARM:
        return float(_RATE * (0.04 + 0.96 * (1 - np.cos(np.pi * done / _WARM)) / 2))
    return float(_RATE * (1 + np.cos(np.pi * min(1.0, (done - _WARM) / (1 - _WARM)))) / 2 + 1e-7)


def _clip(gradient: Weights) -> None:
    """Shorten a gradient that is too long, all of it by the same factor."""
    length = float(np.sqrt(sum(float(np.vdot(g, g)) for g in gradient.values())))
    if length > _MOST_GRADIENT:
        for g in gradient.values():
            g *= np.float32(_MOST_GRADIENT / length)


def _groups(lessons: Sequence[Lesson], random: np.random.Generator) -> Iterator[Lesson]:
    """Yield all lessons once in a new order, several together."""
    group: list[Lesson] = []
    for i in random.permutation(len(lessons)).tolist():
        group.append(lessons[i])
        if sum(len(one.labels) for one in group) >= STEP:
            yield joined(group)
            group = []
    if group:
        yield joined(group)


def joined(group: Sequence[Lesson]) -> Lesson:
    """Return several lessons as one, far enough from each other not to be seen together."""
    nothing = np.zeros(_APART, np.int64)
    texts = [one.text for one in group]
    sizes = [len(text.words) + _APART for text in texts]
    begins = np.cumsum([0, *sizes[:-1]])
    characters = np.cumsum([0, *(len(text.characters) for text in texts[:-1])])

    def of_words(name: str) -> Integers:
        return np.concatenate([part for text in texts for part in (getattr(text, name), nothing)])

    def of_characters(name: str) -> Integers:
        return np.concatenate([getattr(text, name) for text in texts])

    def bags(name: str, begin: Integers) -> Bag:
        each = [getattr(text, name) for text in texts]
        rows = [bag.rows + at for bag, at in zip(each, begin.tolist(), strict=True)]
        return Bag(np.concatenate(rows), np.concatenate([bag.values for bag in each]))

    text = Seen(
        words=of_words("words"),
        tags=of_words("tags"),
        lengths=of_words("lengths"),
        first=of_words("first"),
        last=of_words("last"),
        first_marks=bags("first_marks", begins),
        last_marks=bags("last_marks", begins),
        characters=of_characters("characters"),
        places=of_characters("places"),
        marks=bags("marks", characters),
        word_of=np.concatenate([part.word_of + at for part, at in zip(texts, begins.tolist(), strict=True)]),
    )
    return Lesson(text, np.concatenate([one.labels for one in group]))


def _hidden(text: Seen, random: np.random.Generator) -> Seen:
    """Return a text with some of what it shows hidden."""

    def some(values: Integers, instead: int) -> Integers:
        return np.where(random.random(len(values)) < _HIDDEN, instead, values)

    def fewer(bag: Bag) -> Bag:
        shown = random.random(int(bag.rows.max(initial=0)) + 1) >= _UNMARKED
        return Bag(bag.rows[shown[bag.rows]], bag.values[shown[bag.rows]])

    return text._replace(
        words=some(text.words, 0),
        first=some(text.first, UNKNOWN),
        last=some(text.last, UNKNOWN),
        characters=some(text.characters, UNKNOWN),
        first_marks=fewer(text.first_marks),
        last_marks=fewer(text.last_marks),
        marks=fewer(text.marks),
    )


def _learn(w: Weights, text: Seen, labels: Integers, random: np.random.Generator) -> tuple[Weights, float]:
    """Return the gradient of the loss for one step, and the loss: the mean surprise at a character's label."""
    width, size = w["top"].shape[0], len(text.words)
    keep = [_kept(random, size, width) for _ in range(len(DISTANCES) + 2)]
    keep.append(_kept(random, len(labels), w["labels"].shape[0]))
    scores, trace = run(w, text, keep)
    scores -= scores.max(axis=1, keepdims=True)
    share = np.exp(scores)
    share /= share.sum(axis=1, keepdims=True)
    at = np.arange(len(labels))
    loss = float(-np.log(share[at, labels] + 1e-9).mean())
    share[at, labels] -= 1
    share /= np.float32(len(labels))
    return gradient(w, text, trace, share, keep), loss


def _kept(random: np.random.Generator, rows: int, width: int) -> Floats:
    """Return factors that drop some of the numbers of a layer and raise the others by as much."""
    factors: Floats = (random.random((rows, width), dtype=np.float32) >= _DROPPED).astype(np.float32)
    factors /= np.float32(1 - _DROPPED)
    return factors


def run(w: Weights, text: Seen, keep: Sequence[Floats] = ()) -> tuple[Floats, Trace]:
    """Return what `extract.network.run` does, and the way to it.

    `keep` has a factor for each number that layers hand on: of the base, each step and the top.
    """
    factors = iter(keep)

    def kept(values: Floats) -> Floats:
        factor = next(factors, None)
        return values if factor is None else values * factor

    scaled, spread = _scaled(network.words_in(w, text))
    base = scaled * w["base.gain"] + w["base.bias"]
    here = kept(np.maximum(base, 0))
    steps = []
    for i, distance in enumerate(DISTANCES):
        of_step, spread_of_step = _scaled(here)
        read = _shifted(kept(of_step * w[f"{i}.gain"] + w[f"{i}.shift"]), distance)
        out = read @ w[f"{i}.mix"] + w[f"{i}.bias"]
        steps.append(Step(of_step, spread_of_step, read, out))
        here = here + np.maximum(out, 0)
    top = kept(here)
    joined = network.characters_in(w, text, top)
    scores = kept(np.maximum(joined, 0)) @ w["labels"] + w["labels.bias"]
    return scores, Trace(scaled, spread, base, steps, top, joined)


def _scaled(rows: Floats) -> tuple[Floats, Floats]:
    out = np.empty_like(rows)
    spread = network.scale(rows, out)
    return out, spread


def _shifted(rows: Floats, distance: int) -> Floats:
    """Return rows whose first third comes from so many rows before, and whose last third from so many behind."""
    third = rows.shape[1] // 3
    out = rows.copy()
    out[:distance, :third] = 0
    out[distance:, :third] = rows[:-distance, :third]
    out[-distance:, -third:] = 0
    out[:-distance, -third:] = rows[distance:, -third:]
    return out


def gradient(w: Weights, text: Seen, trace: Trace, of_scores: Floats, keep: Sequence[Floats]) -> Weights:
    """Return the gradient of each weight, given that of the scores; `keep` as given to `run`."""
    out: Weights = {}
    factors = list(keep) or [np.ones((1, 1), np.float32)] * (len(DISTANCES) + 3)
    out["labels"] = (np.maximum(trace.joined, 0) * factors[-1]).T @ of_scores
    out["labels.bias"] = of_scores.sum(axis=0)
    of_joined = (of_scores @ w["labels"].T) * factors[-1] * (trace.joined > 0)
    out["characters"] = _by_row(text.characters, of_joined, len(w["characters"]))
    out["places"] = _by_row(text.places, of_joined, len(w["places"]))
    out["marks"] = _by_row(text.marks.values, of_joined[text.marks.rows], len(w["marks"]))
    of_top = _by_row(text.word_of, of_joined, len(text.words))
    out["top"] = trace.top.T @ of_top
    out["top.bias"] = of_top.sum(axis=0)
    here = (of_top @ w["top"].T) * factors[-2]
    for i in reversed(range(len(DISTANCES))):
        here = here + _of_step(w, i, trace, here, factors[1 + i], out)
    of_base = here * factors[0] * (trace.base > 0)
    out["base.gain"] = (of_base * trace.scaled).sum(axis=0)
    out["base.bias"] = of_base.sum(axis=0)
    of_first = _of_scaled(of_base * w["base.gain"], trace.scaled, trace.spread)
    out["words"] = words().vectors(text.words).T @ of_first
    for name, values in (("tags", text.tags), ("lengths", text.lengths), ("first", text.first), ("last", text.last)):
        out[name] = _by_row(values, of_first, len(w[name]))
    for name, bag in (("first_marks", text.first_marks), ("last_marks", text.last_marks)):
        out[name] = _by_row(bag.values, of_first[bag.rows], len(w[name]))
    return out


def _of_step(w: Weights, i: int, trace: Trace, above: Floats, factor: Floats, out: Weights) -> Floats:
    """Put the gradients of a layer's weights into `out` and return that of the rows that it read."""
    step, distance = trace.steps[i], DISTANCES[i]
    of_out = above * (step.out > 0)
    out[f"{i}.bias"] = of_out.sum(axis=0)
    out[f"{i}.mix"] = step.read.T @ of_out
    of_read = _of_shifted(of_out @ w[f"{i}.mix"].T, distance)
    of_read *= factor
    out[f"{i}.gain"] = (of_read * step.scaled).sum(axis=0)
    out[f"{i}.shift"] = of_read.sum(axis=0)
    return _of_scaled(of_read * w[f"{i}.gain"], step.scaled, step.spread)


def _of_shifted(above: Floats, distance: int) -> Floats:
    """Return the gradient of rows, given that of what `_shifted` makes of them."""
    third = above.shape[1] // 3
    out = above.copy()
    out[-distance:, :third] = 0
    out[:-distance, :third] = above[distance:, :third]
    out[:distance, -third:] = 0
    out[distance:, -third:] = above[:-distance, -third:]
    return out


def _of_scaled(above: Floats, scaled: Floats, spread: Floats) -> Floats:
    """Return the gradient of rows, given that of the rows scaled to mean 0 and spread 1."""
    along = (above * scaled).mean(axis=1, keepdims=True)
    rows: Floats = (above - above.mean(axis=1, keepdims=True) - scaled * along) / spread
    return rows


def _by_row(rows: Integers, values: Floats, size: int) -> Floats:
    """Return the sums of values that belong to the same row, for each of `size` rows."""
    out = np.zeros((size, values.shape[1]), np.float32)
    if len(rows):
        order = np.argsort(rows, kind="stable")
        firsts = np.flatnonzero(np.diff(rows[order], prepend=-1))
        out[rows[order][firsts]] = np.add.reduceat(values[order], firsts, axis=0)
    return out
