"""A comparison with gold annotation, printed: tables, the table of types, errors with their sentences, calibration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.evaluation import Fault, Judged, Sheet, calibration
from kg.evaluation.sheet import LAYERS, NOTHING
from kg.evaluation.words import FAULTS_ZH, LAYERS_ZH, kinds, label, row
from kg.layout import safe, wrap

_MARKS = {"gold": "green underline", "ours": "red", "both": "yellow"}
# Rules that found fewer than this say nothing in a table.
_FEW = 3


def show(sheet: Sheet, console: Console, *, errors: int) -> None:
    """Print a comparison; of each kind of error the first `errors`."""
    for layer in LAYERS:
        if sheet.counts[layer]:
            console.print(_scores(sheet, layer))
    console.print(_types(sheet))
    console.print(
        Text("行是标注，列是抽取；范围有重叠即算 rows gold, columns found; names that overlap count\n", "dim")
    )
    for layer in ("mention", "relation", "figure"):
        judged = [one for one in sheet.judged if one.layer == layer]
        if judged:
            console.print(_calibration(f"{LAYERS_ZH[layer]} {layer}", judged))
    if errors:
        for line in _faults(sheet, errors, min(console.width, 100)):
            console.print(line, soft_wrap=True)


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def _scores(sheet: Sheet, layer: str) -> Table:
    table = _table(f"{LAYERS_ZH[layer]} {layer}")
    table.add_column("")
    table.add_column("", style="dim")
    for name in ("标注 gold", "找到 found", "正确 right", "精确率 P", "召回率 R", "F1"):
        table.add_column(name, justify="right")
    rows = [] if layer == "span" else [(row(layer, name), name, count) for name, count in sheet.rows(layer)]
    if layer != "figure":
        rows.append(("合计", "all", sheet.total(layer)))
    for place, (zh, name, count) in enumerate(rows):
        last = place == len(rows) - 1
        if last and place:
            table.add_section()
        cells = [f"{number:,}" for number in (count.gold, count.found, count.right)]
        cells += [f"{share:.3f}" for share in (count.precision, count.recall, count.f1)]
        table.add_row(safe(zh), safe(name), *cells, style="bold" if last else "")
    return table


def _types(sheet: Sheet) -> Table:
    names = kinds(sheet)
    table = _table("类型混淆 types")
    table.add_column("", no_wrap=True)
    for name in names:
        table.add_column(label(name), justify="right", overflow="fold")
    table.add_column("漏掉 missed", justify="right", no_wrap=True)
    for want in (*names, NOTHING):
        cells = []
        for have in (*names, NOTHING):
            count = sheet.confusion[want, have]
            cells.append(Text(str(count) if count else "·", "bold" if want == have else "" if count else "dim"))
        if want == NOTHING:
            table.add_section()
            cells[-1] = Text("")
        table.add_row(label(want) if want else "多找 invented", *cells)
    return table


def _calibration(name: str, judged: Sequence[Judged]) -> Table:
    table = _table(f"置信度 calibration: {name}  ECE {calibration.error(judged):.3f}")
    for column in ("置信度 confidence", "规则 rule"):
        table.add_column(column)
    for column in ("找到 found", "正确 right", "承诺 promised", "精确率 P", "差 gap"):
        table.add_column(column, justify="right")
    for line in calibration.by_band(judged):
        table.add_row(line.name, "", *_line(line))
    table.add_section()
    rules = calibration.by_rule(judged)
    for line in rules:
        if line.found >= _FEW:
            table.add_row("", safe(line.name) or "—", *_line(line))
    few = sum(line.found < _FEW for line in rules)
    if few:
        table.caption = f"另有 {few} 条规则各不足 {_FEW} 次 and {few} rules with fewer than {_FEW}"
        table.caption_justify = "left"
    return table


def _line(line: calibration.Line) -> tuple[str | Text, ...]:
    gap = Text(f"{line.gap:+.3f}", "red" if line.gap > 0.1 else "yellow" if line.gap < -0.1 else "")
    return f"{line.found:,}", f"{line.right:,}", f"{line.promised:.3f}", f"{line.precision:.3f}", gap


def _faults(sheet: Sheet, most: int, width: int) -> Iterator[Text]:
    marks = Text.assemble(("标注", _MARKS["gold"]), " gold   ", ("抽取", _MARKS["ours"]), " found   ")
    yield marks + Text.assemble(("两者", _MARKS["both"]), " both")
    for (layer, kind), faults in sheet.sorted_faults():
        yield Text()
        yield Text(f"{LAYERS_ZH[layer]} · {FAULTS_ZH[kind]}  {layer} {kind}  {len(faults):,}", "bold")
        for fault in faults[:most]:
            yield from (Text.assemble("  ", line) for line in wrap(_head(fault), width - 2))
            said = Text.assemble(*((safe(piece.text), _MARKS.get(piece.mark, "")) for piece in fault.pieces))
            yield from (Text.assemble("    ", line) for line in wrap(said, width - 4))


def _head(fault: Fault) -> Text:
    head = Text()
    if fault.want:
        head.append(safe(fault.want), "green")
    if fault.want and fault.have:
        head.append(" → ", "dim")
    if fault.have:
        head.append(safe(fault.have), "red")
    if fault.rule:
        head.append(f"  {safe(fault.rule)}", "cyan")
    if fault.confidence is not None:
        head.append(f" {fault.confidence:.2f}", "cyan")
    where = "" if fault.span is None else f":{fault.span[0]}"
    head.append(f"  {safe(fault.source)}{where}", "dim")
    return head
