"""How the hours of a programme, of its modules and of its lessons must fit together."""

from collections.abc import Iterator, Sequence

from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.programmes.records import ModuleRecord, Part


def elective_hours(hours: int, modules: Sequence[ModuleRecord]) -> int:
    """The hours that the fixed modules leave to those chosen from the needs survey."""
    return hours - sum(module.hours for module in modules if not module.is_elective)


def check_hours(hours: int, modules: Sequence[ModuleRecord]) -> None:
    """Raises Invalid unless the modules can make up exactly the programme's hours.

    Fixed modules are taught whole; electives fill what these leave. A programme may have no modules at all.
    """
    if hours <= 0:
        raise Invalid("hours_missing", N_("Enter the hours of the programme."), field="hours")
    for module in modules:
        if not module.title.strip() or module.hours <= 0:
            raise Invalid("module_incomplete", N_("Every module needs a title and hours."), field="modules")
    if modules:
        _check_sums(hours, modules)


def parts_of(hours: int, modules: Sequence[ModuleRecord], chosen: Sequence[int] = ()) -> list[Part]:
    """What a cohort is taught, in order: the fixed modules, then the chosen electives up to the programme's hours.

    The last elective is cut where the hours end; hours without a chosen elective stay a part without a module.
    Raises Refused when a chosen id is no elective of the programme.
    """
    electives = {module.id: module for module in modules if module.is_elective}
    if not electives.keys() >= set(chosen):
        raise Refused("not_an_elective", N_("Only elective modules of the programme can be chosen."))
    parts = [Part(module.id, module.hours) for module in modules if not module.is_elective]
    left = elective_hours(hours, modules)
    for module_id in chosen:
        taken = min(left, electives[module_id].hours)
        if taken > 0:
            parts.append(Part(module_id, taken))
            left -= taken
    if left > 0:
        parts.append(Part(None, left))
    return parts


def lessons_of(parts: Sequence[Part], *, lesson_hours: int) -> Iterator[Part]:
    """The parts cut into lessons: a lesson belongs to one module, so an odd hour makes a shorter lesson."""
    for part in parts:
        for begun in range(0, part.hours, lesson_hours):
            yield Part(part.module_id, min(lesson_hours, part.hours - begun))


def _check_sums(hours: int, modules: Sequence[ModuleRecord]) -> None:
    left = elective_hours(hours, modules)
    fixed = hours - left
    electives = sum(module.hours for module in modules if module.is_elective)
    if electives == 0 and left != 0:
        raise Invalid(
            "module_hours",
            N_("The modules make up {modules} hours, but the programme has {hours}."),
            field="modules",
            modules=fixed,
            hours=hours,
        )
    if electives and left <= 0:
        raise Invalid(
            "no_hours_for_electives",
            N_("The fixed modules take {fixed} of {hours} hours: none are left for the elective ones."),
            field="modules",
            fixed=fixed,
            hours=hours,
        )
    if electives < left:
        raise Invalid(
            "electives_too_short",
            N_("The fixed modules leave {left} hours, but all elective ones together have only {electives}."),
            field="modules",
            left=left,
            electives=electives,
        )
