"""The confidence of rules for relations, measured on gold annotation."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from kg.commands import relation_rules
from tests.extract.marked import corpus

MARKED = "{D:青峰县}启动{R:强链行动}。{E:恒越电气}搬至{D:柳河镇}。{E:蓝晶科技}搬至{D:石坪乡}。"
RIGHT = [("青峰县", "launched", "强链行动"), ("恒越电气", "locatedIn", "柳河镇")]


def gold_in(folder: Path) -> Path:
    """Write a text and its gold, which has one of the two places, and return the file of gold."""
    article = corpus.parse(MARKED)
    (folder / "news.txt").write_text(article.text, encoding="utf-8")
    names = {article.text[start:end]: kind for start, end, kind in article.names}
    document: dict[str, Any] = {
        "source": "news.txt",
        "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "regions": [[0, len(article.text)]],
        "mentions": [
            {"start": start, "end": end, "type": kind, "entity": article.text[start:end]}
            for start, end, kind in article.names
        ],
        "entities": [{"name": name, "type": kind, "names": [name]} for name, kind in names.items()],
        "relations": [{"subject": a, "predicate": p, "object": b} for a, p, b in RIGHT],
    }
    path = folder / "gold.json"
    path.write_text(json.dumps({"documents": [document]}, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_table_says_how_often_each_rule_was_right(tmp_path: Path) -> None:
    gold, target = gold_in(tmp_path), tmp_path / "table.tsv"
    relation_rules.main([str(gold), str(tmp_path), str(gold), str(tmp_path), "--target", str(target)])
    rows = [line.split("\t") for line in target.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows == [["launched-verb", "0.83", "2", "2"], ["located-verb", "0.62", "4", "2"]]
