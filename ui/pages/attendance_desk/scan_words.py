"""What the station at the door says of a badge that was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.attendance.scan_records import (
    ClosedCohort,
    ScanOutcome,
    ScanResult,
    TakenBackScan,
    TypedMark,
)
from desktop_app.clock import TASHKENT
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.theme import Tone

# So many names of the absent are read in a question; of more only the number.
NAMES_TOLD = 8

DIRECTIONS = {"in": N_("In"), "out": N_("Out")}


@dataclass(frozen=True)
class Said:
    """Large words, the line under them, and what else is to be known."""

    title: str
    line: str
    notes: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    icon: str = "info"


def ready() -> Said:
    return Said(_("Ready for a badge"), _("Hold a badge to the scanner."), icon="attendance")


def said_of(result: ScanResult) -> Said:
    time = result.at.astimezone(TASHKENT).strftime("%H:%M")
    match result.outcome:
        case ScanOutcome.UNKNOWN:
            line = _("Nobody knows code {code}. Choose a cohort: F4.", code=result.code)
            return Said(_("Unknown badge"), line, _notes(result), Tone.WARN, "warning")
        case ScanOutcome.DOUBLE:
            line = _("{cohort} · read already at {time}", cohort=result.cohort_code, time=time)
            return Said(result.name, line, _notes(result), Tone.PLAIN, "info")
        case ScanOutcome.OUT:
            line = _("{cohort} · out at {time}", cohort=result.cohort_code, time=time)
            return Said(result.name, line, (*_missed(result), *_notes(result)), _tone(result), "arrow-left")
        case ScanOutcome.IN:
            return Said(result.name, _in_line(result, time), _notes(result), _tone(result), _sign(result))


def said_of_error(error: CentreError) -> Said:
    return Said(_("Not recorded"), error.text, (), Tone.BAD, "error")


def said_of_taken_back(taken: TakenBackScan) -> Said:
    line = _("The reading is taken back, and the marks it made.")
    return Said(taken.name, line, _typed_notes(taken.typed), icon="undo")


def closing_lines(cohorts: list[ClosedCohort]) -> str:
    """What closing the day does, a line for each cohort."""
    return "\n".join(_closing_line(cohort) for cohort in cohorts)


def _in_line(result: ScanResult, time: str) -> str:
    facts = {"cohort": result.cohort_code, "time": time}
    if result.late_minutes is None:
        return _("{cohort} · in at {time}", **facts)
    return _n(
        "{cohort} · in at {time} · {n} minute late for lesson {place}",
        "{cohort} · in at {time} · {n} minutes late for lesson {place}",
        result.late_minutes,
        place=result.place_in_day,
        **facts,
    )


def _missed(result: ScanResult) -> tuple[str, ...]:
    if not result.missed_hours:
        return ()
    return (
        _n(
            "Of lesson {place} {n} academic hour is missed.",
            "Of lesson {place} {n} academic hours are missed.",
            result.missed_hours,
            place=result.place_in_day,
        ),
    )


def _notes(result: ScanResult) -> tuple[str, ...]:
    notes = []
    if result.is_walk_in:
        notes.append(_("Not on the list yet. Say who it is under Attendance, Not on the list."))
    if result.old_cohort:
        notes.append(_("The badge is still that of cohort {cohort}: print a new one.", cohort=result.old_cohort))
    notes.extend(_typed_notes(result.typed))
    if result.clock_behind is not None:
        notes.append(
            _(
                "A badge was read later than now already, at {moment}. Look whether the clock is right.",
                moment=formats.moment_text(result.clock_behind),
            )
        )
    return tuple(notes)


def _typed_notes(typed: Iterable[TypedMark]) -> tuple[str, ...]:
    return tuple(
        _(
            "Lesson {place} stays “{kept}” as somebody marked it; by the badge it would be “{other}”.",
            place=mark.place_in_day,
            kept=mark.kept,
            other=mark.other,
        )
        for mark in typed
    )


def _tone(result: ScanResult) -> Tone:
    is_plain = result.late_minutes is None and not _missed(result) and not _notes(result)
    return Tone.GOOD if is_plain else Tone.WARN


def _sign(result: ScanResult) -> str:
    return "check" if result.late_minutes is None else "clock"


def _closing_line(cohort: ClosedCohort) -> str:
    parts = [_n("{cohort}: {n} person came.", "{cohort}: {n} people came.", cohort.present, cohort=cohort.code)]
    if len(cohort.absent) > NAMES_TOLD:
        parts.append(_n("{n} person is absent.", "{n} people are absent.", len(cohort.absent)))
    elif cohort.absent:
        parts.append(_("Absent: {names}.", names=", ".join(cohort.absent)))
    if cohort.open_lessons:
        parts.append(
            _n(
                "{n} lesson is not over and stays open.",
                "{n} lessons are not over and stay open.",
                cohort.open_lessons,
            )
        )
    return " ".join(parts)
