"""The columns of events, of their people, of sums, and of rows that are about to be entered."""

from desktop_app.cascades.event_records import EventLine, EventRow, EventState, EventSum, RowNames
from desktop_app.i18n import N_, _, _n
from desktop_app.people.records import PersonLine
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

STATES = {
    EventState.NEW: (N_("To be entered"), Tone.GOOD),
    EventState.KNOWN: (N_("In the register already"), Tone.MUTED),
    EventState.REJECTED: (N_("Rejected"), Tone.BAD),
    EventState.IGNORED: (N_("No event"), Tone.MUTED),
}


def numbers_text(line: EventLine) -> str:
    """The number reported, the list, and by how many they differ."""
    reported = _n("{n} person took part.", "{n} people took part.", line.people)
    if line.difference is None:
        return reported
    if not line.difference:
        return _("The list has them all: {n}.", n=formats.integer_text(line.listed))
    listed = _n("{n} is on the list.", "{n} are on the list.", line.listed)
    difference = (
        _n("The list names {n} more.", "The list names {n} more.", line.difference)
        if line.difference > 0
        else _n("The list lacks {n}.", "The list lacks {n}.", -line.difference)
    )
    return " ".join((reported, listed, difference))


def listed_tone(line: EventLine) -> Tone | None:
    """None where no list is kept: then the number is nothing to compare."""
    if line.difference is None:
        return None
    return Tone.WARN if line.difference else Tone.GOOD


EVENT_COLUMNS = (
    Column[EventLine]("held_on", N_("Day"), lambda line: line.draft.held_on, width=88),
    # The codes are what the trade calls them: KRS, KRK.
    Column[EventLine]("kind", N_("Kind"), lambda line: line.draft.kind_code, width=84, hint=lambda line: line.kind),
    Column[EventLine]("institution", N_("Institution"), lambda line: line.institution, width=150, is_stretched=True),
    Column[EventLine]("district", N_("District"), lambda line: line.district, width=110),
    Column[EventLine]("subject", N_("Subject"), lambda line: line.subject, width=90),
    Column[EventLine]("leader", N_("Led by"), lambda line: line.leader, width=110),
    Column[EventLine](
        "people",
        N_("Took part"),
        lambda line: line.people,
        width=96,
        align=Align.RIGHT,
        tone=listed_tone,
        hint=numbers_text,
    ),
)

PEOPLE_COLUMNS = (
    Column[PersonLine](
        "name",
        N_("Full name"),
        lambda line: line.full_name,
        width=180,
        is_stretched=True,
        hint=lambda line: line.workplace,
    ),
)

SUM_COLUMNS = (
    Column[EventSum]("district", N_("District"), lambda each: each.district, width=220, is_stretched=True),
    Column[EventSum]("subject", N_("Subject"), lambda each: each.subject, width=200),
    Column[EventSum]("events", N_("Events"), lambda each: each.events, width=100),
    Column[EventSum]("people", N_("Took part"), lambda each: each.people, width=100),
    Column[EventSum]("listed", N_("On the list"), lambda each: each.listed or None, width=100, align=Align.RIGHT),
)


def state_text(row: EventRow) -> str:
    return _(STATES[row.state][0])


def state_tone(row: EventRow) -> Tone:
    return STATES[row.state][1]


def problems_text(row: EventRow) -> str:
    return " ".join(problem.text for problem in row.problems)


def preview_columns(names: RowNames) -> tuple[Column[EventRow], ...]:
    """The rows of a workbook with what would become of them."""
    return (
        Column("number", N_("Row"), lambda row: row.number, width=60),
        Column("state", N_("State"), state_text, width=158, tone=state_tone),
        Column("held_on", N_("Day"), lambda row: row.draft.held_on, width=90),
        Column("kind", N_("Kind"), lambda row: row.draft.kind_code, width=70),
        Column("institution", N_("Institution"), lambda row: names.place(row.draft), width=150),
        Column("subject", N_("Subject"), lambda row: names.subjects.get(row.draft.subject_code or "", ""), width=110),
        Column("leader", N_("Led by"), lambda row: names.leader(row.draft), width=140),
        Column("people", N_("Took part"), lambda row: row.draft.people, width=70),
        Column("why", N_("Why"), problems_text, width=300, is_stretched=True, is_told_whole=True),
    )
