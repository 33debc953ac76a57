"""What is known of a document, and where it was found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.layout import repair
from extract.metadata import About, describe, load_table
from extract.metadata_table import parse_date
from extract.source import decode
from ontology.errors import InputError

BODY = "余杭区今年新开工重大项目三十二个，余杭区总投资超过一百亿元，余杭区增速居全市前列。"


def about(text: str, name: str = "a.txt", table: str | None = None, folder: Path | None = None) -> About:
    path = (folder or Path()) / name
    source = decode(text.encode(), path)
    rows = None
    if table is not None and folder is not None:
        (folder / "metadata.csv").write_text(table, encoding="utf-8")
        rows = load_table(folder / "metadata.csv")
    return describe(source, repair(source.text), rows)


def test_table_comes_before_front_matter_name_and_text(tmp_path: Path) -> None:
    text = f"---\ndate: 2024-05-02\ntitle: 抓项目\nauthor: 李明、王芳\n---\n# 余杭区抓项目促投资\n{BODY}"
    found = about(
        text,
        "余杭晨报_2024-05-03.txt",
        "path,date,place\n余杭晨报_2024-05-03.txt,2024/5/1,浙江省杭州市余杭区\n",
        tmp_path,
    )
    assert found == About(
        date=date(2024, 5, 1),
        title="抓项目",
        publisher="余杭晨报",
        place="浙江省杭州市余杭区",
        authors=("李明", "王芳"),
        origins={
            "date": "metadata",
            "title": "frontmatter",
            "publisher": "filename",
            "place": "metadata",
            "authors": "frontmatter",
        },
    )


def test_text_says_what_nothing_else_does() -> None:
    found = about(f"余杭晨报\n2024年5月1日 星期三\n\n余杭区抓项目促投资\n记者 李明远 通讯员 王 芳\n{BODY}\n")
    assert (found.date, found.title) == (date(2024, 5, 1), "余杭区抓项目促投资")
    assert (found.publisher, found.place) == ("余杭晨报", "浙江省杭州市余杭区")
    assert found.authors == ("李明远", "王芳")
    assert set(found.origins.values()) == {"text"}


def test_what_is_nowhere_stays_empty() -> None:
    assert about("大家都说好，生活更方便了。") == About()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-05-01_余杭区抓项目促投资.txt", date(2024, 5, 1)),
        ("20240501.txt", date(2024, 5, 1)),
        ("余杭晨报2024年5月1日.txt", date(2024, 5, 1)),
        ("2024_报告.txt", None),
        ("20249999.txt", None),
        ("a2024050112ff.txt", None),
    ],
)
def test_date_in_a_file_name(name: str, day: date | None) -> None:
    assert about(BODY, name).date == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"本报嘉兴5月1日讯（记者 李明）今年项目多。{BODY}", "浙江省嘉兴市"),
        ("# 杭州余杭：抓项目促投资\n今年项目多，大家干劲足。", "浙江省杭州市余杭区"),
        ("2019年河北省政府工作报告\n——2019年3月5日在河北省某届人民代表大会会议上\n各位代表：", "河北省"),
        (BODY, "浙江省杭州市余杭区"),
        ("余杭区和萧山区今年项目都多，大家干劲足。", ""),
    ],
)
def test_place_in_the_text(text: str, place: str) -> None:
    assert about(text).place == place


def test_makers_of_pictures_are_not_authors() -> None:
    assert about(f"{BODY}\n\n王芳 摄\n\n{BODY}").authors == ()


def test_row_is_found_by_name_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("path,title\nnews/a.txt,甲\nb.txt,乙\nold/b.txt,丙\n", encoding="utf-8")
    table = load_table(tmp_path / "metadata.csv")
    rows = [
        table.row(path) for path in (tmp_path / "news/a.txt", Path("/x/a.txt"), tmp_path / "b.txt", Path("/x/b.txt"))
    ]
    assert [row and row.title for row in rows] == ["甲", "甲", "乙", None]


def test_table_says_what_it_passes_over(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("path,titel\na.txt,甲\n", encoding="utf-8")
    assert [warning.split(": ", 1)[1] for warning in load_table(tmp_path / "metadata.csv").warnings] == [
        "column 'titel' is not used; did you mean 'title'?",
        "no file a.txt",
    ]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("file,date\na.txt,2024-05-01\n", "no column named path"),
        ("path,date\na.txt,2024-13-01\n", "line 2: '2024-13-01' is not a date"),
        ("path,date\n,2024-05-01\n", "line 2: no path"),
        ("path,date\na.txt,2024-05-01,甲\n", "line 2: 3 values for 2 columns"),
        ("path\na.txt\na.txt\n", "line 3: a second row for a.txt"),
        ('path,title\na.txt,"甲\n', "not CSV"),
        ("", "empty"),
    ],
)
def test_wrong_table_gets_one_clear_line(tmp_path: Path, table: str, says: str) -> None:
    path = tmp_path / "metadata.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_table(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    "text", ["2024-05-01", "2024/5/1", "2024年5月1日", "20240501", "2024.05.01", "2024-05-01 09:45:30"]
)
def test_dates_people_write(text: str) -> None:
    assert parse_date(text) == date(2024, 5, 1)


@pytest.mark.parametrize("text", ["", "2024", "202451", "5月1日", "2024-02-30", "昨天"])
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None
