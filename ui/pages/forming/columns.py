"""The columns of groups, of the people in them, of applications and of their people."""

from collections.abc import Callable

from desktop_app.forming.records import ApplicationRecord, Wish, WishState, wish_state_name
from desktop_app.i18n import N_, _
from desktop_app.people.records import PersonLine
from ui.models.table_model import Align, Column
from ui.pages.forming.board import Board, GroupRow
from ui.pages.forming.lists import FormingLists
from ui.theme import Tone

WISH_TONES = {WishState.WAITING: Tone.WARN, WishState.PLACED: Tone.GOOD, WishState.WITHDRAWN: Tone.MUTED}


def group_columns(board: Callable[[], Board | None], lists: Callable[[], FormingLists]) -> tuple[Column[GroupRow], ...]:
    def subject(row: GroupRow) -> str:
        if row.group is None:
            return _("Left over")
        return f"{programme(row)} · {lists().subject_of(row.group.kind)}"

    def programme(row: GroupRow) -> str:
        found = board()
        if row.group is None or found is None:
            return ""
        programme_id = found.programme_id(row.group.kind)
        choices = {choice.id: choice for choice in found.preview.programmes}
        return choices[programme_id].code if programme_id in choices else _("Choose a programme")

    def details(row: GroupRow) -> str:
        return lists().details_of(row.group.kind) if row.group else ""

    def districts(row: GroupRow) -> str:
        names = lists().districts
        return ", ".join(names.get(code, code) for code in row.group.districts if code) if row.group else ""

    def tone(row: GroupRow) -> Tone | None:
        found = board()
        return Tone.WARN if found is not None and found.is_odd(row) else None

    return (
        Column("place", N_("No."), lambda row: None if row.place is None else row.place + 1, width=44),
        Column("subject", N_("Programme and subject"), subject, width=200, is_stretched=True, is_told_whole=True),
        Column("people", N_("People"), lambda row: row.people, width=84, tone=tone),
        Column(
            "details",
            N_("Language, shift, category"),
            details,
            width=204,
            is_told_whole=True,
        ),
        Column("districts", N_("Districts"), districts, width=92, is_stretched=True, is_told_whole=True),
    )


def people_columns(why: Callable[[int], str]) -> tuple[Column[PersonLine], ...]:
    return (
        Column("name", N_("Surname, name, patronymic"), lambda line: line.full_name, width=216),
        Column("district", N_("District"), lambda line: line.district, width=110, is_told_whole=True),
        Column(
            "workplace",
            N_("Workplace"),
            lambda line: line.workplace,
            width=130,
            is_stretched=True,
            is_told_whole=True,
        ),
        Column("why", N_("Why left over"), lambda line: why(line.id), width=190, is_told_whole=True),
    )


APPLICATION_COLUMNS: tuple[Column[ApplicationRecord], ...] = (
    Column("dated_on", N_("Date"), lambda row: row.dated_on, width=100),
    Column("number", N_("Number"), lambda row: row.number, width=120),
    Column("employer", N_("Who applies"), lambda row: row.employer, width=260, is_stretched=True),
    Column("stated", N_("Stated"), lambda row: row.people_stated, width=92, align=Align.RIGHT),
    Column("listed", N_("In the list"), lambda row: row.listed, width=110, align=Align.RIGHT),
    Column(
        "difference",
        N_("Difference"),
        lambda row: row.difference,
        width=110,
        align=Align.RIGHT,
        tone=lambda row: Tone.WARN if row.difference else None,
    ),
    Column("waiting", N_("Wait for a place"), lambda row: row.waiting, width=140, align=Align.RIGHT),
    Column("withdrawn", N_("Recalled"), lambda row: row.withdrawn, width=100, align=Align.RIGHT),
)


def wish_columns(month: Callable[[Wish], str], shift: Callable[[str | None], str]) -> tuple[Column[Wish], ...]:
    return (
        Column("name", N_("Surname, name, patronymic"), lambda row: row.name, width=230),
        Column("workplace", N_("Workplace"), lambda row: row.workplace, width=180, is_stretched=True),
        Column("programme", N_("Programme"), lambda row: row.programme_title, width=170, is_stretched=True),
        Column("month", N_("Month"), month, width=150, sort=lambda row: (row.year, row.month or 0)),
        Column("shift", N_("Teaching shift"), lambda row: shift(row.shift_code), width=90),
        Column(
            "state",
            N_("State"),
            lambda row: wish_state_name(row.state),
            width=150,
            tone=lambda row: WISH_TONES[row.state],
            hint=lambda row: row.withdrawal_reason,
        ),
        Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=110),
    )
