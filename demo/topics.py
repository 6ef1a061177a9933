"""专题专栏: a small site of several hosts, whose names and addresses are in different states."""

from datetime import date

from demo.desk import Desk, decoy, sown, unsure
from demo.district import Duty, Host, Ports, Site, Truth
from demo.writer import Writer

HOST = "zt.example.gov.cn"
_ARCHIVE, _PARTY, _HEALTH, _SAFETY = (f"{name}.example.gov.cn" for name in ("zt2023", "dangshi", "jiankang", "aqsc"))


def topics(as_of: date, seed: int, ports: Ports, ipv6: bool) -> Site:
    """The site, with what is true of it. Without IPv6 on this machine, nothing can be said of what answers over it."""
    desk = Desk(
        Writer(as_of, seed, "topics"), lambda folder, day, number: f"{folder}content_{number}.html", "区委宣传部"
    )
    origin = f"http://{HOST}:{ports.both}"
    annexes = (
        (f"http://{_ARCHIVE}:{ports.both}/", "2023年专题归档"),
        (f"http://{_PARTY}:{ports.both}/", "党史学习教育"),
        (f"http://{_HEALTH}:{ports.both}/", "健康云泽"),
        (f"http://{_SAFETY}:{ports.four}/", "安全宣传咨询日"),
    )
    return Site(
        key="zhuanti",
        unit="dsjj",
        name="云泽区专题专栏",
        short="专题专栏",
        kind="topic",
        look="topics",
        origin=origin,
        code="3799010001",
        urls=(f"{origin}/", *(url for url, _ in annexes)),
        annexes=annexes,
        columns=(
            desk.listed("主题宣传", "/ztxc/", "theme", 5, 3, 6, duty=Duty(30, unit="dsjj", person="唐一鸣")),
            desk.listed("学习园地", "/xxyd/", "theme", 3, 8, 9),
        ),
        menu=("主题宣传", "学习园地"),
        front=(("主题宣传", 5), ("学习园地", 3)),
        friends=(
            ("云泽区人民政府", f"http://www.example.gov.cn:{ports.both}/"),
            *((title, url) for url, title in annexes),
        ),
        truths=tuple(_truths(origin, ipv6)),
    )


def hosts() -> tuple[Host, ...]:
    return (
        Host(HOST),
        Host(_ARCHIVE, aaaa=()),
        Host(_PARTY, aaaa=("::ffff:127.0.0.1",)),
        Host(_HEALTH, aaaa=None),
        Host(_SAFETY),
    )


def _truths(origin: str, ipv6: bool) -> list[Truth]:
    silent = sown if ipv6 else unsure
    return [
        decoy("homepage_updates", "首页有三天前的信息", f"{origin}/"),
        decoy("ipv6_aaaa", "有 AAAA 记录", HOST),
        decoy("ipv6_reachable", "IPv6 可以访问", HOST),
        sown("ipv6_aaaa", "没有 AAAA 记录", _ARCHIVE),
        sown("ipv6_aaaa", "AAAA 记录只有 IPv4 映射地址", _PARTY),
        unsure("ipv6_aaaa", "查询 AAAA 时解析失败（SERVFAIL）", _HEALTH),
        decoy("ipv6_aaaa", "有 AAAA 记录，打不开是另一回事", _SAFETY),
        silent("ipv6_reachable", "有 AAAA 记录，但服务只在 IPv4 上", _SAFETY),
    ]
