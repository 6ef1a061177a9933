"""What `interpretation_quality` says of real interpretations, and of copies made from real documents.

    python -m bench.copies FOLDER

FOLDER holds `pairs.jsonl` (policy and interpretation, each with title and full_text) and `policies.jsonl` (title, text), a
value a line.  Prints a row a text: how many would be accused, doubted, passed.  No real one may be accused, no full copy passed.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from checks._copying import Judge
from core import catalogue
from core.overlap import Source, sentences

_HEAD = "近日，有关单位印发了《{title}》。为便于社会各界准确理解、全面把握文件精神，现解读如下。"
_OWN = (
    "为什么要出台这份文件？近年来，不少企业和群众反映，办事时材料多、来回跑、口径不一，同一件事在不同窗口得到的答复不一样。"
    "起草单位先后走访了二十多家企业，召开了四次座谈会，收到意见一百三十条，采纳了八十六条，最后形成了现在的文本。"
    "对照老办法，变化最大的是三点：门槛降低了，一次可以办成；钱到账更快了，当月就能收到；办不成的，窗口要说清楚理由。"
)
_SYNONYMS = {
    "加强": "强化", "推进": "推动", "建立": "构建", "完善": "健全", "促进": "推动", "提高": "提升", "开展": "组织",
    "明确": "确定", "支持": "扶持", "鼓励": "倡导", "按照": "依照", "以及": "和", "进一步": "更加", "应当": "须", "落实": "执行",
}  # fmt: skip
_MEASURES = "contained", "taken", "own"


def main(folder: Path) -> None:
    judge = Judge(catalogue.load().rules["interpretation_quality"].limits)
    print(f"{'':26}{'n':>4}{'fail':>6}{'unsure':>8}{'pass':>6}   contained     taken        own (least–most)")
    for name, pairs in (("real", list(_real(folder))), *_made(folder)):
        _row(name, judge, pairs)
    every = list(_real(folder))
    began = time.perf_counter()
    for _ in range(20):
        for document, text in every:
            judge.of(Source(document), text)
    print(f"{(time.perf_counter() - began) / 20 / len(every) * 1000:.1f} ms a pair")


def _row(name: str, judge: Judge, pairs: list[tuple[str, str]]) -> None:
    said, measures = Counter[str](), []
    for document, text in pairs:
        judged = judge.of(Source(document), text)
        said[judged.verdict] += 1
        measures.append([getattr(judged.overlap, measure) for measure in _MEASURES])
    columns = [(min(column), max(column)) for column in zip(*measures, strict=True)]
    spans = "   ".join(f"{low:.2f}–{high:.2f}" if high <= 1 else f"{low:.0f}–{high:.0f}" for low, high in columns)
    print(f"{name:26}{len(pairs):4}{said['fail']:6}{said['unsure']:8}{said['pass']:6}   {spans}")


def _real(folder: Path) -> Iterator[tuple[str, str]]:
    pairs = _lines(folder / "pairs.jsonl")
    texts = [pair[side]["full_text"] for pair in pairs for side in ("policy", "interpretation")]
    seen = Counter(word for text in texts for word in set(text.split()))
    frame = {word for word, count in seen.items() if count > len(texts) / 2}
    for pair in pairs:
        yield _without(pair["policy"]["full_text"], frame), _without(pair["interpretation"]["full_text"], frame)


def _without(text: str, frame: set[str]) -> str:
    """A page's text without what most of the pages show."""
    return "\n".join(word for word in text.split() if word not in frame)


def _made(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    policies = [(row["title"], row["text"]) for row in _lines(folder / "policies.jsonl")]
    ways: dict[str, Callable[[str, str], str]] = {
        "full copy": lambda title, text: text,
        "copy with a usual head": lambda title, text: f"{_HEAD.format(title=title)}\n{text}",
        "first third of it": lambda title, text: text[: len(text) // 3],
        "shuffled paragraphs": _shuffled,
        "headings": _headings,
        "light synonyms": _synonyms,
        "one paragraph of its own": lambda title, text: f"{_OWN}\n{text}",
        "own prose, some quotes": lambda title, text: _OWN * 3 + "\n".join(list(sentences(text))[5:15]),
        "of another document": lambda title, text: policies[
            ([t for t, _ in policies].index(title) + 1) % len(policies)
        ][1],
    }
    for name, way in ways.items():
        yield name, [(text, way(title, text)) for title, text in policies]


def _shuffled(title: str, text: str) -> str:
    paragraphs = text.split("\n")
    Random(title).shuffle(paragraphs)
    return "\n".join(paragraphs)


def _headings(title: str, text: str) -> str:
    heads = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+条)")
    return "\n".join(line.partition("。")[0] for line in text.split("\n") if heads.match(line)) or text[:300]


def _synonyms(title: str, text: str) -> str:
    return re.sub("|".join(_SYNONYMS), lambda found: _SYNONYMS[found.group()], text)


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
