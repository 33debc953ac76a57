"""The public surface is `__all__`: every name is there, has its words, and nothing else is promised."""

from __future__ import annotations

import importlib
import inspect

import pytest

PACKAGES = ("kg", "extract", "outputs")


@pytest.mark.parametrize("package", PACKAGES)
def test_all_names_exist_and_are_sorted(package: str) -> None:
    module = importlib.import_module(package)
    # Constants first, as the linter has it.
    assert list(module.__all__) == sorted(module.__all__, key=lambda name: (not name.isupper(), name))
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_what_is_public_is_documented() -> None:
    kg = importlib.import_module("kg")
    for name in kg.__all__:
        thing = getattr(kg, name)
        assert inspect.getdoc(thing), name
        members = vars(thing).items() if inspect.isclass(thing) else ()
        for member, value in members:
            if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, (property, classmethod))):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_every_error_is_one_of_ours() -> None:
    kg = importlib.import_module("kg")
    errors = [getattr(kg, name) for name in kg.__all__ if name.endswith("Error")]
    assert len(errors) == 9
    assert all(issubclass(error, kg.XianzhiError) for error in errors)


def test_an_unknown_name_is_refused() -> None:
    for package in PACKAGES[:2]:
        with pytest.raises(AttributeError):
            _ = importlib.import_module(package).nothing_of_the_kind
