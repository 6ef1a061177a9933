"""Numbers of issues in titles."""

import pytest

from core.issues import Issue, issue, year_of


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("云泽区人民政府公报2026年第3期", Issue(2026, (3,))),
        ("2026年第三期", Issue(2026, (3,))),
        ("《云泽区人民政府公报》（2026年第12期）", Issue(2026, (12,))),
        ("2026年第 3 期（总第27期）", Issue(2026, (3,), 27)),
        ("2026年第3期 总第27期", Issue(2026, (3,), 27)),
        ("2025年第1-2期", Issue(2025, (1, 2))),
        ("2025年第1—3期合刊", Issue(2025, (1, 2, 3))),
        ("2025年第11、12期", Issue(2025, (11, 12))),
        ("2025年第11期、第12期", Issue(2025, (11, 12))),
        ("2025年第十一期至第十二期（总第23-24期）", Issue(2025, (11, 12), 24)),
        ("2025年第2期（合刊）", Issue(2025, (2,), merged=True)),
        ("2026年03期", Issue(2026, (3,))),
        ("第45期", Issue(0, (45,))),
        ("2026年第3期目录", Issue(2026, (3,))),
        ("关于举办2026年第3期培训班的通知", Issue(2026, (3,), plain=False)),
        ("云泽区人民政府公报", None),
        ("2026年增刊", None),
        ("关于第一季度工作的通报", None),
    ],
)
def test_titles(title: str, said: Issue | None) -> None:
    assert issue(title) == said


def test_the_year_of_the_list() -> None:
    assert issue("第3期", 2026) == Issue(2026, (3,))
    assert [year_of(name) for name in ("2026年", "2026年公报", "政府公报")] == [2026, 2026, 0]
