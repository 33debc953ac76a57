"""Measure how often a spaCy pipeline is right on the annotated corpus: `python -m extract.spacy_calibration NAME`.

Writes data/spacy_confidence.tsv, a line for each label of the pipeline; those of other pipelines stay.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from extract import corpus, spacy_model, training
from extract.spacy_names import SpacyNames
from extract.state import of
from ontology.errors import XianzhiError

# As many findings, as right as the pipeline's makers say less a deduction, are added to those of each label.
WEIGHT = 4.0

Counts = dict[str, tuple[int, int]]


def count(names: SpacyNames, articles: Iterable[corpus.Article]) -> Counts:
    """Return for each label how many names were found, and how many of them with the right span and type."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    nlp = training.candidate_pipeline()
    for article in articles:
        known = {(start, end): kind for start, end, kind in article.names}
        for found, label in names.typed(article.text, of(nlp(article.text))):
            counts[label][0] += 1
            counts[label][1] += known.get((found.start, found.end)) is found.type
    return {label: (found, right) for label, (found, right) in sorted(counts.items())}


def table(text: str, model: str, counts: Mapping[str, tuple[int, int]], said: Mapping[str, float]) -> str:
    """Return the data file with the lines of a model put in, or put in place of older ones."""
    lines = [line for line in text.splitlines() if not line.startswith(f"{model}\t")]
    for label, (found, right) in counts.items():
        share = (right + WEIGHT * said[label]) / (found + WEIGHT)
        lines.append(f"{model}\t{label}\t{share:.3f}\t{found}\t{right}")
    notes = [line for line in lines if line.startswith("#")]
    return "\n".join([*notes, *sorted(line for line in lines if line and not line.startswith("#"))]) + "\n"


def main() -> None:
    """Run from the command line."""
    home = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Measure how often the names of a spaCy pipeline are right.")
    parser.add_argument("name", help="a pipeline that is installed, or the path of its folder")
    parser.add_argument("--corpus", type=Path, default=home / "model" / "corpus", help="folder of annotated articles")
    parser.add_argument("--target", type=Path, default=home / "data" / "spacy_confidence.tsv", help="file to change")
    options = parser.parse_args()
    try:
        about = spacy_model.describe(options.name)
        names = SpacyNames(spacy_model.load(options.name), about)
        counts = count(names, corpus.read(options.corpus))
    except XianzhiError as error:
        sys.exit(f"error: {error}")
    said = {label: names.said(label) for label in counts}
    changed = table(options.target.read_text("utf-8"), about.measured_as, counts, said)
    options.target.write_text(changed, "utf-8", newline="\n")
    for label, (found, right) in counts.items():
        sys.stdout.write(f"{label}: {found} found, {right} right\n")


if __name__ == "__main__":
    main()
