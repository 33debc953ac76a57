"""`--endpoint URL` in place of DIR: the same output from an endpoint as from the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kg.cli import app
from tests.serve.running import serving


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """Return the endpoint of a server that only reads."""
    with serving(folder) as client:
        yield f"{client.base_url}/sparql"


def kg(*arguments: object) -> Result:
    """Run the command line."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(one) for one in arguments])


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (
            "query",
            ["SELECT DISTINCT ?n { ?x a xz:Enterprise ; rdfs:label ?n FILTER(?x != <http://x//y>) } ORDER BY ?n"],
        ),
        ("query", ["--name", "figures-of", "富阳区"]),
        ("show", ["富阳区"]),
        ("show", ["富阳", "--all", "--lang", "en"]),
        ("path", ["陆知远", "顾砚秋"]),
        ("export", ["--format", "graphml"]),
        ("export", ["--format", "nq"]),
        ("ask", ["富阳区2024年的地区生产总值是多少"]),
        ("search", ["春江"]),
        ("figures", ["富阳区"]),
        ("check", []),
        ("why", ["澄光新材", "位于", "春江街道"]),
    ],
)
def test_an_endpoint_stands_in_for_a_folder(url: str, folder: Path, command: str, arguments: list[str]) -> None:
    here, there = kg(command, folder, *arguments), kg(command, "--endpoint", url, *arguments)
    assert here.exit_code == 0, here.output
    assert there.stdout == here.stdout
    assert kg(command, *arguments, f"--endpoint={url}").stdout == here.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "--endpoint", "http://127.0.0.1:9/", "富阳区"), "cannot reach"),
        (("show", "--endpoint", "graph", "富阳区"), "begins with http"),
        (("show", "--endpoint", "{url}", "不知道"), "no entity is called"),
        (("query", "--endpoint", "{url}", "SELECT * {"), "malformed"),
        (("query", "--endpoint", "{url}", "DROP ALL"), "DROP is refused"),
    ],
)
def test_what_goes_wrong_is_one_line(url: str, arguments: tuple[str, ...], message: str) -> None:
    done = kg(*(one.replace("{url}", url) for one in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert message in line
