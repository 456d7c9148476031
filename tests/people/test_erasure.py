"""Erasing a person leaves no word of them in the file, but the certificates as they were printed."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import Engine, select

from db.errors import DatabaseFault, StorageFault
from db.models.accounts import Approval
from db.models.applications import Application, ApplicationPerson
from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import CohortState, Enrolment, EnrolmentState
from db.models.completion import FinalWork, OutcomeOverride, ScoreKind, Sitting
from db.models.duplicates import DuplicatePair, PersonMerge
from db.models.journal import JournalEntry
from db.models.parcels import ParcelConflict, ParcelState
from db.models.people import BulkEdit, Person
from db.models.personal_data import Disclosure
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people import erasure
from desktop_app.people.consents import give_consent, withdraw_consent
from desktop_app.people.courses import save_outside_course
from desktop_app.people.erasure import erase_person, erasure_of
from desktop_app.people.filters import delete_filter, save_filter, saved_filters
from desktop_app.people.history import delete_former_name, save_former_name, save_former_post
from desktop_app.people.printing import act_of_erasure
from desktop_app.people.records import (
    CardChange,
    FormerNameDraft,
    FormerPostDraft,
    OutsideCourseDraft,
    PeopleFilter,
)
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from tests import factories
from tests.people.canary import CANARY, TRACES, traces_in


@pytest.fixture
def person_id(centre: Centre) -> int:
    """A person of whom every table says something."""
    person_id = centre.write(save_person, CANARY).value
    draft = centre.read(person_card, person_id=person_id).draft
    centre.write(
        save_person,
        replace(draft, surname="Zzkanareyevna", surname_cyrl="", notes="kkanizoh 2"),
        renamed=CardChange(since=date(2024, 1, 1), reason="kkansabab"),
    )
    name_id = centre.write(save_former_name, FormerNameDraft("Kkanavvalgi", "Qqismaliya"), person_id=person_id).value
    centre.write(delete_former_name, name_id=name_id)
    centre.write(save_former_post, FormerPostDraft(position_text="kkanish"), person_id=person_id)
    course = OutsideCourseDraft("kkankurs", ends_on=date(2024, 1, 1), hours=36)
    centre.write(save_outside_course, course, person_id=person_id)
    consent_id = centre.write(give_consent, person_id=person_id, given_on=date(2024, 1, 1), form="paper").value
    centre.write(withdraw_consent, consent_id=consent_id, withdrawn_on=date(2025, 1, 1), reason="kkansabab")
    _leave_traces(centre, person_id)
    return person_id


def _leave_traces(centre: Centre, person_id: int) -> None:
    other = factories.write(centre, factories.person())
    now = datetime(2026, 1, 1, tzinfo=UTC)
    factories.write(
        centre,
        PersonMerge(
            kept_id=person_id,
            gone_id=9_999,
            merged_at=now,
            merged_by="",
            reason="kkanqaror",
            before={"gone": {"surname": "kkanbirlashtirish"}},
            moved={},
            undo_until=date(2027, 1, 1),
        ),
    )
    before = {str(person_id): "kkantahrir", str(other.id): "qoladi"}
    factories.write(centre, BulkEdit(done_at=now, done_by="", field="notes", value="", before=before, undone_at=None))
    rows = [{"row": 5, "became": "created", "person_id": person_id, "edits": {"surname": "kkanimport"}}]
    factories.write(
        centre,
        RosterImport(
            applied_at=now,
            applied_by="",
            file_name="r.xlsx",
            file_sha256="",
            sheet="1",
            header_row=1,
            rows=rows,
            changes={str(person_id): {"surname": "kkanimport"}},
        ),
    )
    first, second = sorted((person_id, other.id))
    pair = DuplicatePair(
        first_id=first, second_id=second, score=80, reasons=[], found_at=now, decision_reason="kkanqaror"
    )
    factories.write(centre, pair)
    given = Disclosure(
        given_on=date(2026, 1, 1), recipient="Boshqarma", basis="Xat", content="kkanberilgan", person_id=person_id,
        noted_at=now, noted_by="",
    )  # fmt: skip
    factories.write(centre, given)
    asked = Approval(
        act="merge", entity="person", entity_id=str(person_id), fingerprint="", summary={"what": "kkansoʻrov"},
        reason="kkansabab", asked_by=centre.actor.staff_id, asked_at=now,
    )  # fmt: skip
    factories.write(centre, asked)


def lent(centre: Centre, cohort_id: int, *, state: ParcelState) -> None:
    """A package of the cohort, with a value that both sides had changed."""
    parcel = factories.parcel(cohort_id, baseline=b"kkanpaket", state=state)
    parcel_id = factories.write(centre, parcel).id
    differs = {"base": "", "ours": "kkanbizda", "theirs": "kkanularda"}
    conflict = ParcelConflict(parcel_id=parcel_id, entity="mark", entity_id="1/1", field="note", **differs)
    factories.write(centre, conflict)


def enrolled(centre: Centre, person_id: int, **values: Any) -> Enrolment:
    programme = factories.write(centre, factories.programme())
    cohort = factories.cohort(programme.id, state=CohortState.COMPLETED, completed_on=date(2026, 11, 20))
    enrolment = factories.enrolment(
        factories.write(centre, cohort).id,
        person_id,
        workplace="kkanish joyi",
        position="kkanish",
        leaving_reason="kkansabab",
        external_certificate="kkankurs-1",
        subject_code="FIZ",
        **{"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 11, 20), **values},
    )
    return factories.write(centre, enrolment)


def judged(centre: Centre, enrolment: Enrolment) -> None:
    """With a test from a file, a final work, and an outcome decided against the rule, all telling of the person."""

    def write(unit: UnitOfWork) -> None:
        rows = (
            Sitting(enrolment_id=enrolment.id, kind=ScoreKind.FINAL, attempt=1, score=70, source="kkanimport.xlsx"),
            FinalWork(enrolment_id=enrolment.id, topic="kkanish usuli", supervisor="Karimov", score=88),
            OutcomeOverride(
                enrolment_id=enrolment.id,
                outcome="certificate",
                reason="kkansabab",
                order_number="7",
                decided_by="",
                decided_at=datetime(2026, 1, 1, tzinfo=UTC),
            ),
        )
        unit.session.add_all(rows)
        said = ["Decided otherwise by order {order} of {day}, entered by {who}: {reason}", {"reason": "kkansabab"}]
        unit.session.get_one(Enrolment, enrolment.id).outcome_facts = {"sentences": [said]}

    centre.write(write)


def certified(centre: Centre, enrolment: Enrolment, holder: str) -> str:
    def issue(unit: UnitOfWork) -> str:
        series = CertificateSeries(prefix="PM", year=2026, digits=6, next_number=2)
        key = SigningKey(kid=b"k", year=2026, public_key=b"p", private_key=b"s", made_at=unit.now)
        batch = CertificateBatch(cohort_id=enrolment.cohort_id, issued_on=unit.today, language="uz_Latn", words={})
        unit.session.add_all([series, key, batch])
        unit.session.flush()
        certificate = Certificate(
            enrolment_id=enrolment.id,
            series_id=series.id,
            batch_id=batch.id,
            number=1,
            full_number="PM-26 000001",
            issued_on=unit.today,
            kid=b"k",
            code_text="",
            holder=holder,
        )
        unit.session.add(certificate)
        return certificate.full_number

    return centre.write(issue).value


@pytest.mark.of_a_file
def test_no_word_of_an_erased_person_is_left_in_any_file(centre: Centre, person_id: int) -> None:
    enrolment = enrolled(centre, person_id)
    judged(centre, enrolment)
    lent(centre, enrolment.cohort_id, state=ParcelState.RETURNED)
    assert len(traces_in(centre.paths.folder)) > len(TRACES) // 2
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    assert traces_in(centre.paths.folder) == []


def test_what_the_disk_would_not_let_go_of_goes_at_closing(
    centre: Centre, person_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_engine: Engine) -> None:
        raise DatabaseFault(StorageFault.DISK_ERROR)

    monkeypatch.setattr(erasure, "fold_wal", refuse)
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    assert centre.read(person_card, person_id=person_id).erased_on == date(2026, 11, 21)
    centre.close()
    assert traces_in(centre.paths.folder) == []


def test_nobody_is_erased_while_their_group_is_on_another_pc(centre: Centre, person_id: int) -> None:
    lent(centre, enrolled(centre, person_id).cohort_id, state=ParcelState.OUT)
    with pytest.raises(Refused, match="person_lent"):
        erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")


def test_an_erased_card_bears_a_neutral_name_and_the_archive_mark(centre: Centre, person_id: int) -> None:
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    card = centre.read(person_card, person_id=person_id)
    assert card.line.full_name == f"Oʻchirilgan shaxs № {person_id}"
    assert (card.erased_on, card.line.is_archived) == (date(2026, 11, 21), True)
    assert (card.draft.jshshir, card.former_names, card.posts, card.consents) == ("", (), (), ())
    assert centre.read(search_people, "zzkanareyevna") == []


@pytest.mark.parametrize(
    "text",
    [
        "zzkanareyeva",
        "Ззканарейева Қ.",
        "ZZkan",
        "qqismaliya wwotaboy",
        "40711904150273",
        "+998 93 135-79-24",
        "1357924",
    ],
)
def test_saved_filters_lose_the_text_that_tells_of_the_person(centre: Centre, person_id: int, text: str) -> None:
    wanted = PeopleFilter(text=text, subject_code="FIZ")
    centre.write(save_filter, name=text, wanted=wanted)
    deleted = centre.write(save_filter, name=f"{text} 2", wanted=wanted).value
    centre.write(delete_filter, filter_id=deleted.id)
    centre.write(save_filter, name="Faqat matn", wanted=PeopleFilter(text=text))
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    (kept,) = centre.read(saved_filters)
    assert (kept.name, kept.wanted) == (f"№ {kept.id}", PeopleFilter(subject_code="FIZ"))
    assert traces_in(centre.paths.folder) == []


def test_filters_that_tell_of_others_stay_as_they_are(centre: Centre, person_id: int) -> None:
    for text in ("Karimova", "qqismaliya", "zzk", "2024", "fizika Chirchiq"):
        centre.write(save_filter, name=text, wanted=PeopleFilter(text=text))
    before = centre.read(saved_filters)
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    assert centre.read(saved_filters) == before


def test_figures_stay_and_words_of_the_courses_go(centre: Centre, person_id: int) -> None:
    enrolment = enrolled(centre, person_id)
    judged(centre, enrolment)
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")

    def kept(unit: UnitOfWork) -> tuple[object, ...]:
        row = unit.session.get_one(Enrolment, enrolment.id)
        assert unit.session.scalars(select(Sitting.score)).all() == [70]
        assert unit.session.scalars(select(FinalWork.score)).all() == [88]
        return row.state, row.finished_on, row.subject_code, row.district_code, row.workplace, row.position

    facts = (EnrolmentState.COMPLETED, date(2026, 11, 20), "FIZ", factories.DISTRICT_CODE, "", "")
    assert centre.read(kept) == facts


def test_a_certificate_keeps_the_name_it_was_printed_with(centre: Centre, person_id: int) -> None:
    number = certified(centre, enrolled(centre, person_id), "Zzkanareyeva Qqismaliya")
    record = erase_person(centre, person_id=person_id, reason="Shaxsning arizasi").value
    assert record.facts["certificates"] == [number]

    def holder(unit: UnitOfWork) -> str:
        return unit.session.scalars(select(Certificate.holder)).one()

    assert centre.read(holder) == "Zzkanareyeva Qqismaliya"
    assert centre.read(person_card, person_id=person_id).training[0].certificate_number == number


def test_signed_orders_and_the_list_of_trainers_keep_the_name_and_the_act_says_so(
    centre: Centre, person_id: int
) -> None:
    enrolment = enrolled(centre, person_id)
    for number, text in (("45-T/T", "Zzkanareyeva Qqismaliya"), ("46-T/T", "")):
        centre.write(
            register_own_order,
            purpose=Purpose.COMPLETION if text else Purpose.ADMISSION,
            cohort_id=enrolment.cohort_id,
            number=number,
            dated_on=date(2026, 11, 20),
            enrolment_ids=[enrolment.id],
            text=text,
        )
    factories.write(centre, factories.trainer(full_name="Zzkanareyeva Qqismaliya", person_id=person_id))
    record = erase_person(centre, person_id=person_id, reason="Shaxsning arizasi").value
    assert record.facts["orders"] == [{"number": "45-T/T", "dated_on": "2026-11-20"}]
    assert record.facts["is_trainer"]
    act = pypdfium2.PdfDocument(io.BytesIO(act_of_erasure(centre, record)))
    try:
        text = " ".join(act[0].get_textpage().get_text_bounded().split())
    finally:
        act.close()
    assert "№ 45-T/T, 20.11.2026" in text
    assert "Trenerlar roʻyxatidagi yozuv" in text


def test_why_an_application_was_withdrawn_is_forgotten(centre: Centre, person_id: int) -> None:
    application = factories.write(centre, Application(dated_on=date(2026, 9, 1)))
    asked = ApplicationPerson(
        application_id=application.id,
        person_id=person_id,
        year=2026,
        withdrawn_on=date(2026, 9, 5),
        withdrawal_reason="kkansabab",
    )
    factories.write(centre, asked)
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    assert traces_in(centre.paths.folder) == []


def test_the_journal_still_tells_that_something_happened(centre: Centre, person_id: int) -> None:
    def entries(unit: UnitOfWork) -> list[tuple[str, str]]:
        rows = select(JournalEntry.action, JournalEntry.entity).where(JournalEntry.entity_id == str(person_id))
        return [tuple(row) for row in unit.session.execute(rows.order_by(JournalEntry.seq))]  # type: ignore[misc]

    before = centre.read(entries)
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    after = centre.read(entries)
    assert after[: len(before)] == before
    assert ("erase", "person") in after


def test_the_act_can_be_printed_again(centre: Centre, person_id: int) -> None:
    record = erase_person(centre, person_id=person_id, reason="Shaxsning arizasi").value
    assert centre.read(erasure_of, person_id=person_id) == record
    assert record.number == "2026/1"
    assert record.facts["erased"] == {
        "former_name": 1,
        "former_post": 1,
        "outside_course": 1,
        "consent": 1,
        "enrolment": 0,
    }


def test_an_erased_card_is_never_written_on_again(centre: Centre, person_id: int) -> None:
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")
    draft = centre.read(person_card, person_id=person_id).draft
    with pytest.raises(Refused, match="person_erased"):
        centre.write(save_person, replace(draft, surname="Karimova"))
    with pytest.raises(Refused, match="person_erased"):
        erase_person(centre, person_id=person_id, reason="Yana")


def test_nobody_is_erased_without_a_reason_or_while_studying(centre: Centre, person_id: int) -> None:
    with pytest.raises(Invalid):
        erase_person(centre, person_id=person_id, reason=" ")
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    factories.write(centre, factories.enrolment(cohort.id, person_id))
    with pytest.raises(Refused, match="person_is_studying"):
        erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")


def test_others_keep_what_is_theirs(centre: Centre, person_id: int) -> None:
    erase_person(centre, person_id=person_id, reason="Shaxsning arizasi")

    def kept(unit: UnitOfWork) -> tuple[list[str], list[object]]:
        names = list(unit.session.scalars(select(Person.surname).where(Person.id != person_id)))
        return names, [list(row.values()) for row in unit.session.scalars(select(BulkEdit.before))]

    assert centre.read(kept) == (["Abdullayeva"], [["qoladi"]])
