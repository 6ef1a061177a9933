"""Registers in and out of the working folder."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands import _files
from commands._proposal import Proposal
from core import inventory as inventories
from core.catalogue import Catalogue
from core.changes import changes
from core.errors import BadInput
from core.inventory import Inventory
from core.types import RegisteredColumn, Site
from reports import registers
from reports.registers import Remark


def bring_in(file: Path, before: Inventory, who: str) -> Iterator[str]:
    """Make the registers in `file` those of the ledger, which is open; say what changes from `before`.

    Raises `BadInput` where anything is wrong with them, and then writes nothing.
    """
    from ledger.registers import store

    after = inventories.load(file)
    if after == Inventory():
        raise BadInput(f"{file}：登记表里一条也没有，没有导入")
    if before == after:
        yield "登记表没有变化。"
        return
    moved = store(after, who)
    yield f"已导入 {file}。" + (f"有 {moved} 个未销号问题随机构调整转到接收单位。" if moved else "")
    yield from changes(before, after)


def give_out(
    file: Path, register: Inventory, remarks: Mapping[RegisteredColumn, Remark] | None = None, first: str = "unit"
) -> None:
    """Write the registers as .toml or .xlsx, there with remarks. Raises `BadInput`."""
    match file.suffix.lower():
        case ".toml":
            _files.write(file, inventories.dump(register).encode())
        case ".xlsx":
            _files.write(file, registers.render(register, remarks, first))
        case _:
            raise BadInput(f"{file}：文件名应以 .xlsx 或 .toml 结尾")


def told(proposal: Proposal, site: Site, rules: Catalogue, listed: bool) -> Iterator[str]:
    """What was found, in numbers, and with `listed` the columns that are new or were not read."""
    states = rules.words["registers"]["proposal"]["states"]
    number = Counter(remark.state for remark in proposal.remarks.values())
    taken = proposal.taken_at[:16].replace("T", " ")
    yield f"{site.name}（{taken} 抓取）：建议新增栏目 {number['new']} 个，已登记而没有读到的 {number['missing']} 个。"
    if proposal.incomplete_because:
        yield f"这次抓取不完整：{'；'.join(proposal.incomplete_because)}。没有读到不等于不存在。"
    if listed:
        yield from (f"{states[remark.state]} {_row(entry)}" for entry, remark in proposal.remarks.items())


def _row(entry: RegisteredColumn) -> str:
    period = f"{entry.period} 天" if entry.period else ""
    return " ".join(filter(None, (entry.path, entry.type, period, entry.unit, entry.url)))
