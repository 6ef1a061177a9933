"""Files that the pages need and that are not text: small pictures and attachments, made on the spot."""

import math
import struct
import zlib
from functools import cache

_HUES = {
    "portal": ((214, 231, 246), (36, 88, 146)),
    "finance": ((250, 236, 214), (165, 38, 29)),
    "emergency": ((226, 236, 245), (13, 59, 102)),
    "employment": ((225, 243, 235), (11, 95, 73)),
    "farming": ((227, 240, 220), (34, 85, 44)),
    "topics": ((252, 228, 205), (159, 29, 20)),
}
_LAYERS = 5


@cache
def landscape(look: str, width: int = 640, height: int = 160, shift: int = 0) -> bytes:
    """A PNG of hills in the mist, in the colours of a look."""
    ridges = [_ridge(layer, width, height, shift) for layer in range(_LAYERS)]
    rows = b"".join(b"\0" + bytes(sum(y > ridge[x] for ridge in ridges) for x in range(width)) for y in range(height))
    return _png(width, height, rows, _shades(*_HUES[look]))


def _ridge(layer: int, width: int, height: int, shift: int) -> list[float]:
    wave, rise = 0.012 + 0.004 * layer, height * (0.30 + 0.15 * layer)
    return [
        rise
        + height * 0.11 * (math.sin(wave * x + layer * 2.1 + shift) + 0.5 * math.sin(2.7 * wave * x + layer + shift))
        for x in range(width)
    ]


def _shades(light: tuple[int, int, int], dark: tuple[int, int, int]) -> bytes:
    steps = [step / _LAYERS for step in range(_LAYERS + 1)]
    return bytes(round(a + (b - a) * step) for step in steps for a, b in zip(light, dark, strict=True))


def _png(width: int, height: int, rows: bytes, palette: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def attachment(path: str) -> tuple[bytes, str]:
    """(body, content type) of a file for download, by its name."""
    if path.endswith(".pdf"):
        return _PDF, "application/pdf"
    return "序号\t项目\t数量\n1\t合计\t12\n".encode("gb18030"), "application/vnd.ms-excel"


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
