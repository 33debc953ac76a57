"""What a build did, as tables with the labels of the ontology."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.summary import Summary
from ontology import model


def show(summary: Summary, console: Console) -> None:
    """Print the summary of a build."""
    documents = summary.documents
    parts = (
        ("新增", documents.new),
        ("更新", documents.changed),
        ("未变", documents.unchanged),
        ("移除", documents.removed),
    )
    console.print(
        Text.assemble(
            ("文档 documents  ", "bold"),
            (f"{documents.total:,}", "bold green"),
            "   " + "  ".join(f"{name} {count:,}" for name, count in parts),
        )
    )
    tables = [_table("实体 entities", summary.entities), _table("关系 relations", summary.relations)]
    console.print(Columns(tables, padding=(0, 4)))
    rest = Table(box=None, show_header=False, pad_edge=False)
    rest.add_column(style="bold")
    rest.add_column(justify="right")
    rest.add_column(style="dim")
    rest.add_row("数据 figures", f"{summary.figures:,}")
    rest.add_row("进程 stages", f"{summary.milestones:,}")
    rest.add_row("三元组 triples", f"{summary.triples:,}")
    rest.add_row("隔离 quarantined", f"{summary.quarantined:,}", _reasons(summary))
    rest.add_row("用时 time", f"{summary.seconds:.1f} s", "未变，无需重建 up to date" if summary.up_to_date else "")
    if summary.conflicts:
        rest.add_row(
            "订正待核 decisions to check", f"{len(summary.conflicts):,}", "原文已不支持 the texts no longer fit them"
        )
    console.print(rest)
    for path, same in documents.duplicates:
        console.print(Text(f"{path} 与 {same} 内容相同，只计一次 same text", "dim"))


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_header=False, pad_edge=False
    )
    table.add_column()
    table.add_column(style="dim")
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(model.label(name), model.label(name, "en"), f"{count:,}")
    table.add_section()
    table.add_row("合计", "total", f"{sum(counts.values()):,}", style="bold")
    return table


def _reasons(summary: Summary) -> str:
    return "；".join(f"{zh} {count:,}" for (zh, _), count in summary.reasons.items())
