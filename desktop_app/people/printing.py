"""The papers about one person as files: in the language of the centre's documents, journaled as printed."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.errors import NotFound, Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _, _n, language, use
from desktop_app.language.dates import long_date
from desktop_app.language.names import full_name
from desktop_app.language.numbers import number
from desktop_app.language.orders import order_text
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of, signature_name
from desktop_app.people.consent_form import ConsentForm, consent_pdf
from desktop_app.people.consents import without_consent
from desktop_app.people.document import erasure_pdf, statement_pdf
from desktop_app.people.erasure import years_that_hold
from desktop_app.people.kept import kept_json, kept_of
from desktop_app.people.kept_document import kept_pdf
from desktop_app.people.lines import person_lines
from desktop_app.people.records import (
    EnrolmentState,
    ErasureAct,
    ErasureRecord,
    Letterhead,
    PersonCard,
    PersonLine,
    Training,
    TrainingStatement,
)
from desktop_app.people.service import person_card
from desktop_app.progress import Progress
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.whole_file import replace_whole

# Those who never came, left or were sent away have nothing to state.
_STATED = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT, EnrolmentState.STUDYING)

# reportlab keeps the pages in memory until the file is written.
MOST_FORMS = 5_000
# So many people are read at a time: progress moves and a cancel is heard after each.
AT_ONCE = 200


@dataclass(frozen=True)
class SavedForms:
    """Where the forms of consent stand, for how many people, and how many needed none."""

    file: Path
    people: int
    consented: int


def statement_of_training(centre: Centre, *, person_id: int, in_language: str | None = None) -> bytes:
    """The statement of in-service training as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(in_language or own.document_language):
        # Read in the language of the paper: position and subject come as names.
        card = centre.read(person_card, person_id=person_id)
        paper = io.BytesIO()
        statement_pdf(paper, _statement(card, own, made_on=centre.clock.today()))
    return paper.getvalue()


def act_of_erasure(
    centre: Centre, record: ErasureRecord, *, full_name: str = "", in_language: str | None = None
) -> bytes:
    """The act as PDF; with the name only while the erasure has just been made and it is still known."""
    own = centre.read(profile)
    with use(in_language or own.document_language):
        paper = io.BytesIO()
        years = centre.read(years_that_hold, erased_on=record.erased_on)
        erasure_pdf(paper, _act(record, own, full_name=full_name, years=years))
    return paper.getvalue()


def consent_form(centre: Centre, *, person_id: int, in_language: str | None = None) -> bytes:
    """The form of consent as PDF, filled in for one person. Raises NotFound."""
    own = centre.read(profile)
    with use(in_language or own.document_language):
        lines = centre.read(person_lines, [person_id])
        if not lines:
            raise NotFound("no_person", N_("This person is no longer in the list."))
        paper = io.BytesIO()
        consent_pdf(paper, map(_consent_form, lines), head=letterhead_of(own, centre.clock.today()))
    return paper.getvalue()


def save_consent_forms(
    centre: Centre,
    person_ids: Sequence[int],
    *,
    out: Path,
    progress: Progress,
    in_language: str | None = None,
    is_for_all: bool = False,
) -> SavedForms:
    """One PDF with a form for each who gave no consent that holds, or for everybody (``is_for_all``), as one print.

    Raises Refused with nobody to print for or too many, Cancelled, StorageError: then there is no file.
    """
    own = centre.read(profile)
    asked = [*person_ids] if is_for_all else centre.read(without_consent, person_ids)
    if not asked:
        raise Refused("nobody_to_ask", N_("All these people have given a consent that holds."))
    if len(asked) > MOST_FORMS:
        message = N_("At most {most} forms go into one file. Narrow the list by the filter.")
        raise Refused("too_many_forms", message, most=number(MOST_FORMS, 0, language()))
    with use(in_language or own.document_language):
        head = letterhead_of(own, centre.clock.today())
        forms = map(_consent_form, _lines(centre, asked, progress))
        file = replace_whole(out, lambda file: _write_consents(file, forms, head))
    centre.write(
        note_given,
        "print",
        entity="list",
        entity_id="people",
        people=asked,
        content=file,
        facts={"paper": "consent form"},
    )
    return SavedForms(file, len(asked), len(person_ids) - len(asked))


def everything_kept(centre: Centre, *, person_id: int, in_language: str | None = None) -> bytes:
    """All that is kept of the person as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(in_language or own.document_language):
        kept = centre.read(kept_of, person_id=person_id)
        named = kept.full_name_cyrl if language() in IN_CYRILLIC and kept.full_name_cyrl else kept.full_name
        paper = io.BytesIO()
        kept_pdf(paper, kept.sections, full_name=named, head=letterhead_of(own, centre.clock.today()))
    return paper.getvalue()


def everything_for_programs(centre: Centre, *, person_id: int) -> bytes:
    """All that is kept of the person as JSON, its codes named in the language of documents. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        kept = centre.read(kept_of, person_id=person_id)
    return kept_json(kept, centre=own.name, made_at=centre.clock.now())


def save_paper(centre: Centre, content: bytes, *, out: Path, person_id: int, paper: str) -> Path:
    """Write a paper whole or not at all, and note in the journal that it was made."""
    file = replace_whole(out, lambda file: _write(file, content))
    note_paper(centre, person_id=person_id, paper=paper, content=file)
    return file


def note_paper(centre: Centre, *, person_id: int, paper: str, content: Path | bytes | None = None) -> None:
    """Note in the journal that a paper about the person was printed or saved; ``paper`` names it for the program."""
    told = {"paper": paper}
    centre.write(note_given, "print", entity="person", entity_id=person_id, people=1, content=content, facts=told)


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def _write_consents(file: Path, forms: Iterable[ConsentForm], head: Letterhead) -> None:
    consent_pdf(file, forms, head=head)


def _lines(centre: Centre, person_ids: Sequence[int], progress: Progress) -> Iterator[PersonLine]:
    for start in range(0, len(person_ids), AT_ONCE):
        progress.step(_("Writing"), start, len(person_ids))
        yield from centre.read(person_lines, person_ids[start : start + AT_ONCE])


def _consent_form(line: PersonLine) -> ConsentForm:
    return ConsentForm(
        full_name=_name_in_script(line),
        birth=_birth(line),
        document=line.document or "",
        jshshir=line.jshshir or "",
        phone=line.phone,
        workplace=", ".join(filter(None, (_in_script(line.workplace), line.district))),
        position=", ".join(filter(None, (_in_script(line.position), _in_script(line.subject)))),
    )


def _statement(card: PersonCard, own: Profile, *, made_on: date) -> TrainingStatement:
    line = card.line
    courses = [course for course in reversed(card.training) if course.is_outside or course.state in _STATED]
    return TrainingStatement(
        letterhead=letterhead_of(own, made_on),
        full_name=_name_in_script(line),
        birth=_birth(line),
        workplace=", ".join(filter(None, (_in_script(line.workplace), line.district))),
        position=", ".join(filter(None, (_in_script(line.position), _in_script(line.subject)))),
        courses=tuple(map(_course_in_script, courses)),
        recent_hours=card.recent_hours,
        cycle_years=card.cycle_years,
    )


def _act(record: ErasureRecord, own: Profile, *, full_name: str, years: Sequence[int]) -> ErasureAct:
    counts, certificates = record.facts["erased"], record.facts["certificates"]
    # Acts of before orders and trainers were known tell nothing of them.
    orders, is_trainer = record.facts.get("orders", ()), record.facts.get("is_trainer", False)
    erased = [
        _(
            "The name in both scripts, the JShShIR, the document, birth date and sex, phones, workplace and position, "
            "category, education, notes and the words by which the person was found."
        ),
        *_counted(counts),
        _("Workplace and position in the lists of cohorts, and what the journal said of the person."),
    ]
    kept = [
        _("The courses as figures without a name: the centre's returns rest on them."),
        _("The entries of the journal without what they said: when something was changed, and by whom."),
    ]
    if years:
        kept.append(archives_text(years))
    if is_trainer:
        kept.insert(0, _("The entry in the list of trainers, with its name: timetables and pay sheets stand on it."))
    if orders:
        numbers = "; ".join(order_text(each["number"], date.fromisoformat(each["dated_on"])) for each in orders)
        kept.insert(
            0,
            _("Signed orders and letters with their lists, which are not rewritten: {numbers}.", numbers=numbers),
        )
    if certificates:
        register = _n(
            "Certificate {numbers}: the register of certificates is a document of strict account, and the name stays "
            "in it as it was printed.",
            "Certificates {numbers}: the register of certificates is a document of strict account, and the name stays "
            "in it as it was printed.",
            len(certificates),
            numbers=", ".join(certificates),
        )
        kept.insert(0, register)
    return ErasureAct(
        letterhead=letterhead_of(own, record.erased_on),
        person_id=record.person_id,
        full_name=_in_script(full_name),
        number=record.number,
        erased_by=_in_script(record.erased_by),
        allowed_by=_in_script(record.facts.get("allowed_by", "")),
        reason=_in_script(record.reason),
        erased=tuple(erased),
        kept=tuple(kept),
    )


def archives_text(years: Sequence[int]) -> str:
    """What is to be done with the files of closed years after an erasure."""
    return _(
        "The files of the closed years {years} still hold the data: close these years anew and destroy the earlier "
        "files.",
        years=", ".join(map(str, years)),
    )


def _counted(counts: Mapping[str, int]) -> list[str]:
    lines = {
        "former_name": _n("{n} former name", "{n} former names", counts["former_name"]),
        "former_post": _n("{n} former workplace", "{n} former workplaces", counts["former_post"]),
        "outside_course": _n("{n} course taken elsewhere", "{n} courses taken elsewhere", counts["outside_course"]),
        "consent": _n("{n} consent", "{n} consents", counts["consent"]),
    }
    return [line for kind, line in lines.items() if counts[kind]]


def letterhead_of(own: Profile, made_on: date) -> Letterhead:
    director = signature_name(language(), own.director)
    return Letterhead(_in_script(own.name), _in_script(own.address), own.phone, own.email, director, made_on)


def _course_in_script(course: Training) -> Training:
    outside = course.outside
    if outside is not None:
        outside = replace(outside, provider=_in_script(outside.provider), result=_in_script(outside.result))
    return replace(course, programme=_in_script(course.programme), outside=outside)


def _name_in_script(line: PersonLine) -> str:
    is_cyrillic = language() in IN_CYRILLIC and line.name_cyrl.surname
    return full_name(line.name_cyrl) if is_cyrillic else _in_script(full_name(line.name))


def _birth(line: PersonLine) -> str:
    return long_date(line.birth_date, language()) if line.birth_date else str(line.birth_year or "")


def _in_script(text: str) -> str:
    return in_script_of(language(), text)
