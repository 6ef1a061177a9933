"""The words of the command line: what it has against a call, in one Chinese line, and its help in Chinese."""

import re

from typer.exceptions import TyperException

_SAYINGS = (
    (r"Missing|^$", "{place}：没有写"),
    (r"No such option", "{place}：没有这个选项{near}"),
    (r"No such command '(.*?)'", "{0}：没有这个命令"),
    (r"unexpected extra argument.*\((.*)\)", "{0}：多出来的内容"),
    (r"requires an argument", "{place}：后面缺少值"),
    (r"does not take a value", "{place}：后面不写值"),
    (r"greater than or equal to (\S+)", "{place}：不应小于 {0}"),
    (r"valid integer", "{place}：应为整数"),
    (r"valid number", "{place}：应为数字"),
    (r"is not one of (.*)\.", "{place}：应为 {0} 之一"),
    (r"is not readable", "{place}：没有读取权限"),
)
_HELP = (
    (r"^Usage: ", "用法："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"^Arguments:$", "参数："),
    (r"^Options:$", "选项："),
    (r"^Commands:$", "命令："),
    (r"Show this message\s+and\s+exit\.", "显示本说明"),
    (r"\[required\]", "[必填]"),
    (r"\[default:\s+", "[默认 "),
    (r"x>=(\d+)\]", r"不小于 \1]"),
)
_KIND = re.compile(r"<(?:list\[)?(str|path|int|float)(?: range)?\]?>")
_KINDS = {"str": "文字", "path": "路径", "int": "整数", "float": "数字"}


def told(error: TyperException) -> str:
    """The line; the help of a call without any command."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return chinese(error.message)
    place, near = _place(error), getattr(error, "possibilities", None)
    for pattern, saying in _SAYINGS:
        if found := re.search(pattern, error.message):
            advice = f"，是否想写 {near[0]}？" if near else ""
            return saying.format(*(_listed(text) for text in found.groups()), place=place, near=advice)
    return f"{place}：{error.message}"


def chinese(text: str) -> str:
    """A help text as the command line lays it out, in Chinese."""
    for pattern, saying in _HELP:
        text = re.sub(pattern, saying, text, flags=re.MULTILINE)
    return _KIND.sub(_kind, text)


def _kind(found: re.Match[str]) -> str:
    """As wide as it was, so that what follows stays in its column."""
    word = _KINDS[found[1]]
    return word + " " * (len(found[0]) - 2 * len(word))


def _place(error: TyperException) -> str:
    """The option or argument that the error is about."""
    parameter = getattr(error, "param", None)
    named = getattr(parameter, "metavar", None) or next(iter(getattr(parameter, "opts", ())), "")
    return str(getattr(error, "option_name", None) or named)


def _listed(text: str) -> str:
    return text.replace("'", "").replace(", ", "、")
