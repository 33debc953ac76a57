"""Backups: the same file for the same graph, the same graph from the file, and nothing from a file that is foreign."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph, manifest
from kg.backup import HEADER, backup, restore
from kg.build import build
from kg.cli import app
from kg.store import canonical_nquads, current_version, open_current
from ontology.errors import GraphError, InputError
from tests.kg.factory import Extractor, Item, economy, firm, small, small_graph

Content = dict[str, bytes]


@pytest.fixture(scope="module")
def saved(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of the small graph."""
    file = tmp_path_factory.mktemp("saved") / "small.tar.gz"
    backup(graph, file)
    return file


def unpack(file: Path) -> Content:
    """Return what an archive holds."""
    with tarfile.open(file) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def pack(file: Path, content: Content, *members: tarfile.TarInfo) -> Path:
    """Write an archive by hand."""
    with tarfile.open(file, "w:gz") as archive:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for member in members:
            archive.addfile(member)
    return file


def test_a_restored_graph_is_the_graph(graph: Path, saved: Path, tmp_path: Path) -> None:
    done = restore(saved, tmp_path / "new" / "g")
    assert done.documents == 3
    assert canonical_nquads(open_current(tmp_path / "new" / "g")) == canonical_nquads(open_current(graph))
    with KnowledgeGraph.open(tmp_path / "new" / "g") as known, KnowledgeGraph.open(graph) as old:
        assert known.index.stored
        assert known.search("富阳") == old.search("富阳")
        assert known.ask("posts-of", "陆知远") is not None
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["g"]


def test_a_restored_graph_is_built_on_without_extracting_again(saved: Path, tmp_path: Path) -> None:
    restore(saved, tmp_path / "g")
    extractor = Extractor()
    assert build([Item(one) for one in small()], extractor, tmp_path / "g").up_to_date
    assert extractor.done == []


def test_equal_graphs_give_equal_files(saved: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    build([Item(firm())], Extractor(), grown)
    build([Item(one) for one in reversed(small())], Extractor(), grown)
    backup(grown, tmp_path / "grown.tar.gz")
    restore(saved, tmp_path / "again")
    backup(tmp_path / "again", tmp_path / "again.tgz")
    assert (tmp_path / "grown.tar.gz").read_bytes() == (tmp_path / "again.tgz").read_bytes() == saved.read_bytes()


def test_a_backup_replaces_nothing(graph: Path, saved: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        backup(graph, saved)


@pytest.mark.parametrize("name", ["g.tar.zst", "g.zip", "g"])
def test_a_backup_is_a_tar_gz(graph: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"written as \.tar\.gz"):
        backup(graph, tmp_path / name)


def test_nothing_is_restored_over_something(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(GraphError, match="not empty"):
        restore(saved, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    restore(saved, tmp_path / "g")
    assert current_version(tmp_path / "g").is_dir()


def _escape(content: Content) -> None:
    header = json.loads(content[HEADER])
    for name in ("version/../../../evil", "/evil"):
        header["files"][name] = [0, ""]
    content[HEADER] = json.dumps(header).encode()
    content["version/../../../evil"] = b""


def _version(content: Content) -> None:
    header = json.loads(content[HEADER])
    content[HEADER] = json.dumps({**header, "version": "../../evil"}).encode()


def _foreign(content: Content) -> None:
    content["evil.txt"] = b""


def _changed(content: Content) -> None:
    content["graph.nq"] = content["graph.nq"].replace(b"1060.5", b"9060.5")


def _missing(content: Content) -> None:
    del content["version/cards.jsonl"]


def _headless(content: Content) -> None:
    del content[HEADER]


def _later(content: Content) -> None:
    header = json.loads(content[HEADER])
    content[HEADER] = json.dumps({**header, "format": 99}).encode()


@pytest.mark.parametrize("harm", [_escape, _version, _foreign, _changed, _missing, _headless, _later])
def test_a_harmed_or_foreign_archive_is_refused(saved: Path, tmp_path: Path, harm: Callable[[Content], None]) -> None:
    content = unpack(saved)
    harm(content)
    bad = pack(tmp_path / "bad.tar.gz", content)
    with pytest.raises(InputError, match=r"no backup of a graph, or is damaged"):
        restore(bad, tmp_path / "a" / "b" / "g")
    assert not (tmp_path / "evil").exists()
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_link_is_refused(saved: Path, tmp_path: Path) -> None:
    content = unpack(saved)
    del content["version/cards.jsonl"]
    link = tarfile.TarInfo("version/cards.jsonl")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with pytest.raises(InputError, match="is damaged"):
        restore(pack(tmp_path / "bad.tar.gz", content, link), tmp_path / "g")


@pytest.mark.parametrize("data", [b"", b"text", gzip.compress(b"text"), gzip.compress(b"")])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.tar.gz").write_bytes(data)
    with pytest.raises(InputError, match="no backup of a graph"):
        restore(tmp_path / "bad.tar.gz", tmp_path / "g")


def test_a_file_cut_short_is_refused(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="damaged"):
        restore(tmp_path / "cut.tar.gz", tmp_path / "g")


def test_a_backup_of_an_earlier_format_says_how_to_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_graph(tmp_path)
    backup(folder, tmp_path / "old.tar.gz")
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    with pytest.raises(InputError, match=r"its format is .*kg build"):
        restore(tmp_path / "old.tar.gz", tmp_path / "g")


@pytest.fixture
def old(graph: Path, tmp_path: Path) -> Path:
    """Return a graph that says it is of an earlier format."""
    shutil.copytree(graph, tmp_path / "old")
    path = current_version(tmp_path / "old") / manifest.NAME
    path.write_text(path.read_text("utf-8").replace(f'"format": {manifest.FORMAT}', '"format": 0'), "utf-8")
    return tmp_path / "old"


@pytest.mark.parametrize(
    "command", [("show", "富阳区"), ("query", "ASK {}"), ("search", "富阳区"), ("backup", "x.tar.gz")]
)
def test_a_graph_of_an_earlier_format_is_refused_with_the_command_that_rebuilds_it(
    old: Path, command: tuple[str, ...]
) -> None:
    done = CliRunner().invoke(app, [command[0], str(old), *command[1:]])
    assert done.exit_code == 2
    assert f"rebuild it with `kg build PATH... --out {old}`" in done.stderr


def test_a_graph_of_an_earlier_format_is_rebuilt_in_place(old: Path) -> None:
    build([Item(economy())], Extractor(), old)
    with KnowledgeGraph.open(old) as known:
        assert known.entity("富阳区").label == "富阳区"


def test_the_commands_say_what_they_did(graph: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["backup", str(graph), str(tmp_path / "g.tar.gz")])
    assert done.exit_code == 0, done.output
    assert "3 documents" in done.stdout
    done = CliRunner().invoke(app, ["restore", str(tmp_path / "g.tar.gz"), str(tmp_path / "g")])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(app, ["restore", str(tmp_path / "g.tar.gz"), str(tmp_path / "g")])
    assert done.exit_code == 2
