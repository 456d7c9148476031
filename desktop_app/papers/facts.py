"""What is known of a cohort for the wording of its papers, written as the language in force writes it."""

from collections.abc import Sequence
from datetime import date

from db.models.cohorts import EnrolmentState
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import CohortRecord
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.language.numbers import people as counted
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.orders.numbers import with_sign, with_word
from desktop_app.orders.records import Purpose
from desktop_app.papers.people import ListedPerson
from desktop_app.reference.service import list_items, profile, rules_on


def facts_of(
    unit: UnitOfWork, *, cohort_id: int, people: Sequence[ListedPerson] = (), employer: str = ""
) -> dict[str, str]:
    """By the names of the places; what is not known, or nobody, is empty."""
    record = cohort(unit, cohort_id=cohort_id)
    own = profile(unit)
    programme = unit.session.get_one(Programme, record.programme_id)
    statements = sum(person.state is EnrolmentState.STATEMENT for person in people)
    finished = sum(person.state is EnrolmentState.COMPLETED for person in people)
    return {
        "centre": _in_script(own.name),
        "director": signature_name(language(), own.director),
        "cohort": record.code,
        "programme": _in_script(record.programme_title),
        "hours": str(record.hours),
        "people": counted(len(people), language()),
        "starts": long_date(record.starts_on, language()),
        "ends": long_date(record.ends_on, language()),
        "place": _in_script(record.place),
        "mode": _mode(unit, programme.mode_code),
        "leader": _leader(record),
        "basis": order_quoted(programme.order_number, programme.order_date),
        "admission_order": order_quoted(record.order_number, record.order_date),
        "other_cohort": ", ".join(dict.fromkeys(person.next_cohort for person in people if person.next_cohort)),
        "finished": counted(finished, language()) if finished else "",
        "statements": counted(statements, language()) if statements else "",
        "finished_annex": _annex(1 if statements else 0),
        "statements_annex": _annex(2 if finished else 0),
        "employer": _in_script(employer),
        "first_days": str(rules_on(unit, record.starts_on).admission_days),
    }


def nobody_in(purpose: Purpose, facts: dict[str, str]) -> set[str]:
    """The counts of a paper that are nought: its lines that speak of them fall away."""
    counts = ("finished", "statements") if purpose in (Purpose.COMPLETION, Purpose.COVERING_LETTER) else ()
    return {name for name in counts if not facts[name]}


def order_quoted(number: str, dated_on: date | None) -> str:
    """Day and number as a sentence quotes them: 2026-yil 2-noyabrdagi 14-M-son, от 2 ноября 2026 г. № 14-М."""
    if not number or dated_on is None:
        return ""
    day = long_date(dated_on, language())
    match language():
        case "uz_Latn":
            return f"{day}dagi {with_word(number, is_cyrillic=False)}"
        case "uz_Cyrl":
            return f"{day}даги {with_word(number, is_cyrillic=True)}"
        case _:
            return _("of {day} {number}", day=day, number=with_sign(number))


def _annex(place: int) -> str:
    """How a line points to its annex; 0 is the only one."""
    return _("annex {place}", place=place) if place else _("annex")


def _leader(record: CohortRecord) -> str:
    return signature_name(language(), record.leader) if record.leader else ""


def _mode(unit: UnitOfWork, code: str) -> str:
    names = {item.code: item.names.text for item in list_items(unit, "mode")}
    text = names.get(code, "")
    return text[:1].lower() + text[1:]


def _in_script(text: str) -> str:
    return in_script_of(language(), text)
