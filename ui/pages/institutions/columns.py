"""The columns of institutions, of their people's training, of movement, and of look-alikes."""

from desktop_app.i18n import N_, _
from desktop_app.institutions.records import CoveredPerson, InstitutionLine, LookAlike, Movement
from desktop_app.institutions.words import likeness_text, standing_text
from desktop_app.people.institutions import FormerName
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

FEW, MANY = 0.5, 0.8
# Percentages are reckoned of whole numbers; a share comes as a fraction.
_WHOLE = 100_000


def share_text(share: float | None) -> str:
    return "" if share is None else formats.percent_text(round(share * _WHOLE), _WHOLE)


def share_tone(line: InstitutionLine) -> Tone:
    """Colour beside the figure: below half is bad, from four fifths on good."""
    if line.coverage is None:
        return Tone.PLAIN
    return Tone.BAD if line.coverage < FEW else Tone.WARN if line.coverage < MANY else Tone.GOOD


def person_tone(person: CoveredPerson) -> Tone:
    if person.is_trained:
        return Tone.GOOD
    return Tone.WARN if person.has_course else Tone.BAD


INSTITUTION_COLUMNS = (
    Column[InstitutionLine]("name", N_("Institution"), lambda line: line.name, width=260, is_stretched=True),
    Column[InstitutionLine]("kind", N_("Kind"), lambda line: line.kind, width=200),
    Column[InstitutionLine]("district", N_("District"), lambda line: line.district, width=150),
    Column[InstitutionLine]("code", N_("STIR"), lambda line: line.code, width=96),
    Column[InstitutionLine]("people", N_("Workers"), lambda line: line.people, width=80),
    Column[InstitutionLine]("trained", N_("Trained"), lambda line: line.trained, width=80),
    Column[InstitutionLine](
        "coverage",
        N_("Share"),
        lambda line: line.coverage,
        shown=share_text,
        align=Align.RIGHT,
        width=84,
        tone=share_tone,
    ),
)

COVERAGE_COLUMNS = (
    Column[CoveredPerson]("name", N_("Full name"), lambda each: each.person.full_name, width=240),
    Column[CoveredPerson]("position", N_("Position"), lambda each: each.person.position, width=150),
    Column[CoveredPerson]("subject", N_("Subject"), lambda each: each.person.subject, width=140),
    Column[CoveredPerson]("course", N_("Last course"), lambda each: each.last_course, width=200, is_stretched=True),
    Column[CoveredPerson]("when", N_("When"), lambda each: each.last_course_on, width=100),
    Column[CoveredPerson]("state", N_("State"), standing_text, width=140, tone=person_tone),
    Column[CoveredPerson]("due", N_("Due in"), lambda each: each.due_year, shown=str, width=80),
)

MOVEMENT_COLUMNS = (
    Column[Movement]("name", N_("Full name"), lambda each: each.person.full_name, width=240),
    Column[Movement]("position", N_("Position"), lambda each: each.position, width=150),
    Column[Movement]("subject", N_("Subject"), lambda each: each.subject, width=140),
    Column[Movement]("came", N_("Came on"), lambda each: each.starts_on, width=100),
    Column[Movement]("left", N_("Left on"), lambda each: each.ends_on, width=100),
    Column[Movement](
        "now",
        N_("Works now"),
        lambda each: _("Here") if each.is_present else each.works_now or _("Not known"),
        width=200,
        is_stretched=True,
        tone=lambda each: Tone.GOOD if each.is_present else Tone.PLAIN,
    ),
)


FORMER_NAME_COLUMNS = (
    Column[FormerName]("name", N_("Name"), lambda each: each.name, width=300, is_stretched=True),
    Column[FormerName]("until", N_("Until"), lambda each: each.ends_on, width=120),
    Column[FormerName]("reason", N_("By which order it was renamed"), lambda each: each.reason, width=320),
)


def reasons_text(pair: LookAlike) -> str:
    return ", ".join(likeness_text(reason) for reason in pair.reasons)


def told(line: InstitutionLine) -> str:
    """An entry with what tells it from the other one."""
    return " · ".join(filter(None, (line.name, line.code)))


LOOK_ALIKE_COLUMNS = (
    Column[LookAlike]("first", N_("Stays"), lambda pair: told(pair.first), width=250, is_stretched=True),
    Column[LookAlike]("first_people", N_("Workers"), lambda pair: pair.first.people, width=70),
    Column[LookAlike]("second", N_("The same as it?"), lambda pair: told(pair.second), width=230),
    Column[LookAlike]("second_people", N_("Workers"), lambda pair: pair.second.people, width=70),
    Column[LookAlike]("district", N_("District"), lambda pair: pair.first.district or pair.second.district, width=130),
    Column[LookAlike]("why", N_("Why"), reasons_text, width=300, is_told_whole=True),
)
