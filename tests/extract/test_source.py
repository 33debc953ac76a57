"""Reading: encodings, files that are no text, and which files a list of arguments means."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.source import LARGEST, decode, expand, plausible, read
from ontology.errors import EncodingError, InputError

TEXT = "青禾区今年新建社区食堂十二家。\r\n全区老人吃饭更方便了。\n"
COMMON = st.text(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面", min_size=8
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_each_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    source = decode(data, Path("a.txt"))
    assert (source.text, source.encoding) == (TEXT, encoding)


def test_digest_is_that_of_a_plain_utf8_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    assert read(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_byte_order_mark_counts_for_no_offset() -> None:
    assert decode(b"\xef\xbb\xbf" + TEXT.encode(), Path("a.txt")).text.index("青禾区") == 0


@given(COMMON)
def test_gb18030_is_read_back(text: str) -> None:
    assert decode(text.encode("gb18030"), Path("a.txt")).text == text


def test_rare_names_do_not_make_a_text_implausible() -> None:
    assert decode("区长周镕与局长李䶮到会讲话，部署今年工作。".encode("gb18030"), Path("a.txt")).encoding == "gb18030"


def test_utf8_taken_for_gb18030_is_not_plausible() -> None:
    assert not plausible("今年全区新建社区食堂十二家啊".encode()[:-6].decode("gb18030", "ignore"))


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", InputError, "empty"),
        (b"\xef\xbb\xbf \n", InputError, "empty"),
        (b"%PDF-1.7\x00\x01\x02", EncodingError, "not text"),
        ("全區新建社區食堂十二家，長者用餐更方便，街道與醫院合作辦理。".encode("big5"), EncodingError, "Big5"),
        (TEXT.encode()[:20] + b"\xff\xff\xff", EncodingError, "not UTF-8 (byte 18)"),
        ("caffè à la crème".encode("latin-1"), EncodingError, "UTF-8"),
    ],
)
def test_what_is_no_text_gets_one_clear_line(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error) as caught:
        decode(data, Path("bad.txt"))
    assert str(caught.value).startswith("bad.txt: ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert decode(data, Path("a.txt")).text
    except InputError as error:
        assert "a.txt" in str(error)


def test_missing_file_folder_and_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    for path, says in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder"), (huge, "limit")):
        with pytest.raises(InputError, match=says):
            read(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "deep/c.TXT", "photo.jpg", "metadata.csv", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("文")
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_folder_means_its_texts_in_order(folder: Path) -> None:
    skipped: list[Path] = []
    assert names(expand([folder], skipped=skipped.append)) == ["a.md", "b.txt", "c.TXT"]
    assert names(skipped) == ["photo.jpg"]


def test_glob_folder_and_file_are_not_read_twice(folder: Path) -> None:
    assert names(expand([f"{folder}/*.txt", folder, folder / "b.txt"])) == ["a.md", "b.txt", "c.TXT"]


def test_named_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    assert names(expand([folder / "photo.jpg"])) == ["photo.jpg"]


@pytest.mark.parametrize("name", ["none", "*.pdf", "deep/none.txt"])
def test_missing_path_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(InputError, match="no such file"):
        expand([folder / name])


def test_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt or \.md file"):
        expand([tmp_path])
