"""A spaCy pipeline that a user has installed: where it is, what it says of itself, and how it is loaded."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language

from ontology.errors import InputError, MissingExtraError

# Parts of the published pipelines that names do not need; they take half of the time.
_UNNEEDED = frozenset({"tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer"})
_ENTITIES = "doc.ents"


@dataclass(frozen=True, slots=True)
class Described:
    """A pipeline that is there. `key` changes with its content, `precision` is what it says of its labels.

    `spacy` is the version of spaCy itself.
    """

    name: str
    version: str
    spacy: str
    key: str
    precision: Mapping[str, float]

    @property
    def measured_as(self) -> str:
        """What stands for it in the table of measured pipelines."""
        return f"{self.name}-{self.version}"


def describe(name: str) -> Described:
    """Return what an installed pipeline, or one in a folder, says of itself; nothing is loaded.

    Raises MissingExtraError, with the command that installs it, where there is none, and InputError where a folder
    or package holds something else.
    """
    folder = _folder(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # loading will say what does not fit
            meta = util.get_model_meta(folder)
    except (OSError, ValueError) as error:
        raise InputError(f"{name} is no spaCy pipeline: {error}") from error
    called, version = f"{meta['lang']}_{meta['name']}", str(meta["version"])
    content = "" if util.is_package(name) else _digest(folder)
    key = "\x1f".join((called, version, content))
    return Described(called, version, metadata.version("spacy"), key, _precision(meta))


def load(name: str) -> Language:
    """Return a pipeline, ready to run.

    Raises as `describe` does, and MissingExtraError where it does not load here, or looks for no names.
    """
    about = describe(name)
    try:
        model = spacy.load(name)
    except ImportError as error:
        part = (error.name or "").partition(".")[0].replace("_", "-")
        hint = f": pip install {part}" if part else ""
        raise MissingExtraError(f"{name} needs a package that is not installed ({error}){hint}") from error
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise MissingExtraError(
            f"{name} {about.version} does not load with spaCy {about.spacy}: {reason}; "
            f"python -m spacy download {about.name} installs one that does"
        ) from error
    makers = {part for part in model.pipe_names if _ENTITIES in model.get_pipe_meta(part).assigns}
    if not makers:
        raise MissingExtraError(
            f"{name} looks for no names (it has {', '.join(model.pipe_names) or 'no parts'}): "
            "take a pipeline with `ner` or `entity_ruler`"
        )
    if {model.get_pipe_meta(part).factory for part in makers} == {"ner"}:
        model.select_pipes(disable=sorted(_UNNEEDED.intersection(model.pipe_names)))
    return model


def _folder(name: str) -> Path:
    if name and util.is_package(name):
        try:
            return Path(util.get_package_path(name))
        except (ImportError, AttributeError, TypeError) as error:
            raise InputError(f"{name} is no spaCy pipeline: {error}") from error
    if name and Path(name).exists():
        return Path(name)
    raise MissingExtraError(
        f"there is no spaCy pipeline {name!r}: python -m spacy download {name or 'zh_core_web_sm'}, "
        "pip install a wheel of it, or give the path of its folder"
    )


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def _precision(meta: Mapping[str, Any]) -> dict[str, float]:
    """Return the measured precision of each label, as far as the pipeline's makers wrote it down."""
    performance = meta.get("performance")
    labels = performance.get("ents_per_type") if isinstance(performance, dict) else None
    scores = labels.items() if isinstance(labels, dict) else ()
    return {
        str(label): float(score["p"])
        for label, score in scores
        if isinstance(score, dict) and isinstance(score.get("p"), (int, float))
    }
