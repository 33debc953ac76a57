"""Make the file of words: `python -m extract.word_vectors synonyms-3.10.2.tar.gz` writes model/words.npz.

The vectors are those that the package `synonyms` 3.10.2 (PyPI, MIT licence, Hai Liang Wang and Hu Ying Xi) brings,
learned by word2vec from the Chinese Wikipedia. Kept are words of two to eight Han characters, with each number of a
vector in one byte; fields are clusters of them. `pip download --no-deps --no-binary :all: synonyms==3.10.2` fetches it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tarfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.words import FILE
from ontology.errors import InputError, XianzhiError

SHA256 = "d42f4679adcac522bb6b23256a076aeea11c238eeac47d7fd731f49d7ecce094"
_MEMBER = "synonyms-3.10.2/synonyms/data/words.vector"
_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")
# Numbers of a unit vector of a hundred numbers seldom reach a half.
_SCALE = 1 / 254
_MOST = 127
FIELDS = 512
_ROUNDS = 40

Vectors = NDArray[np.float32]


def read(archive: Path) -> tuple[list[str], Vectors]:
    """Return the words of the archive and their vectors, a row each. Raises InputError for any other file."""
    data = archive.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise InputError(f"{archive}: is not the archive that the vectors come from; see the head of this module")
    with tarfile.open(archive) as files:
        member = files.extractfile(_MEMBER)
        body = member.read() if member is not None else b""
    return parse(body)


def parse(body: bytes) -> tuple[list[str], Vectors]:
    """Return words and vectors of a file in the binary form of word2vec."""
    at = body.index(b"\n") + 1
    count, size = map(int, body[:at].split())
    words, vectors = [], np.zeros((count, size), np.float32)
    for row in range(count):
        end = body.index(b" ", at)
        words.append(body[at:end].strip().decode("utf-8", "ignore"))
        vectors[row] = np.frombuffer(body, np.float32, size, end + 1)
        at = end + 1 + 4 * size
    return words, vectors


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length 1, around their mean."""
    centred = vectors - vectors.mean(axis=0)
    units: Vectors = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    return units


def clusters(vectors: Vectors, count: int) -> NDArray[np.int64]:
    """Return a cluster for each unit vector: k-means by the angle, begun from vectors spread over the rows."""
    centres = vectors[np.linspace(0, len(vectors) - 1, count).astype(int)]
    nearest = np.zeros(len(vectors), np.int64)
    for _ in range(_ROUNDS):
        nearest = np.concatenate([(part @ centres.T).argmax(axis=1) for part in np.array_split(vectors, 32)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return nearest


def write(words: list[str], vectors: Vectors, target: Path) -> None:
    """Write the file that `extract.words` reads."""
    kept = [i for i, word in enumerate(words) if _WORD.fullmatch(word)]
    units = unit(vectors[kept])
    np.savez_compressed(
        target,
        words=np.frombuffer("\0".join(words[i] for i in kept).encode(), dtype=np.uint8),
        vectors=np.clip(np.round(units / _SCALE), -_MOST, _MOST).astype(np.int8),
        scale=np.float32(_SCALE),
        fields=clusters(units, FIELDS).astype(np.uint16),
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="synonyms-3.10.2.tar.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / FILE, help="where the file goes")
    args = parser.parse_args()
    try:
        words, vectors = read(args.archive)
    except (XianzhiError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(2)
    write(words, vectors, args.out)
    sys.stdout.write(f"{args.out} {args.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
