"""How the cells of a workbook look, as far as it matters for filling them: what a number is shown as, bold, locked."""

import re
from typing import Any

from desktop_app.spreadsheets.grid_xml import Attributes, whole

# What a format shows beside the number: quoted words, escaped letters, colours and conditions.
_BESIDE_NUMBER = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DATE_FORMATS = frozenset(range(14, 23)) | frozenset(range(45, 48))
_BUILT_IN = {9: "0%", 10: "0.00%", 2: "0.00", 4: "#,##0.00", 49: "@"}


class Styles:
    def __init__(self) -> None:
        self._inside: list[str] = []
        self._formats: dict[int, str] = dict(_BUILT_IN)
        self._is_bold: list[bool] = []
        self._fills: list[str] = []
        self._cells: list[dict[str, Any]] = []

    def opened(self, name: str, attributes: Attributes, _at: int) -> None:
        within = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if name == "numFmt":
            self._formats[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "font" and within == "fonts":
            self._is_bold.append(False)
        elif name == "b" and within == "font" and self._is_bold and "fonts" in self._inside:
            self._is_bold[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "fill" and within == "fills":
            self._fills.append("")
        elif name == "fgColor" and within == "patternFill" and self._fills and "fills" in self._inside:
            self._fills[-1] = attributes.get("rgb", "")[-6:]
        elif "cellXfs" in self._inside:
            self._opened_in_cells(name, attributes)

    def closed(self, _name: str, _at: int) -> None:
        self._inside.pop()

    def _opened_in_cells(self, name: str, attributes: Attributes) -> None:
        if name == "xf":
            self._cells.append(dict(attributes))
        elif name == "alignment" and self._cells:
            self._cells[-1]["align"] = attributes.get("horizontal", "")
        elif name == "protection" and self._cells:
            self._cells[-1]["locked"] = attributes.get("locked", "1")

    def looks(self) -> list[list[Any]]:
        return [self._look(cell) for cell in self._cells]

    def _look(self, cell: dict[str, Any]) -> list[Any]:
        number = whole(cell.get("numFmtId"))
        kind, decimals = _number_look(number, self._formats.get(number, ""))
        font, fill = whole(cell.get("fontId")), whole(cell.get("fillId"))
        align = cell.get("align", "")
        return [
            kind,
            decimals,
            font < len(self._is_bold) and self._is_bold[font],
            align if align in ("left", "right") else ("center" if align.startswith("center") else ""),
            self._fills[fill] if fill < len(self._fills) else "",
            cell.get("locked", "1") not in ("0", "false"),
        ]


def _number_look(number: int, code: str) -> tuple[str, int]:
    if number in _DATE_FORMATS:
        return "date", 0
    first = _BESIDE_NUMBER.sub("", code).split(";")[0].lower()
    if first.strip() == "@":
        return "text", 0
    decimals = len(re.match(r"[0#?]*", first.partition(".")[2])[0]) if "." in first else 0  # type: ignore[index]
    if "%" in first:
        return "percent", decimals
    if re.search("[dmyh]", first) and not re.search("[0#]", first):
        return "date", 0
    return "plain", decimals
