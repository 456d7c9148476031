"""Everything that a roster row can have: for each code what it does to the row, and its sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.i18n import N_, _


class RowState(StrEnum):
    """What will happen with a row of the file; every row is in exactly one."""

    READY = "ready"
    ASK = "ask"
    REJECTED = "rejected"
    IGNORED = "ignored"


class ProblemCode(StrEnum):
    TOTAL_ROW = "total_row"
    SIGNATURE_ROW = "signature_row"
    REPEATED_HEADER = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"
    EMPTY_NUMBERED_ROW = "empty_numbered_row"
    HEADING_ROW = "heading_row"
    REPEATS_ROW = "repeats_row"
    ALREADY_ENROLLED = "already_enrolled"
    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    LOST_LETTERS = "lost_letters"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    JSHSHIR_NOT_DIGITS = "jshshir_not_digits"
    JSHSHIR_ROUNDED = "jshshir_rounded"
    JSHSHIR_LOST_DIGITS = "jshshir_lost_digits"
    JSHSHIR_LENGTH = "jshshir_length"
    JSHSHIR_CHECK_DIGIT = "jshshir_check_digit"
    JSHSHIR_CENTURY = "jshshir_century"
    JSHSHIR_BIRTH_DATE = "jshshir_birth_date"
    JSHSHIR_TWO_NAMES = "jshshir_two_names"
    JSHSHIR_OF_ANOTHER = "jshshir_of_another"
    BIRTH_DATE_IMPOSSIBLE = "birth_date_impossible"
    BIRTH_DATE_EMPTY_IN_EXCEL = "birth_date_empty_in_excel"
    BIRTH_YEAR_STRANGE = "birth_year_strange"
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable"
    BIRTH_DATE_UNSURE = "birth_date_unsure"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_DIFFERS = "sex_differs"
    UNUSUAL_AGE = "unusual_age"
    NAME_ORDER_UNSURE = "name_order_unsure"
    NAME_SPACE_BEFORE_MARK = "name_space_before_mark"
    NAME_MIXED_SCRIPTS = "name_mixed_scripts"
    DOCUMENT_WRONG = "document_wrong"
    DOCUMENT_OF_ANOTHER = "document_of_another"
    DOCUMENT_TWO_NAMES = "document_two_names"
    NAMESAKE = "namesake"
    SURNAME_CHANGED = "surname_changed"
    REPEATS_NAME = "repeats_name"
    SAME_PERSON_TWICE = "same_person_twice"
    LEFT_THIS_COHORT = "left_this_cohort"
    LEFT_IN_SENT_MONTH = "left_in_sent_month"
    IN_OTHER_COHORT = "in_other_cohort"
    COURSE_HOLDS = "course_holds"
    DISTRICT_UNSURE = "district_unsure"
    NOT_TEACHING_STAFF = "not_teaching_staff"
    DISTRICT_UNKNOWN = "district_unknown"
    POSITION_UNKNOWN = "position_unknown"
    SUBJECT_UNKNOWN = "subject_unknown"
    CATEGORY_UNKNOWN = "category_unknown"
    PHONE_WRONG = "phone_wrong"
    PHONE_UNSURE = "phone_unsure"
    ALREADY_TAKEN = "already_taken"
    LEFT_OUT = "left_out"
    MISREAD_LETTERS = "misread_letters"
    IN_ARCHIVE = "in_archive"
    HIDDEN_ROW = "hidden_row"
    CROWDED_CELL = "crowded_cell"
    DECIDED = "decided"
    DATE_UNREADABLE = "date_unreadable"
    NUMBER_UNREADABLE = "number_unreadable"
    WORD_UNKNOWN = "word_unknown"
    LOST_LETTERS_READ = "lost_letters_read"
    LOST_LETTERS_UNSURE = "lost_letters_unsure"


@dataclass(frozen=True)
class Meaning:
    """``state`` is what the problem makes of its row; ready means that it is only told."""

    state: RowState
    sentence: str


_WORST_FIRST = (RowState.REJECTED, RowState.IGNORED, RowState.ASK)
_READY, _ASK, _REJECTED, _IGNORED = RowState.READY, RowState.ASK, RowState.REJECTED, RowState.IGNORED

MEANINGS: Mapping[ProblemCode, Meaning] = {
    ProblemCode.TOTAL_ROW: Meaning(_IGNORED, N_("This row is a total, not a person.")),
    ProblemCode.SIGNATURE_ROW: Meaning(_IGNORED, N_("This row is a signature, not a person.")),
    ProblemCode.REPEATED_HEADER: Meaning(_IGNORED, N_("This row repeats the header.")),
    ProblemCode.COLUMN_NUMBERS: Meaning(_IGNORED, N_("This row only numbers the columns.")),
    ProblemCode.EMPTY_NUMBERED_ROW: Meaning(_IGNORED, N_("This row has a number but nobody in it.")),
    ProblemCode.HEADING_ROW: Meaning(_IGNORED, N_("This row is a heading or a remark, not a person.")),
    ProblemCode.REPEATS_ROW: Meaning(_IGNORED, N_("The same person stands in row {other_row} already.")),
    ProblemCode.ALREADY_ENROLLED: Meaning(_IGNORED, N_("{name} is in this cohort already.")),
    ProblemCode.NAME_MISSING: Meaning(_REJECTED, N_("There is no surname or no given name.")),
    ProblemCode.NAME_UNREADABLE: Meaning(_REJECTED, N_("“{value}” is not the name of a person.")),
    ProblemCode.LOST_LETTERS: Meaning(
        _REJECTED,
        N_("Letters of “{value}” were lost when the file was saved. Ask for it as .xlsx or as CSV UTF-8."),
    ),
    ProblemCode.FORMULA_WITHOUT_VALUE: Meaning(
        _REJECTED,
        N_("The cell holds a formula without its result. Open the file in Excel, save it and try again."),
    ),
    ProblemCode.JSHSHIR_NOT_DIGITS: Meaning(_REJECTED, N_("A JShShIR is made of digits only.")),
    ProblemCode.JSHSHIR_ROUNDED: Meaning(
        _REJECTED, N_("Excel has rounded the JShShIR and its last digits are lost. Type it again.")
    ),
    ProblemCode.JSHSHIR_LOST_DIGITS: Meaning(
        _ASK,
        N_("Excel has rounded the JShShIR {value} and its last digits are lost. Take the person without it?"),
    ),
    ProblemCode.JSHSHIR_LENGTH: Meaning(_REJECTED, N_("A JShShIR has 14 digits.")),
    ProblemCode.JSHSHIR_CHECK_DIGIT: Meaning(
        _REJECTED, N_("The check digit of the JShShIR is wrong: a digit was mistyped.")
    ),
    ProblemCode.JSHSHIR_CENTURY: Meaning(_REJECTED, N_("A JShShIR begins with a digit from 1 to 6.")),
    ProblemCode.JSHSHIR_BIRTH_DATE: Meaning(_REJECTED, N_("The JShShIR holds a birth date that does not exist.")),
    ProblemCode.JSHSHIR_TWO_NAMES: Meaning(
        _REJECTED, N_("Row {other_row} gives the same JShShIR to another person, {other_name}.")
    ),
    ProblemCode.JSHSHIR_OF_ANOTHER: Meaning(
        _REJECTED, N_("In the centre this JShShIR belongs to another person, {name}.")
    ),
    ProblemCode.BIRTH_DATE_IMPOSSIBLE: Meaning(_REJECTED, N_("There is no such day as {value}.")),
    ProblemCode.BIRTH_DATE_EMPTY_IN_EXCEL: Meaning(
        _REJECTED, N_("A date of 1900 is an empty cell that Excel shows as a date. Type the birth date.")
    ),
    ProblemCode.BIRTH_YEAR_STRANGE: Meaning(_REJECTED, N_("A trainee cannot have been born on {value}.")),
    ProblemCode.BIRTH_DATE_UNREADABLE: Meaning(_ASK, N_("“{value}” cannot be read as a date; enrol without it?")),
    ProblemCode.BIRTH_DATE_UNSURE: Meaning(_ASK, N_("“{value}” was read as {date}. Is that right?")),
    ProblemCode.BIRTH_DATE_DIFFERS: Meaning(_ASK, N_("The JShShIR gives another birth date: {date}.")),
    ProblemCode.SEX_DIFFERS: Meaning(_ASK, N_("The JShShIR gives another sex.")),
    ProblemCode.UNUSUAL_AGE: Meaning(
        _ASK, N_("According to the JShShIR the person is younger than 16 or older than 90.")
    ),
    ProblemCode.NAME_ORDER_UNSURE: Meaning(
        _ASK, N_("Surname {surname}, given name {given_name}, patronymic {patronymic}: is that right?")
    ),
    ProblemCode.NAME_SPACE_BEFORE_MARK: Meaning(_ASK, N_("There is a space inside the name. Is it {proposal}?")),
    ProblemCode.NAME_MIXED_SCRIPTS: Meaning(
        _ASK, N_("A word of the name mixes Latin and Cyrillic letters. Is it {proposal}?")
    ),
    ProblemCode.DOCUMENT_WRONG: Meaning(_ASK, N_("“{value}” is not a document number; enrol without it?")),
    ProblemCode.DOCUMENT_OF_ANOTHER: Meaning(
        _ASK, N_("In the centre this document belongs to {name}. The same person?")
    ),
    ProblemCode.DOCUMENT_TWO_NAMES: Meaning(
        _ASK, N_("Row {other_row} gives the same document to another person, {other_name}. Enrol all the same?")
    ),
    ProblemCode.NAMESAKE: Meaning(_ASK, N_("There is {name} in the centre. The same person or a namesake?")),
    ProblemCode.SURNAME_CHANGED: Meaning(_ASK, N_("The card of this JShShIR says {name}. Has the name changed?")),
    ProblemCode.REPEATS_NAME: Meaning(_ASK, N_("The same name stands in row {other_row}. Another person?")),
    ProblemCode.SAME_PERSON_TWICE: Meaning(_ASK, N_("Row {other_row} was taken for {name} too. Another person?")),
    ProblemCode.LEFT_THIS_COHORT: Meaning(_ASK, N_("{name} was in this cohort and left it. Enrol again?")),
    ProblemCode.LEFT_IN_SENT_MONTH: Meaning(
        _REJECTED,
        N_("{name} left this cohort, and the return for {month} that counts it was sent. An exception is needed."),
    ),
    ProblemCode.IN_OTHER_COHORT: Meaning(_REJECTED, N_("{name} is in cohort {cohort} at the same time.")),
    ProblemCode.COURSE_HOLDS: Meaning(
        _ASK, N_("{name} has taken {course}, which still holds. Enrol for another course?")
    ),
    ProblemCode.DISTRICT_UNSURE: Meaning(_ASK, N_("“{value}” may be {districts}. Which one?")),
    ProblemCode.NOT_TEACHING_STAFF: Meaning(_ASK, N_("“{value}” is not teaching staff. Enrol all the same?")),
    ProblemCode.DISTRICT_UNKNOWN: Meaning(_READY, N_("“{value}” is not in the list of districts; kept in the notes.")),
    ProblemCode.POSITION_UNKNOWN: Meaning(_READY, N_("“{value}” is not in the list of positions; kept as text.")),
    ProblemCode.SUBJECT_UNKNOWN: Meaning(_READY, N_("“{value}” is not in the list of subjects; kept as text.")),
    ProblemCode.CATEGORY_UNKNOWN: Meaning(_READY, N_("“{value}” is not in the list of categories; kept in the notes.")),
    ProblemCode.PHONE_WRONG: Meaning(_READY, N_("“{value}” is not a phone of Uzbekistan; kept in the notes.")),
    ProblemCode.PHONE_UNSURE: Meaning(_READY, N_("“{value}” was read as {phone}.")),
    ProblemCode.ALREADY_TAKEN: Meaning(_IGNORED, N_("{name} was taken from this file already.")),
    ProblemCode.LEFT_OUT: Meaning(_IGNORED, N_("Rows with “{value}” are left out, as was decided.")),
    ProblemCode.MISREAD_LETTERS: Meaning(
        _REJECTED, N_("“{value}” was saved in another encoding and cannot be read. Ask for the file anew as .xlsx.")
    ),
    ProblemCode.IN_ARCHIVE: Meaning(_ASK, N_("{name} is in the archive of leavers. Take back into the list?")),
    ProblemCode.HIDDEN_ROW: Meaning(_READY, N_("This row is hidden in the sender's file; it was read all the same.")),
    ProblemCode.CROWDED_CELL: Meaning(_READY, N_("One cell held more than the name; it was taken apart.")),
    ProblemCode.DECIDED: Meaning(_READY, N_("“{value}” was accepted, as was decided.")),
    ProblemCode.DATE_UNREADABLE: Meaning(_READY, N_("“{value}” cannot be read as a date; kept in the notes.")),
    ProblemCode.NUMBER_UNREADABLE: Meaning(_READY, N_("“{value}” is not a number of years; kept in the notes.")),
    ProblemCode.WORD_UNKNOWN: Meaning(_READY, N_("“{value}” is not in the list; kept in the notes.")),
    ProblemCode.LOST_LETTERS_READ: Meaning(
        _READY, N_("Letters of “{value}” were lost when the file was saved; it was read as {proposal}.")
    ),
    ProblemCode.LOST_LETTERS_UNSURE: Meaning(
        _ASK, N_("Letters of “{value}” were lost when the file was saved. Take it as it is?")
    ),
}


@dataclass(frozen=True)
class RowProblem:
    """One thing about one cell: the header of its column, the value as it stands there, the facts of the sentence.

    ``field`` is what the column was taken for; empty where the whole row is meant.
    """

    code: ProblemCode
    column: str
    value: str
    facts: tuple[tuple[str, object], ...] = ()
    field: str = ""

    @property
    def state(self) -> RowState:
        return MEANINGS[self.code].state

    @property
    def text(self) -> str:
        """The sentence in the language in force."""
        return _(MEANINGS[self.code].sentence, **{"value": self.value, **dict(self.facts)})


def problem(code: ProblemCode, column: str = "", value: str = "", *, field: str = "", **facts: object) -> RowProblem:
    return RowProblem(code, column, value, tuple(facts.items()), field)


def worst_state(problems: Collection[RowProblem]) -> RowState:
    """The one state in which a row with these problems is."""
    if not problems:
        return RowState.READY
    states = {found.state for found in problems}
    return next((state for state in _WORST_FIRST if state in states), RowState.READY)
