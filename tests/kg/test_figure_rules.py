"""The confidence of rules for figures, measured on gold annotation."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from kg.commands import figure_rules

TEXT = "2024年，杭州市余杭区新建仓库30个。宁波市新建粮仓12座。2024年，杭州市余杭区新建茶园7个。"


def figure(text: str, about: str, indicator: str, value: str, unit: str) -> dict[str, Any]:
    """Return a figure of the gold."""
    start = TEXT.index(text)
    span = {"start": start, "end": start + len(text), "text": text}
    rest = {"qualifier": "exact", "period": ["2024-01-01", "2024-12-31"], "change": "", "kind": "actual"}
    return {**span, **rest, "about": about, "indicator": indicator, "value": value, "unit": unit}


def test_the_table_tells_a_wrong_owner_from_wrong_words(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    figures = [
        figure("30个", "杭州市余杭区", "新建仓库数", "30", "个"),
        figure("12座", "杭州市余杭区", "新建粮仓数", "12", "座"),
    ]
    document = {
        "source": "news.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "regions": [[0, len(TEXT)]],
        "mentions": [],
        "entities": [],
        "relations": [],
        "figures": figures,
    }
    gold, target = tmp_path / "gold.json", tmp_path / "table.tsv"
    gold.write_text(json.dumps({"documents": [document]}, ensure_ascii=False), encoding="utf-8")
    figure_rules.main([str(gold), str(tmp_path), "--target", str(target)])
    rows = [line.split("\t") for line in target.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows == [["rule", "level", "0.72", "2 of 3"], ["subject", "named", "0.68", "1 of 2"]]
