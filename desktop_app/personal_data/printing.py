"""The papers of the duties as PDF in the language of documents."""

import io
from datetime import date

from desktop_app.centre import Centre
from desktop_app.given_out import note_given
from desktop_app.i18n import language, use
from desktop_app.language.dates import period
from desktop_app.people.erasure import years_that_hold
from desktop_app.people.printing import archives_text, letterhead_of
from desktop_app.personal_data.disclosures import register_of_disclosures
from desktop_app.personal_data.document import past_erasure_pdf, purposes_pdf, register_pdf
from desktop_app.personal_data.past_erasure import PastErasure
from desktop_app.personal_data.purposes import purposes_on
from desktop_app.reference.service import profile


def register_paper(centre: Centre, *, first: date, last: date) -> bytes:
    """The register of disclosures of these days, noted in the journal as printed."""
    own = centre.read(profile)
    paper = io.BytesIO()
    with use(own.document_language):
        lines = centre.read(register_of_disclosures, first=first, last=last)
        head = letterhead_of(own, centre.clock.today())
        register_pdf(paper, lines, days=period(first, last, language()), head=head)
    centre.write(note_given, "print", entity="disclosure", content=paper.getvalue(), facts={"rows": len(lines)})
    return paper.getvalue()


def past_erasure_paper(centre: Centre, act: PastErasure) -> bytes:
    """The act with its list, once: the names are known nowhere any more."""
    own = centre.read(profile)
    paper, today = io.BytesIO(), centre.clock.today()
    with use(own.document_language):
        name = next(each.name for each in centre.read(purposes_on, today) if each.category is act.category)
        years = centre.read(years_that_hold, erased_on=today)
        archives, head = archives_text(years) if years else "", letterhead_of(own, today)
        past_erasure_pdf(paper, act, name=name, made_on=today, head=head, archives=archives)
    facts = {"number": act.number, "people": act.people}
    centre.write(note_given, "print", entity="data_purpose", content=paper.getvalue(), facts=facts)
    return paper.getvalue()


def purposes_paper(centre: Centre) -> bytes:
    own = centre.read(profile)
    paper = io.BytesIO()
    with use(own.document_language):
        found = centre.read(purposes_on, centre.clock.today())
        purposes_pdf(paper, found, head=letterhead_of(own, centre.clock.today()))
    return paper.getvalue()
