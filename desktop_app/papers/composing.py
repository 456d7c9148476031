"""Making a paper: the wording filled with what is known of the cohort, the list of people beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _, language, use, with_one_stop
from desktop_app.language.numbers import NO_BREAK_SPACE
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.orders.records import LETTER, Purpose
from desktop_app.orders.templates import BLANK, Wording, filled, is_list_place, lines_to_fill, wording
from desktop_app.papers.facts import facts_of, nobody_in
from desktop_app.papers.people import Annex, annexes_of, listed
from desktop_app.papers.records import (
    Addressee,
    AnnexMark,
    Block,
    Dating,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Resolution,
    Signatures,
    Title,
)
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile

# A month ends in ь only while it stands alone: 2 ноябрь, but 2 ноябрдан.
_MONTH_AND_ENDING = re.compile("((?:январ|феврал|апрел|ию[нл]|сентябр|октябр|ноябр|декабр))ь(?=[а-яўқғҳ])")
_POINT = re.compile(r"^(\d+\.) ")


def compose(
    unit: UnitOfWork,
    *,
    purpose: Purpose,
    cohort_id: int,
    enrolment_ids: Sequence[int],
    paper_language: str,
    number: str,
    dated_on: date,
    employer: str = "",
    said: Wording | None = None,
) -> Paper:
    """The order or letter as it would be signed; ``said`` tries a wording that is not kept yet. Raises NotFound."""
    with use(paper_language):
        said = said or wording(unit, purpose=purpose, language=paper_language)
        people = listed(unit, enrolment_ids)
        facts = facts_of(unit, cohort_id=cohort_id, people=people, employer=employer)
        blocks = _blocks(unit, said, facts, annexes_of(purpose, people))
        is_letter = purpose.kind_code == LETTER
        return Paper(said.title, paper_language, tuple(blocks), number, dated_on, is_letter)


def letterhead_of(own: Profile) -> Letterhead:
    contacts = " · ".join(filter(None, (in_script_of(language(), own.address), own.phone, own.email)))
    return Letterhead(in_script_of(language(), own.name), contacts)


def director_signs(own: Profile) -> Signatures:
    return Signatures(((_("Director"), signature_name(language(), own.director)),))


def _blocks(unit: UnitOfWork, said: Wording, facts: Mapping[str, str], annexes: Sequence[Annex]) -> Iterator[Block]:
    own = profile(unit)
    is_letter = said.purpose.kind_code == LETTER
    lines = lines_to_fill(said.body, without=nobody_in(said.purpose, dict(facts)))
    yield letterhead_of(own)
    yield Dating("" if is_letter else _("ORDER"))
    if is_letter and lines:
        yield Addressee(written(lines.pop(0), facts))
    yield Title(written(said.title, facts))
    has_list_inside = any(map(is_list_place, lines))
    for line in lines:
        if is_list_place(line):
            yield from (annex.table for annex in annexes)
        else:
            yield _line(written(line, facts))
    yield director_signs(own)
    if is_letter:
        yield Note(prepared_by(unit, own))
    for place, annex in enumerate([] if has_list_inside else annexes, 1):
        yield AnnexMark(place if len(annexes) > 1 else 0)
        yield Title(annex.title)
        yield annex.table


def written(text: str, facts: Mapping[str, str]) -> str:
    """A line filled, with what meets at the seams mended as a careful hand would."""
    # The number of a point stays at its word, however the line is stretched.
    return mended(_POINT.sub(rf"\1{NO_BREAK_SPACE}", filled(text, facts)))


def mended(line: str) -> str:
    """What meets where a fact was put into a line, in the language in force."""
    return _MONTH_AND_ENDING.sub(r"\1", line) if language() == "uz_Cyrl" else with_one_stop(line)


def _line(text: str) -> Block:
    """A line all in capitals that ends in a colon is the word of command."""
    return Resolution(text) if text.isupper() and text.endswith(":") else Paragraph(text)


def prepared_by(unit: UnitOfWork, own: Profile) -> str:
    """Where nobody has said who is working there is a line to write on, not two commas."""
    name = signature_name(language(), unit.actor.name) or BLANK
    return _("Prepared by {name}, {phone}", name=name, phone=own.phone or BLANK)
