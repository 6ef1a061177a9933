"""What a rule change does: new, gone, same; nothing is called new that was not asked for before."""

from core.concluded import Concluded, Said
from reports.replay import lines
from tests.reports.invented import catalogue

FAIL, UNSURE, PASS = (Said(word, "链接打不开") for word in ("fail", "unsure", "pass"))
BEFORE = {("links", "a"): FAIL, ("links", "b"): FAIL, ("links", "c"): UNSURE, ("veto_margins", "d"): FAIL}
AFTER = {("links", "a"): FAIL, ("links", "b"): PASS, ("links", "c"): FAIL, ("ipv6_aaaa", "e"): FAIL}


def told(left_out: frozenset[str] = frozenset(), ran: tuple[str, ...] = ("links", "ipv6_aaaa")) -> list[str]:
    return list(lines(Concluded(BEFORE, left_out), AFTER, ran, catalogue()))


def test_what_is_new_what_is_gone_what_is_the_same() -> None:
    assert told() == [
        "与检查时的结论比较：问题新增 2、消失 1、不变 1；未能判定新增 0、消失 1、不变 0。",
        "新增的问题：链接可用性（1）",
        "  + 链接打不开　c（原为未能判定）",
        "新增的问题：IPv6 地址解析（1）",
        "  + 链接打不开　e",
        "消失的问题：链接可用性（1）",
        "  - 链接打不开　b（现为通过）",
        "消失的未能判定：链接可用性（1）",
        "  - 链接打不开　c（现为问题）",
    ]


def test_a_check_that_ran_only_once_is_not_compared() -> None:
    assert told(frozenset({"ipv6_aaaa"}))[0].startswith("与检查时的结论比较：问题新增 1、消失 1")
    assert told(ran=("ipv6_aaaa",))[0] == "与检查时的结论比较：问题新增 1、消失 0、不变 0。"


def test_a_snapshot_that_kept_nothing_says_so() -> None:
    assert list(lines(None, AFTER, ("links",), catalogue())) == ["与检查时的结论比较：该快照没有保存结论，无法比较。"]


def test_many_are_counted() -> None:
    after = {("links", str(number)): FAIL for number in range(30)}
    said = list(lines(Concluded({}, frozenset()), after, ("links",), catalogue()))
    assert said[-1] == "    另有 10 处" and len(said) == 23
