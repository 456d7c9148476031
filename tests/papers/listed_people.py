"""People for the lists of papers: one name has letters that other programs would take for mark-up."""

from collections.abc import Sequence

from db.models.cohorts import EnrolmentState
from desktop_app.centre import Centre
from tests.factories import enrolment, person, write

NAMES = (
    ("Abdullayeva", "Zilola", ""),
    ("O<b>ripova & {cohort}", "Laylo", ""),
    ("Цой", "Елена", "Цой"),
)


def enrolled(centre: Centre, cohort_id: int, states: list[EnrolmentState], workplaces: Sequence[str] = ()) -> list[int]:
    """As many people as states, in the order of the alphabet; all of one school but for ``workplaces``."""
    ids = []
    for place, state in enumerate(states):
        surname, given_name, cyrillic = NAMES[place] if place < len(NAMES) else (f"Yusupova{place}", "Oʻgʻiloy", "")
        latin = "Soy" if cyrillic else surname
        card = write(centre, person(surname=latin, given_name=given_name, surname_cyrl=cyrillic))
        workplace = workplaces[place] if place < len(workplaces) else "12-sonli maktab"
        row = enrolment(cohort_id, card.id, state=state, workplace=workplace, position="Oʻqituvchi")
        ids.append(write(centre, row).id)
    return ids
