"""Numbers as Chinese texts spell them."""

_DIGITS = "〇一二三四五六七八九"
_ZERO = str.maketrans("○零ＯOo0", "〇" * 6)
_COUNTS = {
    (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else ""): 10 * tens + ones
    for tens in range(10)
    for ones in range(10)
}


def count(text: str) -> int:
    """十一 and 11 are eleven; 0 for what spells no number below a hundred."""
    return int(text) if text.isdigit() else _COUNTS.get(text, 0)


def digits(text: str) -> int:
    """二〇二六 is 2026, a digit a sign. Raises `ValueError` where a sign is none."""
    return int("".join(str(_DIGITS.index(sign)) for sign in text.translate(_ZERO)))
