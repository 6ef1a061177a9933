"""What the command line has against a call, in one Chinese line: the place, and what was expected there."""

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
)


def told(error: TyperException) -> str:
    """The line; the help of a call without any command."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.message
    place, near = _place(error), getattr(error, "possibilities", None)
    for pattern, saying in _SAYINGS:
        if found := re.search(pattern, error.message):
            advice = f"，是否想写 {near[0]}？" if near else ""
            return saying.format(*(_listed(text) for text in found.groups()), place=place, near=advice)
    return f"{place}：{error.message}"


def _place(error: TyperException) -> str:
    """The option or argument that the error is about."""
    parameter = getattr(error, "param", None)
    named = getattr(parameter, "metavar", None) or next(iter(getattr(parameter, "opts", ())), "")
    return str(getattr(error, "option_name", None) or named).rstrip(".")


def _listed(text: str) -> str:
    return text.replace("'", "").replace(", ", "、")
