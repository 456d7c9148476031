"""The name of a row: from one cell or from three, mended where it may be, asked about where it was guessed."""

import re
from dataclasses import dataclass, field
from unicodedata import category

from desktop_app.language.apostrophes import MARKS, space_before_mark
from desktop_app.language.names import PersonName, SplitNote, split_full_name, split_plain_name
from desktop_app.language.script import has_mixed_word, mend_mixed_words
from desktop_app.rosters.cells import RowCells, cell_text, told_text
from desktop_app.rosters.crowded import CrowdedCell, parted
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula
from desktop_app.spreadsheets.text_tables import has_lost_letters, is_misread
from desktop_app.spreadsheets.value_looks import looks_like_patronymic, looks_like_surname

LONGEST_NAME = 200
# Pictures and signs: emoji are such, and no letter or mark of a name is.
_PICTURES = {"So", "Sk", "Cs", "Co", "Cn"}
_LEADING_NUMBER = re.compile(r"\d{1,4}\s*[.)]\s*(?=\D)")
_LOST_NAMES = {SplitNote.EMPTY, SplitNote.NO_SURNAME, SplitNote.NO_GIVEN_NAME}


@dataclass(frozen=True)
class ReadName:
    """``typed`` is None where there is no name; ``beside`` is what else stood in the cell of the name."""

    typed: PersonName | None
    problems: tuple[RowProblem, ...] = ()
    beside: CrowdedCell = field(default_factory=CrowdedCell)


def read_name(cells: RowCells, table: RosterTable) -> ReadName:
    """The name taken apart, with everything about it that a person should know."""
    reading = _Reading(cells, table)
    typed = reading.name()
    return ReadName(typed, tuple(reading.problems), reading.beside)


def plain_name(cell: Cell) -> PersonName | None:
    """The name of a cell in which nothing needs a thought."""
    return split_plain_name(cell) if type(cell) is str and len(cell) <= LONGEST_NAME else None


class _Reading:
    def __init__(self, cells: RowCells, table: RosterTable) -> None:
        self._table = table
        self._values: dict[str, Cell] = {
            name: getattr(cells, name) for name in ("full_name", "surname", "given_name", "patronymic")
        }
        self.problems: list[RowProblem] = []
        self.beside = CrowdedCell()

    def name(self) -> PersonName | None:
        self._part_crowded_cell()
        for name in self._values:
            self._check(name)
        if self.problems:
            return None
        if self._text("surname") or self._text("given_name"):
            return self._of_three()
        return self._of_one()

    def _part_crowded_cell(self) -> None:
        """One cell that holds name, passport and phone is taken apart."""
        for name in ("full_name", "surname"):
            cell = self._values[name]
            if isinstance(cell, str) and (found := parted(_unnumbered(told_text(cell)))):
                self._values[name] = found.name
                self.beside = found

    def _of_three(self) -> PersonName | None:
        found = PersonName(*(self._mended(name) for name in ("surname", "given_name", "patronymic")))
        if found.surname and found.given_name:
            return self._doubted(found)
        whole = self._of_surname_cell()
        if whole is None:
            self._tell(ProblemCode.NAME_MISSING, "given_name" if found.surname else "surname")
        return whole

    def _doubted(self, found: PersonName) -> PersonName:
        """The name of three cells; asked about where the cell of the given name holds something else."""
        if not found.patronymic and looks_like_patronymic(found.given_name):
            split = split_full_name(f"{found.surname} {found.given_name}")
            if split.is_sure and split.name.surname == found.surname:
                return split.name
        is_initial = found.given_name.endswith(".")
        is_surname = not found.patronymic and looks_like_surname(found.given_name)
        if is_initial or is_surname or looks_like_patronymic(found.given_name):
            parts = vars(found) | {"patronymic": found.patronymic or "–"}
            self._tell(ProblemCode.NAME_ORDER_UNSURE, "given_name", **parts)
        return found

    def _of_surname_cell(self) -> PersonName | None:
        """The whole name in the column of surnames, as where "Familiyasi" heads a merged cell."""
        only = [text for name in ("surname", "given_name") if (text := self._text(name))]
        split = split_full_name(only[0]) if len(only) == 1 else None
        return split.name if split and split.is_sure and not self._text("patronymic") else None

    def _of_one(self) -> PersonName | None:
        split = split_full_name(self._mended("full_name"))
        if split.note in _LOST_NAMES:
            self._tell(ProblemCode.NAME_MISSING, "full_name" if "full_name" in self._table.columns else "surname")
            return None
        if not split.is_sure:
            parts = vars(split.name) | {"patronymic": split.name.patronymic or "–"}
            self._tell(ProblemCode.NAME_ORDER_UNSURE, "full_name", **parts)
        return split.name

    def _check(self, name: str) -> None:
        value = self._values[name]
        if value is None:
            return
        text = _unnumbered(told_text(value))
        if isinstance(value, UncomputedFormula):
            self._tell(ProblemCode.FORMULA_WITHOUT_VALUE, name)
        elif has_lost_letters(text):
            self._tell(ProblemCode.LOST_LETTERS, name)
        elif is_misread(text):
            self._tell(ProblemCode.MISREAD_LETTERS, name)
        elif isinstance(value, CellError) or not _may_be_name(text):
            self._tell(ProblemCode.NAME_UNREADABLE, name)

    def _mended(self, name: str) -> str:
        text = self._text(name)
        if torn := space_before_mark(text):
            text = torn.proposal
            self._tell(ProblemCode.NAME_SPACE_BEFORE_MARK, name, proposal=text)
        if has_mixed_word(text):
            text = mend_mixed_words(text)
            self._tell(ProblemCode.NAME_MIXED_SCRIPTS, name, proposal=text)
        return text

    def _text(self, name: str) -> str:
        return _unnumbered(told_text(self._values[name]))

    def _tell(self, code: ProblemCode, name: str, **facts: object) -> None:
        shown = cell_text(self._values[name])
        if len(shown) > LONGEST_NAME:
            shown = f"{shown[:LONGEST_NAME]}…"
        self.problems.append(problem(code, self._table.header(name), shown, field=name, **facts))


def _may_be_name(text: str) -> bool:
    if len(text) > LONGEST_NAME or any(map(str.isdecimal, text)):
        return False
    return text.isascii() or not any(category(sign) in _PICTURES and sign not in MARKS for sign in text)


def _unnumbered(name: str) -> str:
    """The name without the "12." that lists pasted from Word bring along."""
    return _LEADING_NUMBER.sub("", name, count=1) if name[:1].isdecimal() else name
