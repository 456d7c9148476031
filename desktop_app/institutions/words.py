"""The words for the figures of an institution's training, the same on the screen, in Excel and on paper."""

from desktop_app.i18n import _, _n, language
from desktop_app.institutions.records import Coverage, CoveredPerson, Likeness
from desktop_app.language.numbers import number


def likeness_text(reason: Likeness) -> str:
    match reason:
        case Likeness.SAME_CODE:
            return _("the same STIR")
        case Likeness.SAME_NAME:
            return _("one name, written otherwise")
        case Likeness.SAME_NUMBER:
            return _("the same number and kind")
        case Likeness.ALIKE_NAME:
            return _("names alike but for a letter or two")
        case Likeness.NO_DISTRICT:
            return _("one of them tells no district")


def coverage_text(found: Coverage) -> str:
    """The share in a sentence, with what it is of."""
    if not found.people:
        return _("Nobody works here now.")
    return _(
        "{trained} of {people} people ({percent} %) took a course in the last {years} years.",
        trained=found.trained,
        people=len(found.people),
        percent=number(100 * found.trained / len(found.people), 0, language()),
        years=found.cycle_years,
    )


def rest_text(found: Coverage) -> str:
    """Of the others, whose course is too old and who never had one."""
    return " ".join(
        (
            _n("{n} person was never trained.", "{n} people were never trained.", found.never),
            _n(
                "The last course of {n} person is too long ago.",
                "The last course of {n} people is too long ago.",
                found.expired,
            ),
        )
    )


def standing_text(person: CoveredPerson) -> str:
    if person.is_trained:
        return _("Trained")
    return _("Too long ago") if person.has_course else _("Never")
