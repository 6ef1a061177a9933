"""`bihuan`: the shell door. Help and messages in Chinese, flags in English, exit codes by contract.

0 done · 1 done, and a fail at or above --fail-on · 2 the call or a file is wrong · 3 nothing could be judged.
"""

import logging
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from typing import NoReturn

import typer
from typer.exceptions import Abort, TyperException

from commands import (
    audit,
    cases,
    checks,
    decisions,
    demo,
    inventory,
    judge,
    link,
    notify,
    recheck,
    report,
    run,
    serve,
    standard,
)
from core.errors import BadInput

app = typer.Typer(
    name="bihuan",
    help="闭环：政府网站与政务新媒体的核查、反馈、整改、再核查。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (
    audit,
    recheck,
    judge,
    cases,
    decisions,
    link,
    notify,
    report,
    inventory,
    standard,
    checks,
    run,
    serve,
    demo,
):
    app.add_typer(family.app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a mistake of the user is one line a mistake and exit code 2."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        sys.exit(_help(given) if "--help" in given else app(args=given, standalone_mode=False))
    except BadInput as error:
        _refuse(*error.lines)
    except TyperException as error:
        from reports.usage import told

        _refuse(told(error))
    except Abort:
        sys.exit(130)


def _help(given: list[str]) -> int | None:
    from reports.usage import chinese

    with redirect_stdout(StringIO()) as said:
        code: int | None = app(args=given, standalone_mode=False)
    sys.stdout.write(chinese(said.getvalue()))
    return code


def _refuse(*lines: str) -> NoReturn:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
