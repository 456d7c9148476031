"""What the keys of the register do: marks for a cell, a column, a selection or a pasted block, each act one step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.attendance.records import GridSession, MarkChange
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.marks.records import MarkValue
from ui.pages.attendance.block import block_changes, block_text, digit_mark, read_block
from ui.pages.attendance.keys import Act, ActPress, DigitPress, KeyMap, MarkPress, Press, SearchPress
from ui.pages.attendance.marking import Marking
from ui.pages.attendance.register import Register
from ui.pages.attendance.register_model import Place, RegisterModel

MINUTE_DIGITS = 2


class Pen(QObject):
    told = Signal(str)
    """What an act of many cells came to."""
    refused = Signal(str)
    search_begun = Signal(str)
    """The first letter of a surname."""

    def __init__(
        self,
        parent: QObject,
        register: Register,
        model: RegisterModel,
        marking: Marking,
        reason_for: Callable[[Sequence[GridSession]], str | None],
    ) -> None:
        """``reason_for`` tells why marks of these lessons are corrected: empty where none is needed, None: do not."""
        super().__init__(parent)
        self._register = register
        self._model = model
        self._marking = marking
        self._reason_for = reason_for
        self._keys: KeyMap | None = None
        self._digits = ""
        register.typed.connect(self.press)
        register.place_changed.connect(self._leave_digits)
        register.copy_wanted.connect(self.copy)
        register.paste_wanted.connect(self.paste)

    def set_keys(self, keys: KeyMap, digits: str) -> None:
        """``digits``: what a digit means, "hours" missed or "minutes" late."""
        self._keys, self._digits = keys, digits

    def press(self, press: Press) -> None:
        if self._register.place is None:
            return
        is_digit = isinstance(press, DigitPress)
        if self._model.typed is not None and not is_digit and self._end_minutes(press):
            return
        match press:
            case MarkPress(kind_code, is_down):
                self._mark(kind_code, is_down=is_down)
            case DigitPress(digit):
                self._type_digit(digit)
            case ActPress(act):
                self._act(act)
            case SearchPress(letter):
                self.search_begun.emit(letter)

    def mark_rest(self) -> None:
        """All without a mark in this lesson are present; who has announced an absence gets the mark it proposes."""
        place, grid = self._register.place, self._model.grid
        if place is None or grid is None or grid.presence is None:
            return
        column, expected = place[1], grid.expected or {}
        changes = []
        for row in self._model.unmarked_in(column):
            change = self._model.change(row, column, MarkValue(grid.presence.code))
            proposed = expected.get((change.enrolment_id, change.session_id))
            if proposed is not None and proposed.kind_code in self._model.kinds:
                change = replace(change, value=MarkValue(proposed.kind_code))
            changes.append(change)
        if changes and self._write(changes):
            self._tell(changes, 0)
            following = self._model.first_unmarked(range(column + 1, len(self._model.sessions)))
            self._register.go_to(following or place)

    def set_value(self, place: Place, value: MarkValue | None, *, reason: str = "") -> None:
        """Set all that a mark says, as the form of its details has it."""
        self._write([self._model.change(*place, value)], reason=reason)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(block_text(self._model, *self._register.selected()))

    def paste(self) -> None:
        rows, columns = self._register.selected()
        cells = read_block(QGuiApplication.clipboard().text())
        if not rows or not cells or self._keys is None:
            return
        try:
            changes = block_changes(cells, self._model, self._keys, self._digits, rows=rows, columns=columns)
        except CentreError as error:
            self.refused.emit(error.text)
            return
        replaced = self._replaced(changes)
        if self._write(changes):
            self._tell(changes, replaced)

    def _act(self, act: Act) -> None:
        match act:
            case Act.REST:
                self.mark_rest()
            case Act.NEXT:
                self._go_down()
            case Act.BACK:
                self._step_back()
            case Act.CLEAR:
                self._clear()
            case Act.DROP | Act.DETAILS | Act.VIEW:
                # Dropping has been done before; the others are shortcuts of the panel.
                return

    def _mark(self, kind_code: str, *, is_down: bool) -> None:
        place = self._register.place
        assert place is not None
        rows, columns = self._register.selected()
        if len(rows) * len(columns) > 1:
            self._fill([(row, column) for row in rows for column in columns], lambda _lesson: MarkValue(kind_code))
        elif is_down:
            column = place[1]
            below = [(row, column) for row in range(place[0], len(self._model.people))]
            if self._fill(below, lambda _lesson: MarkValue(kind_code)):
                self._register.go_to(self._model.place_after(len(self._model.people) - 1, column))
        else:
            self._set_and_go_on(place, MarkValue(kind_code))

    def _set_and_go_on(self, place: Place, value: MarkValue) -> None:
        if self._write([self._with_note(self._model.change(*place, value))]):
            self._register.go_to(self._model.place_after(*place))

    def _fill(self, places: Iterable[Place], value_for: Callable[[GridSession], MarkValue | None]) -> bool:
        """Set many cells, those only in which a mark may stand; tells whether there were any."""
        allowed = [(row, column) for row, column in places if self._model.may_mark(row, column)]
        values = [(place, value_for(self._model.sessions[place[1]])) for place in allowed]
        changes = [self._with_note(self._model.change(*place, value)) for place, value in values if value is not None]
        if not changes:
            self.refused.emit(_("No mark can stand in these cells."))
            return False
        replaced = self._replaced(changes)
        if not self._write(changes):
            return False
        self._tell(changes, replaced)
        return True

    def _type_digit(self, digit: int) -> None:
        place = self._register.place
        assert place is not None
        if self._digits == "hours":
            self._set_number(digit)
            return
        before = self._model.typed[1] if self._model.typed is not None and self._model.typed[0] == place else ""
        typed = f"{before}{digit}"
        if len(typed) < MINUTE_DIGITS:
            self._model.type_digits(place, typed)
        else:
            self._model.type_digits(None)
            self._set_number(int(typed))

    def _end_minutes(self, press: Press) -> bool:
        """Digits stand typed and another key comes: they are meant, unless it drops them. True: that was all."""
        typed = self._model.typed
        assert typed is not None
        if press in (ActPress(Act.BACK), ActPress(Act.DROP), ActPress(Act.CLEAR)):
            self._model.type_digits(None)
            return True
        if press == ActPress(Act.NEXT):
            self._model.type_digits(None)
            self._set_number(int(typed[1]))
            return True
        self._take_digits()
        return False

    def _leave_digits(self) -> None:
        """The cursor has left a cell with digits in it: they are meant."""
        if self._model.typed is not None and self._model.typed[0] != self._register.place:
            self._take_digits()

    def _take_digits(self) -> None:
        typed = self._model.typed
        assert typed is not None
        place, digits = typed
        self._model.type_digits(None)
        value = digit_mark(int(digits), self._model.sessions[place[1]], self._model, self._digits)
        self._write([self._with_note(self._model.change(*place, value))])

    def _set_number(self, number: int) -> None:
        place = self._register.place
        assert place is not None
        rows, columns = self._register.selected()
        if len(rows) * len(columns) > 1:
            places = [(row, column) for row in rows for column in columns]
            self._fill(places, lambda lesson: digit_mark(number, lesson, self._model, self._digits))
            return
        lesson = self._model.sessions[place[1]]
        value = digit_mark(number, lesson, self._model, self._digits)
        if value is None:
            self.refused.emit(_("Of this lesson, 1 to {hours} academic hours can be missed.", hours=lesson.hours))
        else:
            self._set_and_go_on(place, value)

    def _clear(self) -> None:
        rows, columns = self._register.selected()
        places = [(row, column) for row in rows for column in columns]
        self._write([self._model.change(*place, None) for place in places if self._model.mark_at(*place) is not None])

    def _step_back(self) -> None:
        """Clear the mark under the cursor; where there is none, go to the person before and clear that one."""
        place = self._register.place
        assert place is not None
        if self._model.mark_at(*place) is None:
            self._register.go_to(self._model.place_before(*place))
        self._clear()

    def _go_down(self) -> None:
        place = self._register.place
        if place is not None and place[0] + 1 < len(self._model.people):
            self._register.go_to((place[0] + 1, place[1]))

    def _write(self, changes: Sequence[MarkChange], *, reason: str = "") -> bool:
        """Save the marks; tells whether it was done: the reason for correcting a locked lesson may not be given."""
        lessons = {change.session_id for change in changes if self._model.shown(change) != change}
        if not reason:
            asked = self._reason_for([lesson for lesson in self._model.sessions if lesson.id in lessons])
            if asked is None:
                return False
            reason = asked
        self._marking.set_marks(changes, reason=reason)
        return True

    def _with_note(self, change: MarkChange) -> MarkChange:
        """Another mark does not take away what was noted."""
        before = self._model.shown(change).value
        if before is None or change.value is None or not before.note:
            return change
        return replace(change, value=replace(change.value, note=before.note))

    def _replaced(self, changes: Sequence[MarkChange]) -> int:
        return sum(self._model.shown(change).value not in (None, change.value) for change in changes)

    def _tell(self, changes: Sequence[MarkChange], replaced: int) -> None:
        if replaced:
            words = _n(
                "{n} mark set, {replaced} in place of another",
                "{n} marks set, {replaced} of them in place of others",
                len(changes),
                replaced=replaced,
            )
        else:
            words = _n("{n} mark set", "{n} marks set", len(changes))
        self.told.emit(words)
