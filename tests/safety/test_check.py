"""The check of the data finds every planted fault, and nothing in sound data."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from db.engine import fold_wal
from db.models.attendance import Mark
from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import EnrolmentState
from db.models.people import PersonWord
from db.models.returns import ReturnSnapshot
from db.models.surveys import Questionnaire, SurveyAnswer, SurveyChannel, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Cancelled
from desktop_app.progress import Progress
from desktop_app.safety.check import check_centre
from desktop_app.safety.snapshot import opened
from tests import factories
from tests.safety import attendance_faults

MADE_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DEFINITION = {
    "code": "needs",
    "edition": 1,
    "title": {"uz": "Anketa"},
    "languages": ["uz"],
    "sections": [
        {
            "code": "S",
            "title": {},
            "items": [
                {"code": "B1", "kind": "rating", "text": {}, "scales": [{"code": "level", "text": {}}]},
                {"code": "F1", "kind": "text", "text": {}},
            ],
        }
    ],
}

# What breaks each rule: ids are those of sound_centre below, every one of them 1.
PLANTED_FAULTS = {
    "references": "INSERT INTO person_word VALUES ('zilola', 777)",
    "schema": "CREATE TRIGGER planted AFTER INSERT ON person BEGIN SELECT 1; END",
    "certificate_without_completion": "UPDATE enrolment SET state = 'expelled'",
    "certificate_before_enrolment": "UPDATE certificate SET issued_on = '2026-11-01'",
    "certificate_out_of_series": "UPDATE certificate_series SET next_number = 1",
    "module_hours": "UPDATE module SET hours = hours + 2 WHERE id = 1",
    "session_outside_cohort": "UPDATE session SET held_on = '2026-11-01'",
    "session_of_another_programme": """
        INSERT INTO programme (id, code, title, hours, staff_group, mode_code, order_number, version)
            VALUES (2, 'FIZ', 'Fizika', 36, 'PEDAGOG', 'AJR', '', 1);
        INSERT INTO module (id, programme_id, place, title, hours, is_elective, competences)
            VALUES (9, 2, 1, 'Optika', 36, 0, '');
        UPDATE session SET module_id = 9""",
    "cohort_completed_without_day": "UPDATE cohort SET state = 'completed'",
    "enrolment_dates": "UPDATE enrolment SET left_on = '2026-10-30'",
    "completion_without_day": "UPDATE enrolment SET finished_on = NULL",
    "score_of_no_sitting": """
        INSERT INTO sitting (id, enrolment_id, kind, attempt, form, score, source, entered_by, version)
            VALUES (1, 1, 'final', 1, '', 41.5, '', '', 1)""",
    "overrides_at_once": """
        INSERT INTO outcome_override (enrolment_id, outcome, reason, order_number, decided_by, decided_at, version)
            VALUES (1, 'statement', 'a', '1', 'b', '2026-11-20 09:00:00', 1),
                   (1, 'certificate', 'a', '2', 'b', '2026-11-20 09:00:00', 1)""",
    "mark_of_another_cohort": """
        INSERT INTO cohort
            (id, code, programme_id, state, starts_on, ends_on, place, order_number, completion_order_number, version)
            SELECT 2, 'FIZ-1', programme_id, state, starts_on, ends_on, place, order_number, completion_order_number,
            version FROM cohort;
        UPDATE session SET cohort_id = 2""",
    "mark_unknown": "UPDATE mark SET kind_code = 'UXLADI'",
    "mark_by_unknown": "UPDATE mark SET marked_by = 777",
    "document_of_two": "UPDATE person SET document = 'AA 1234567'",
    "jshshir_malformed": "UPDATE person SET jshshir = '3140385123456O' WHERE id = 1",
    "birth_year_differs": "UPDATE person SET birth_year = 1986 WHERE id = 1",
    "person_not_findable": "DELETE FROM person_word WHERE person_id = 1",
    "code_unknown": "UPDATE person SET position_code = 'KOSMONAVT' WHERE id = 1",
    "archived_in_cohort": """
        INSERT INTO enrolment (cohort_id, person_id, state, enrolled_on, leaving_reason, workplace, position,
            external_certificate, outcome_facts, version)
            VALUES (1, 2, 'studying', '2026-11-16', '', '', '', '', '{}', 1);
        UPDATE person SET is_archived = 1 WHERE id = 2""",
    "workplace_words_lost": """
        INSERT INTO institution (name, search_key, version) VALUES ('12-maktab', '12 maktab', 1)""",
    "territory_without_region": "UPDATE territory SET parent_code = '1799' WHERE code = '1727212'",
    "profile_missing": "DELETE FROM centre_profile",
    "journal_gap": "DELETE FROM journal WHERE seq = 3",
    "journal_by_unknown": "UPDATE journal SET actor_id = 777 WHERE seq = 3",
    "certificate_without_place": "UPDATE certificate SET sort_key = ''",
    "keys_stale": "UPDATE person SET surname = 'Toʻxtayeva' WHERE id = 1",
    "answer_unasked": "UPDATE survey_answer SET item = 'Z9'",
    "return_altered": "UPDATE return_snapshot SET workbook = x'00'",
}


def fill(unit: UnitOfWork) -> None:
    """One of everything that the check looks at, and sound."""
    session = unit.session
    session.add_all([factories.person(), factories.person(surname="Karimova"), factories.programme()])
    session.flush()
    session.add_all([PersonWord(word="abdulaeva", person_id=1), PersonWord(word="karimova", person_id=2)])
    session.add(factories.cohort(1))
    session.flush()
    completed = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 11, 20)}
    session.add_all([factories.enrolment(1, 1, **completed), factories.session(1, module_id=1)])
    session.flush()
    session.add(Mark(session_id=1, enrolment_id=1, kind_code="KELDI", marked_at=MADE_AT, marked_by=1))
    session.add(CertificateSeries(prefix="TV", year=2026, digits=5, next_number=2))
    session.add(SigningKey(kid=b"k", year=2026, public_key=b"p", private_key=b"s", made_at=MADE_AT))
    session.add(CertificateBatch(cohort_id=1, issued_on=date(2026, 11, 20), language="uz_Latn", words={}))
    session.add(Questionnaire(id=9, code="needs", edition=1, definition=DEFINITION))
    session.flush()
    session.add(
        Certificate(
            enrolment_id=1,
            series_id=1,
            number=1,
            full_number="TV 00001",
            issued_on=date(2026, 11, 20),
            kid=b"k",
            code_text="MH1:",
            batch_id=1,
            holder="Abdullayeva Zilola",
            sort_key="abdullayeva zilola",
        )
    )
    session.add(SurveyRound(questionnaire_id=9, cohort_id=1, made_at=MADE_AT))
    session.flush()
    session.add(
        SurveyResponse(round_id=1, slip_number=1, channel=SurveyChannel.PAPER, packed=b"\x04", answered_at=MADE_AT)
    )
    session.flush()
    session.add(SurveyAnswer(response_id=1, item="F1", text="Vaqt yetmaydi"))
    file = b"a workbook"
    session.add(
        ReturnSnapshot(
            year=2026,
            month=10,
            made_at=MADE_AT,
            made_by="Saidova",
            file_name="hisobot.xlsx",
            sha256=hashlib.sha256(file).hexdigest(),
            figures={},
            workbook=file,
        )
    )


def plant(centre: Centre, sql: str) -> None:
    """As another program would: without our constraints, our journal, our triggers and our checks."""
    with opened(centre.paths.database, read_only=False) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        raw.executescript(sql)
        for _name, trigger in triggers:
            raw.execute(trigger)


def found(centre: Centre) -> dict[str, int]:
    results = centre.read(check_centre, progress=Progress())
    return {result.name: result.found for result in results if not result.ok}


@pytest.fixture
def sound_centre(centre: Centre) -> Centre:
    centre.write(fill)
    return centre


def test_nothing_is_found_in_sound_data(sound_centre: Centre) -> None:
    assert found(sound_centre) == {}


@pytest.mark.parametrize("name", PLANTED_FAULTS)
def test_a_planted_fault_is_found_by_its_own_check_alone(sound_centre: Centre, name: str) -> None:
    plant(sound_centre, PLANTED_FAULTS[name])
    assert found(sound_centre) == {name: 1}


@pytest.mark.parametrize("name", attendance_faults.FAULTS)
def test_so_is_a_fault_of_the_attendance(sound_centre: Centre, name: str) -> None:
    sound_centre.write(attendance_faults.fill_attendance)
    assert found(sound_centre) == {}
    plant(sound_centre, attendance_faults.FAULTS[name])
    assert found(sound_centre) == {name: 1}


def test_every_check_but_that_of_the_disk_has_its_planted_fault(centre: Centre) -> None:
    names = {result.name for result in centre.read(check_centre, progress=Progress())}
    assert names - PLANTED_FAULTS.keys() - attendance_faults.FAULTS.keys() == {"structure"}


def test_a_damaged_page_is_found_and_nothing_is_read_from_it(sound_centre: Centre) -> None:
    fold_wal(sound_centre.engine)
    sound_centre.engine.dispose()
    with opened(sound_centre.paths.database) as raw:
        page_size = raw.execute("PRAGMA page_size").fetchone()[0]
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_person_document'").fetchone()[0]
    with sound_centre.paths.database.open("rb+") as file:
        file.seek((root - 1) * page_size)
        file.write(b"\xff" * page_size)
    assert list(found(sound_centre)) == ["structure"]


def test_the_check_can_be_stopped(centre: Centre) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        centre.read(check_centre, progress=progress)
