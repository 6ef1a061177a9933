"""Reads the pixels of a picture that Chromium made: eight bits, no interlacing."""

import struct
import zlib
from pathlib import Path


class Picture:
    """`at(x, y)` is (red, green, blue)."""

    def __init__(self, path: Path) -> None:
        raw, data, at = path.read_bytes(), b"", 8
        assert raw.startswith(b"\x89PNG\r\n\x1a\n")
        while at < len(raw):
            (length,), kind = struct.unpack(">I", raw[at : at + 4]), raw[at + 4 : at + 8]
            if kind == b"IHDR":
                self.width, self.height, depth, colours = struct.unpack(">IIBB", raw[at + 8 : at + 18])
                assert depth == 8
                self._size = {2: 3, 6: 4}[colours]
            data += raw[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
            at += length + 12
        self._lines = self._unfiltered(zlib.decompress(data))

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        red, green, blue = self._lines[y][x * self._size :][:3]
        return red, green, blue

    def _unfiltered(self, data: bytes) -> list[bytes]:
        size, width = self._size, self.width * self._size
        lines, above = [], bytes(width)
        for start in range(0, len(data), width + 1):
            line = bytearray(data[start + 1 : start + 1 + width])
            for n in range(width):
                left = line[n - size] if n >= size else 0
                corner = above[n - size] if n >= size else 0
                line[n] = (line[n] + _guess(data[start], left, above[n], corner)) & 255
            above = bytes(line)
            lines.append(above)
        return lines


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        return min((left, up, corner), key=lambda one: abs(left + up - corner - one))
    return (0, left, up, (left + up) // 2)[kind]
