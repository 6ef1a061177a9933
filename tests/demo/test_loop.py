"""`bihuan demo --loop`: the story is told as it happened, its files are there, and its pages open until somebody ends it."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from demo import clerk
from tests.site.cli import ENVIRONMENT, bihuan, command

#: The whole of it takes half a minute; where much else runs, several times as long.
SECONDS = 300


@dataclass(frozen=True)
class Played:
    """What was printed after the audit, a line a paragraph, and the folder with the files."""

    folder: Path
    told: list[str]
    seconds: float
    process: "subprocess.Popen[str]"

    def paragraph(self, number: str) -> str:
        (found,) = [line for line in self.told if line.startswith(f"{number}、")]
        return found

    def cases(self) -> list[dict[str, Any]]:
        said = bihuan(self.folder, "cases", "--json", "-")
        assert said.code == 0, said.err
        found: list[dict[str, Any]] = json.loads(said.out)
        return found

    def letters(self, kind: str) -> list[Path]:
        return sorted((self.folder / "outbox").glob(f"*-{kind}-*.eml"))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    work, started = tmp_path_factory.mktemp("loop"), time.monotonic()
    with subprocess.Popen(
        command("demo", "--loop"),
        cwd=work,
        # No browser: what pictures are like is tested elsewhere, and they take three times as long as all the rest.
        env=ENVIRONMENT | {"PATH": str(Path(sys.executable).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Played(work / "var" / "demo", _told(process), time.monotonic() - started, process)
        finally:
            process.kill()


def _told(process: "subprocess.Popen[str]") -> list[str]:
    """All lines up to the one that says that the district goes on."""
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("练习区县正在运行"):
            break
    return lines


def numbers(line: str) -> dict[str, int]:
    """已销号 5 as {已销号: 5}."""
    return {name: int(count) for name, count in re.findall(r"([\u4e00-\u9fff]+) (\d+)", line)}


def test_it_is_told_to_its_end_in_time(played: Played) -> None:
    story = played.told[played.told.index("闭环演示：") + 1 :]
    assert [line[0] for line in story[:7]] == list("一二三四五六七")
    assert story[-1].startswith("练习区县正在运行") and played.seconds < SECONDS


def test_the_counts_that_are_told_are_those_of_the_ledger(played: Played) -> None:
    cases = played.cases()
    found, states = numbers(played.paragraph("一")), [case["state"] for case in cases]
    assert f"{len({case['check'] for case in cases})}类{len(cases)}处问题" in played.paragraph("一")
    assert found["待核实"] + found["已交办"] == len(cases)
    assert numbers(played.paragraph("六"))["销号"] == states.count("fixed") >= 5


def test_the_unit_answers_over_the_link_in_its_letter(played: Played) -> None:
    told, cases = numbers(played.paragraph("三")), played.cases()
    signed, answered = ([case for case in cases if case[name]] for name in ("signed_at", "answered_at"))
    assert (told["签收"], told["已整改"]) == (len(signed), len(answered))
    assert len(signed) > len(answered) > 1
    assert {(case["unit"], case["answer"]) for case in answered} == {("yjj", "已整改，请复核")}
    assert all(case["signed_at"] < case["answered_at"] for case in answered)


def test_nothing_is_closed_before_it_is_mended(played: Played) -> None:
    claimed = numbers(played.paragraph("三"))["已整改"]
    assert numbers(played.paragraph("四")) == {"待复核": claimed}
    told = f"改好 {claimed - 1} 处，漏了 1 处。再核查：已销号 {claimed - 1}，待复核 1。"
    assert told in played.paragraph("五")
    waiting = [case for case in played.cases() if case["state"] == "claimed"]
    assert [(case["unit"], case["checked"]) for case in waiting] == [("yjj", "仍存在")]


def test_the_letters_lie_in_the_outbox(played: Played) -> None:
    notices, (result,) = played.letters("整改通知"), played.letters("复核结果")
    assert len(notices) == len({str(clerk.opened(file)["Message-ID"]) for file in notices}) > 1
    letter = clerk.opened(result)
    assert (letter["To"], letter["Reply-To"]) == ("yjj@example.gov.cn", "dsjj@example.gov.cn")
    mended = numbers(played.paragraph("五"))["已销号"]
    assert letter["Subject"].startswith(f"【复核结果】区应急管理局：复查通过{mended}处（")
    sent = sum(int(count) for count in re.findall(r"发出信件 (\d+) 封", "".join(played.told)))
    assert sent == len(list((played.folder / "outbox").glob("*.eml")))


def test_the_papers_are_there(played: Played) -> None:
    for name in ("整改台账.xlsx", "整改通知.docx"):
        assert str(played.folder / name) in played.paragraph("七")
        assert (played.folder / name).read_bytes()[:2] == b"PK"


def test_the_link_opens_until_the_story_is_ended(played: Played) -> None:
    (link,) = [line.partition("：")[2] for line in played.told if line.startswith("区应急管理局的答复页面")]
    with urlopen(link) as page:
        shown = page.read().decode()
    assert "待复核 1 处" in shown and len(clerk.form(shown).cases) == sum(
        case["unit"] == "yjj" and case["state"] == "open" for case in played.cases()
    )
    played.process.send_signal(signal.SIGTERM)
    assert played.process.wait(10) == 0
    with pytest.raises(URLError):
        urlopen(link)
