"""The one exception that a user may see: a line that says which file, which place, what was expected."""


class BadInput(Exception):
    """A call or a file is wrong. `str(error)` is Chinese, one line a mistake; the command line exits with 2."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
