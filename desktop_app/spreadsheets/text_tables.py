"""Tables kept as text: which encoding, which separator, and which letters were lost on the way."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from desktop_app.spreadsheets.unreadable import Unreadable

SEPARATORS = ";\t,|"
SNIFFED_LINES = 60
ENCODING_HEAD = 4096

# Excel's "CSV" writes cp1251, which has no Қ Ғ Ҳ ʻ ʼ and puts "?" there: a mark before or inside a word.
_LOST_LETTER = re.compile(r"(?<![\w?])\?(?=[^\W\d_]{2})|(?<=[^\W\d_])\?(?=[^\W\d_])")
# What the second bytes of Cyrillic letters in UTF-8 look like where they were taken for cp1251.
_SECOND_BYTES = "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
# Two letters in a row: Cyrillic begins with Р, С or Т then, the marks of Uzbek Latin with К and вЂ.
_MISREAD = re.compile(rf"(?:[РСТ][{re.escape(_SECOND_BYTES)}]){{2}}|[оОгГoOgG]?К[»ј]|вЂ[\x98™]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What Cyrillic of DOS (cp866) turns into under cp1251; no text that people type is rich in these.
_FOREIGN_TO_UZBEKISTAN = frozenset("ЂЃѓЉЊЌЋЏђљњќћџ‰€†‡Ј¤Ґ¦§©Є¬\xad®Ї")
_FOREIGN_SHARE = 0.2
# Frames of tables drawn with letters, of which cp866 has 48: text has none, and cp1251 read as cp866 is full of them.
_FRAMES = frozenset(map(chr, range(0x2500, 0x25A0)))
# What tables of people are written with; bytes paired in the wrong order give Chinese.
_USUAL = re.compile(r"[\r\n\t -~\u00a0-\u00bf\u0400-\u04ffʻʼ‘’“”„–—№]")
_USUAL_SHARE = 0.95


def decoded(content: bytes) -> str:
    """The text of the file: UTF-16 with a mark or without, UTF-8, cp1251, cp866. Raises Unreadable with the reason."""
    try:
        encoding = utf16_of(content)
        text = content.decode(encoding) if encoding else _utf8_or_one_byte(content)
    except UnicodeDecodeError as error:
        raise Unreadable("unknown_encoding") from error
    if _CONTROL.search(text):
        raise Unreadable("not_a_workbook")
    return text


def utf16_of(content: bytes) -> str:
    """The UTF-16 encoding of the text, told by its mark or by what its beginning reads as; empty for another one."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:ENCODING_HEAD]
    if b"\x00" not in head:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        if len(_USUAL.findall(text)) > _USUAL_SHARE * len(text):
            return encoding
    return ""


def rows_of(text: str) -> Iterator[list[str]]:
    """The records of the table in order, empty ones too, so that they can be counted as Excel does."""
    stated = _SEPARATOR_LINE.match(text)
    separator = stated[1] if stated else separator_of(text)
    start = stated.end() if stated else 0
    try:
        yield from csv.reader(StringIO(text[start:], newline=""), delimiter=separator)
    except csv.Error as error:
        raise Unreadable("broken") from error


def separator_of(text: str) -> str:
    """The separator that divides most of the first lines into equally many fields; ``;`` where none does."""
    sample = "\n".join(text.splitlines()[:SNIFFED_LINES])
    return max(SEPARATORS, key=lambda separator: _regularity(sample, separator))


def has_lost_letters(text: str) -> bool:
    """Whether a question mark stands where a letter must have been."""
    return "?" in text and _LOST_LETTER.search(text) is not None


def is_misread(text: str) -> bool:
    """Whether UTF-8 was read as cp1251 and saved so: every letter is Р or С with a strange companion."""
    return _MISREAD.search(text) is not None


def mended(text: str) -> str:
    """The text with letters that were read in a wrong encoding put right; as it is where that cannot be done."""
    try:
        # One byte has no sign in cp1251 and comes along as a control character.
        pieces = (part.encode("cp1251") for part in text.split("\x98"))
        return b"\x98".join(pieces).decode("utf-8")
    except UnicodeError:
        return text


def _regularity(sample: str, separator: str) -> tuple[int, int]:
    try:
        widths = Counter(
            len(row) for row in csv.reader(StringIO(sample, newline=""), delimiter=separator) if len(row) > 1
        )
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, lines = widths.most_common(1)[0]
    return lines, width


def _utf8_or_one_byte(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Some bytes of cp866 are no letters of cp1251 at all.
        text = content.decode("cp1251", "replace")
    if not _is_foreign(text):
        return content.decode("cp1251")
    of_dos = content.decode("cp866")
    if not _FRAMES.isdisjoint(of_dos):
        raise Unreadable("unknown_encoding")
    return of_dos


def _is_foreign(text: str) -> bool:
    letters = [letter for letter in text if ord(letter) > 127]
    foreign = sum(letter in _FOREIGN_TO_UZBEKISTAN for letter in letters)
    return foreign > _FOREIGN_SHARE * len(letters)
