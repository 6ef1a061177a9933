"""What does it cost to read attachments, against a process for each file and against no protection at all?

    python -m bench.attachments [--files 400]

Documents, workbooks, PDFs and OFDs of three to ten pages in equal parts, made on the spot.  Printed: files/s and MB/s of each way,
and the ratios.  Exit code 1: one long-lived child is less than ten times as fast as a process for each file.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from bench.measure import cost
from bench.words import sentences
from core.attachments.content import text_of
from core.attachments.reader import Reader
from core.attachments.types import Limits, Seen
from tests.core.attachments import made

_LEAST = 10.0
#: So many starts of an interpreter are enough to know what one costs.
_PROCESSES = 20


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    files = list(_files(options.files))
    megabytes = sum(map(len, files)) / 1e6
    print(f"{len(files)} files, {megabytes:.1f} MB, of which {sum(map(_read, files))} are read whole", flush=True)
    bare = _timed(lambda: [_read(body) for body in files], files)
    with Reader() as reader:
        reader.read(b"")
        ours = _timed(lambda: [reader.read(body) for body in files], files)
    each = _process_each(files[:_PROCESSES])
    for name, seconds in (("one child", ours), ("no child", bare), ("a process each", each)):
        print(f"{name:15}{1 / seconds:8.0f} files/s{megabytes / len(files) / seconds:8.2f} MB/s")
    print(
        f"one child is {each / ours:.1f} times as fast as a process each (least {_LEAST:.0f}), and takes {ours / bare:.2f} of no child"
    )
    return int(each / ours < _LEAST)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.attachments", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=400, help="files to read (400)")
    return parser.parse_args(arguments)


def _timed(work: Callable[[], object], files: Sequence[bytes]) -> float:
    """Seconds a file."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) / len(files)


def _read(body: bytes) -> bool:
    return text_of(body, "", Limits()).outcome is Seen.OK


def _process_each(files: Sequence[bytes]) -> float:
    """Seconds a file, the start of the interpreter included."""
    program = "import sys; from bench.attachments import _read; _read(open(sys.argv[1], 'rb').read())"
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as work:
        seconds = 0.0
        for number, body in enumerate(files):
            path = Path(work) / str(number)
            path.write_bytes(body)
            seconds += cost([sys.executable, "-c", program, str(path)], Path(work) / "log").seconds
    return seconds / len(files)


def _files(count: int) -> Iterator[bytes]:
    """The kinds in turn."""
    random = Random(20261120)
    for number in range(count):
        pages = [sentences(random, 20) for _ in range(random.randint(3, 10))]
        yield (_document, _workbook, _pdf, _ofd)[number % 4](pages)


def _document(pages: Sequence[Sequence[str]]) -> bytes:
    return made.docx(*(line for page in pages for line in page), table=[page[:4] for page in pages])


def _workbook(pages: Sequence[Sequence[str]]) -> bytes:
    return made.xlsx(
        {f"表{number}": [[at, line, "区大数据局"] for at, line in enumerate(page)] for number, page in enumerate(pages)}
    )


def _pdf(pages: Sequence[Sequence[str]]) -> bytes:
    return made.pdf(*(list(_lines(page, 760, -16)) for page in pages))


def _ofd(pages: Sequence[Sequence[str]]) -> bytes:
    return made.ofd(*(list(_lines(page, 20, 6)) for page in pages))


def _lines(page: Sequence[str], first: float, step: float) -> Iterator[made.Words]:
    """Forty signs a line."""
    pieces = (line[at : at + 40] for line in page for at in range(0, len(line), 40))
    return ((40.0, first + step * number, piece) for number, piece in enumerate(pieces))


if __name__ == "__main__":
    sys.exit(main())
