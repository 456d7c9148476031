"""Typing a paper sheet heads down: where the typist is, what has been typed, and what a key means there."""

from collections.abc import Mapping
from datetime import date, datetime

from desktop_app.i18n import _
from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import ItemKind, Questionnaire
from desktop_app.questionnaires.sheet import Fault, asked, faults
from desktop_app.surveys.paper_fields import NOTHING, TWO_MARKS, FieldKind, PaperField, fields_of

_DAY_DIGITS = 8
_DIGITS_MOST = 15
_TICKS_SO_FAR = frozenset({"too_few"})


class PaperEntry:
    """The answers of one sheet, typed field by field; ``at`` is the field that the next key goes to.

    ``press``, ``go_on`` and ``write`` give back a sentence that says what is wrong, "" when nothing is.
    """

    def __init__(self, questionnaire: Questionnaire, *, now: datetime) -> None:
        self.fields = fields_of(questionnaire)
        self.at = 0
        self.typed = ""
        self._questionnaire = questionnaire
        self._now = now
        self._given: dict[int, tuple[str, ...]] = {}

    @property
    def field(self) -> PaperField | None:
        """None after the last."""
        return self.fields[self.at] if self.at < len(self.fields) else None

    @property
    def is_empty(self) -> bool:
        return not self._given and not self.typed

    @property
    def two_marks(self) -> int:
        """Rows in which the person marked more than one answer; they are kept as not answered."""
        return sum(given == (TWO_MARKS,) for given in self._given.values())

    @property
    def unasked(self) -> int:
        """Answers to questions that the form told this person to pass over; they are not kept."""
        answers = self.answers()
        return len(answers.keys() - asked(self._questionnaire, answers, now=self._now).answers.keys())

    def answers(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for place, given in sorted(self._given.items()):
            field = self.fields[place]
            if given == (TWO_MARKS,):
                continue
            if field.kind in (FieldKind.TICKS, FieldKind.PLACE):
                before = found.get(field.code, ())
                assert isinstance(before, tuple)
                found[field.code] = (*before, *(str(field.values[typed]) for typed in given))
            else:
                found[field.code] = _value(field, given[0])
        return found

    def given(self, place: int) -> tuple[str, ...]:
        """What stands in a field: numbers as they were typed, or words."""
        return self._given.get(place, ())

    def fill(self, answers: Answers) -> None:
        """Begin from answers that were typed before; the typist stands at the first field."""
        self._given = {place: given for place, field in enumerate(self.fields) if (given := _given(field, answers))}
        self.at, self.typed = 0, ""

    def press(self, key: str) -> str:
        """A digit, or the mark for two marks in one row."""
        field = self.field
        if field is None or field.kind is FieldKind.WORDS:
            return ""
        if field.kind in (FieldKind.NUMBER, FieldKind.DAY):
            return self._press_free(field, key)
        if key == TWO_MARKS:
            self._given[self.at] = (TWO_MARKS,)
            return self._step()
        return self._press_number(field, key)

    def go_on(self) -> str:
        """Take what is typed so far, or leave the field as it is, and go to the next one."""
        field = self.field
        if field is None:
            return ""
        if field.kind in (FieldKind.NUMBER, FieldKind.DAY) and self.typed:
            return self._keep((self.typed,)) or self._step()
        if self.typed:
            return self._take(field, self.typed.zfill(field.width))
        wrong = self._wrong(field) if field.kind is FieldKind.TICKS and self.given(self.at) else ""
        return wrong or self._step()

    def take_typed(self) -> str:
        """Take a number that stands half typed, before the sheet is saved."""
        return self.go_on() if self.typed else ""

    def write(self, words: str) -> str:
        """Put words into the open answer that the typist stands at, and go to the next field."""
        return self._keep((words.strip(),) if words.strip() else ()) or self._step()

    def go_back(self) -> None:
        """Take away the last digit or tick that was typed here; else stand at the field before."""
        if self.typed:
            self.typed = self.typed[:-1]
        elif self.field is not None and self.given(self.at):
            self._put(self.given(self.at)[:-1])
        else:
            self.at = max(self.at - 1, 0)

    def go_to(self, place: int) -> None:
        self.at, self.typed = place, ""

    def _press_free(self, field: PaperField, key: str) -> str:
        is_point = key in (".", ",") and field.item.kind is ItemKind.DECIMAL and "." not in self.typed
        if not key.isdecimal() and not is_point and not (key == "-" and not self.typed):
            return _("Only digits are written here.")
        if len(self.typed) == _DIGITS_MOST:
            return _("No number is that long.")
        self.typed += "." if is_point else key
        if field.kind is FieldKind.DAY and len(self.typed) == _DAY_DIGITS:
            return self.go_on()
        return ""

    def _press_number(self, field: PaperField, key: str) -> str:
        typed = self.typed + key
        may_be = [*field.values, NOTHING * field.width]
        # "7" and the key that goes on are "07", too.
        if typed.zfill(field.width) not in may_be and not any(number.startswith(typed) for number in may_be):
            self.typed = ""
            return self._say_range(field, typed)
        self.typed = typed
        return self._take(field, typed) if len(typed) == field.width else ""

    def _take(self, field: PaperField, number: str) -> str:
        self.typed = ""
        if number not in field.values:
            if set(number) == {NOTHING}:
                self._put(())
                return self._step()
            return self._say_range(field, number)
        if field.kind is not FieldKind.TICKS:
            return self._keep((number,)) or self._step()
        before = self.given(self.at) if self.given(self.at) != (TWO_MARKS,) else ()
        ticked = tuple(each for each in before if each != number) if number in before else (*before, number)
        return self._keep(ticked, let=_TICKS_SO_FAR)

    def _keep(self, given: tuple[str, ...], *, let: frozenset[str] = frozenset()) -> str:
        """Put it into the field that the typist stands at, unless it cannot be right."""
        field = self.field
        before = self.given(self.at)
        assert field is not None
        self._put(given)
        wrong = self._wrong(field, let=let) if given else ""
        if wrong:
            self._put(before)
            self.typed = ""
        return wrong

    def _put(self, given: tuple[str, ...]) -> None:
        if given:
            self._given[self.at] = given
        else:
            self._given.pop(self.at, None)

    def _step(self) -> str:
        self.typed = ""
        self.at += 1
        return ""

    def _wrong(self, field: PaperField, *, let: frozenset[str] = frozenset()) -> str:
        found = faults(self._questionnaire, self.answers(), now=self._now, is_whole=False)
        theirs = [fault for fault in found if fault.code == field.code and fault.reason not in let]
        return _sentence(theirs[0]) if theirs else ""

    def _say_range(self, field: PaperField, typed: str) -> str:
        numbers = list(field.values)
        facts: dict[str, object] = {"typed": typed, "number": field.number, "first": numbers[0]}
        if field.values and field.item.has_dont_know and field.scale is not None:
            facts |= {"last": numbers[-2], "unknown": numbers[-1]}
            return _("Row {number}: “{typed}” is no answer. There are {first} to {last}, and {unknown}.", **facts)
        return _("Row {number}: “{typed}” is no answer. There are {first} to {last}.", **facts, last=numbers[-1])


def _sentence(fault: Fault) -> str:
    return _(fault.message, **fault.facts)


def _value(field: PaperField, given: str) -> Value:
    match field.kind:
        case FieldKind.CHOICE:
            return field.values[given]
        case FieldKind.NUMBER:
            return _number(given)
        case FieldKind.DAY:
            return f"{given[4:]}-{given[2:4]}-{given[:2]}"
        case _:
            return given


def _number(given: str) -> Value:
    """Nothing but a lone sign or point is no number: it stays as it was typed, and the form says so."""
    try:
        return int(given) if given.lstrip("-").isdecimal() else float(given)
    except ValueError:
        return given


def _given(field: PaperField, answers: Mapping[str, Value]) -> tuple[str, ...]:
    value = answers.get(field.code)
    if value is None or value in ("", ()):
        return ()
    match field.kind:
        case FieldKind.CHOICE:
            typed = field.typed_for(value)
            return (typed,) if typed else ()
        case FieldKind.TICKS | FieldKind.PLACE:
            assert isinstance(value, tuple)
            chosen = value if field.kind is FieldKind.TICKS else value[field.place - 1 : field.place]
            return tuple(typed for typed in map(field.typed_for, chosen) if typed)
        case FieldKind.DAY:
            return (date.fromisoformat(str(value)).strftime("%d%m%Y"),)
        case _:
            return (f"{value:g}" if isinstance(value, float) else str(value),)
