"""Which person of the centre a row means: by JShShIR, by document, by name and birth, by name alone."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.rosters.known import CohortStanding, KnownPeople, KnownPerson, are_alike
from desktop_app.rosters.people import RosterPerson, part_key
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem


class Match(NamedTuple):
    """``known`` is the person meant, None for a new one; ``candidates`` are those to choose from when asked."""

    known: KnownPerson | None = None
    problem: RowProblem | None = None
    candidates: tuple[KnownPerson, ...] = ()


NOBODY = Match()


def match_person(person: RosterPerson, known: KnownPeople) -> Match:
    """The surest evidence decides; a name alone never does, it only asks."""
    if person.jshshir and person.jshshir in known.by_jshshir:
        return _by_jshshir(person, known.by_jshshir[person.jshshir])
    holders = known.by_document.get(person.document) if person.document else None
    found = _by_document(person, holders) if holders else NOBODY
    return _by_name(person, known.namesakes(person)) if found is NOBODY else found


def told_by_cohort(match: Match, standing: CohortStanding) -> Match:
    """The match with what the cohort says: enrolled already, left before, busy elsewhere; and with the archive."""
    meant = match.known or (match.candidates[0] if len(match.candidates) == 1 else None)
    if meant is None:
        return match
    if standing.is_enrolled(meant.id):
        # A name alone is weak evidence of a person, yet strong of a list that was sent again.
        return Match(meant, problem(ProblemCode.ALREADY_ENROLLED, value=meant.full_name, name=meant.full_name))
    if match.problem or match.known is None:
        return match
    if meant.id in standing.sealed:
        return match._replace(problem=_about(ProblemCode.LEFT_IN_SENT_MONTH, meant, month=standing.sealed[meant.id]))
    if meant.id in standing.here:
        return match._replace(problem=_about(ProblemCode.LEFT_THIS_COHORT, meant))
    if meant.id in standing.elsewhere:
        return match._replace(problem=_about(ProblemCode.IN_OTHER_COHORT, meant, cohort=standing.elsewhere[meant.id]))
    if meant.id in standing.held:
        return match._replace(problem=_about(ProblemCode.COURSE_HOLDS, meant, course=standing.held[meant.id]))
    if meant.is_archived:
        return match._replace(problem=_about(ProblemCode.IN_ARCHIVE, meant))
    return match


def _by_jshshir(person: RosterPerson, known: KnownPerson) -> Match:
    if are_alike(person, known):
        return Match(known)
    if part_key(known.given_name) == part_key(person.name.given_name):
        return Match(known, _about(ProblemCode.SURNAME_CHANGED, known))
    return Match(None, _about(ProblemCode.JSHSHIR_OF_ANOTHER, known))


def _by_document(person: RosterPerson, of_document: Sequence[KnownPerson]) -> Match:
    """``of_document`` are those who have the same one."""
    holders = [one for one in of_document if not _is_other(person, one)]
    alike = [one for one in holders if are_alike(person, one)]
    if len(alike) == 1:
        return Match(alike[0])
    if holders:
        return Match(None, _about(ProblemCode.DOCUMENT_OF_ANOTHER, holders[0]), tuple(holders))
    return NOBODY


def _by_name(person: RosterPerson, namesakes: Sequence[KnownPerson]) -> Match:
    if not namesakes:
        return NOBODY
    possible = [one for one in namesakes if not _is_other(person, one) and _births_fit(person, one)]
    same_birth = [one for one in possible if person.birth_year is not None and one.year is not None]
    if len(same_birth) == 1:
        return Match(same_birth[0])
    if possible:
        asked = same_birth or possible
        return Match(None, _about(ProblemCode.NAMESAKE, asked[0]), tuple(asked))
    return NOBODY


def _is_other(person: RosterPerson, known: KnownPerson) -> bool:
    """Two different JShShIRs are two people, whatever else is alike."""
    return None not in (person.jshshir, known.jshshir) and person.jshshir != known.jshshir


def _births_fit(person: RosterPerson, known: KnownPerson) -> bool:
    """Whether what is known of both births does not contradict."""
    if person.birth_date and known.birth_date:
        return person.birth_date == known.birth_date
    return None in (person.birth_year, known.year) or person.birth_year == known.year


def _about(code: ProblemCode, known: KnownPerson, **facts: str) -> RowProblem:
    return problem(code, value=known.full_name, name=known.full_name, **facts)
