"""Blanks of strict account: what came in is what was used, spoiled, lost and is left."""

import time
from datetime import date

import pytest

from db.models.certificates import BlankState
from desktop_app.blanks.balance import balance, balance_act
from desktop_app.blanks.receipts import receipts, receive, take_back
from desktop_app.blanks.records import BalanceLine
from desktop_app.blanks.stock import blank_count, blanks, note_acts, restore, trays, write_off
from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Duplicate, Refused
from desktop_app.papers.printing import PaperFormat, rendered

DAY = date(2026, 11, 10)


def received(centre: Centre, first: str = "000831", last: str = "000840", letters: str = "MO", on: date = DAY) -> int:
    return centre.write(receive, letters=letters, first=first, last=last, received_on=on, document="Yuk xati 12").value


def written_off(centre: Centre, first: int, last: int, state: BlankState = BlankState.SPOILED) -> list[int]:
    return centre.write(
        write_off, letters="MO", first=first, last=last, state=state, reason="Suv tegdi", act_number="3", on=DAY
    ).value


def test_blanks_come_in_by_their_document_with_their_leading_zeros(centre: Centre) -> None:
    received(centre)
    (receipt,) = centre.read(receipts)
    assert (receipt.text, receipt.count, receipt.left) == ("MO 000831 – MO 000840", 10, 10)
    assert [blank.text for blank in centre.read(blanks)][:2] == ["MO 000831", "MO 000832"]
    assert [(tray.text, tray.left) for tray in centre.read(trays)] == [("MO 000831", 10)]


@pytest.mark.parametrize("letters", ["MO", "mo", "МО"], ids=["same", "small", "in Cyrillic letters that look alike"])
def test_a_number_that_came_in_already_is_refused_by_name(centre: Centre, letters: str) -> None:
    received(centre)
    with pytest.raises(Duplicate) as told:
        received(centre, "000838", "000900", letters)
    assert told.value.facts == {
        "first": "MO 000838",
        "last": "MO 000840",
        "day": "10.11.2026",
        "document": "Yuk xati 12",
    }
    assert centre.read(blank_count) == 10


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("000840", "000831", "run_backwards"),
        ("831", "000840", "digits_differ"),
        ("", "000840", "number_wrong"),
        ("000000", "000840", "number_wrong"),
        ("00083l", "000840", "number_wrong"),
        ("0000001", "9999999", "too_many_blanks"),
    ],
)
def test_numbers_that_make_no_run_are_refused(centre: Centre, first: str, last: str, code: str) -> None:
    with pytest.raises(CentreError, match=code):
        received(centre, first, last)
    assert centre.read(receipts) == []


def test_a_receipt_is_taken_back_whole_while_nothing_was_used_of_it(centre: Centre) -> None:
    mistaken, other = received(centre), received(centre, "000841", "000842")
    centre.write(take_back, receipt_id=mistaken)
    assert [receipt.id for receipt in centre.read(receipts)] == [other]
    assert centre.read(blank_count) == 2
    centre.write(write_off, letters="MO", first=841, last=841, state=BlankState.LOST, reason="Topilmadi")
    with pytest.raises(Refused, match="receipt_used"):
        centre.write(take_back, receipt_id=other)


def test_blanks_written_off_are_left_again_when_it_was_a_mistake(centre: Centre) -> None:
    received(centre)
    ids = written_off(centre, 832, 833)
    assert centre.read(blank_count, state=BlankState.LEFT) == 8
    with pytest.raises(CentreError, match="blank_not_left"):
        written_off(centre, 833, 834)
    centre.write(restore, blank_ids=ids)
    assert centre.read(blank_count, state=BlankState.LEFT) == 10
    assert {blank.reason for blank in centre.read(blanks)} == {""}


def test_the_act_that_is_signed_later_is_noted_and_taken_back(centre: Centre) -> None:
    received(centre)
    ids = written_off(centre, 832, 833)
    before = centre.write(note_acts, acts=dict.fromkeys(ids, " 17 ")).value
    assert [blank.act_number for blank in centre.read(blanks, state=BlankState.SPOILED)] == ["17", "17"]
    centre.write(note_acts, acts=before)
    assert [blank.act_number for blank in centre.read(blanks, state=BlankState.SPOILED)] == ["3", "3"]
    with pytest.raises(Refused, match="not_written_off"):
        centre.write(note_acts, acts={centre.read(blanks, state=BlankState.LEFT)[0].id: "17"})


def test_the_act_of_balance_has_its_number_when_it_has_one(centre: Centre) -> None:
    act = centre.read(balance_act, since=DAY, until=DAY, paper_language="uz_Latn", act_number=" 7 ")
    assert act.number == "7"


def test_a_blank_that_never_came_in_cannot_be_spoiled(centre: Centre) -> None:
    received(centre)
    with pytest.raises(CentreError, match="blank_unknown"):
        written_off(centre, 839, 842)
    assert centre.read(blank_count, state=BlankState.SPOILED) == 0


def test_a_blank_is_found_by_its_number(centre: Centre) -> None:
    received(centre)
    received(centre, "0831", "0840", "QT")
    assert [blank.text for blank in centre.read(blanks, text="qt 0831")] == ["QT 0831"]
    assert centre.read(blank_count, text="831") == 2


def test_the_balance_of_a_period_holds_and_carries_over(centre: Centre) -> None:
    received(centre, on=date(2026, 10, 5))
    received(centre, "000841", "000850")
    written_off(centre, 831, 832)
    written_off(centre, 833, 833, BlankState.LOST)
    (october,) = centre.read(balance, since=date(2026, 10, 1), until=date(2026, 10, 31))
    (november,) = centre.read(balance, since=date(2026, 11, 1), until=date(2026, 11, 30))
    (december,) = centre.read(balance, since=date(2026, 12, 1), until=date(2026, 12, 31))
    assert october == BalanceLine("MO", before=0, received=10, used=0, spoiled=0, lost=0)
    assert november == BalanceLine("MO", before=10, received=10, used=0, spoiled=2, lost=1)
    assert december == BalanceLine("MO", before=17, received=0, used=0, spoiled=0, lost=0)


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_the_act_names_what_was_written_off_on_paper_and_in_word(centre: Centre, language: str) -> None:
    received(centre)
    written_off(centre, 832, 832)
    act = centre.read(balance_act, since=date(2026, 11, 1), until=date(2026, 11, 30), paper_language=language)
    tables = [block.rows for block in act.blocks if hasattr(block, "rows")]
    assert tables[0] == (("MO", "0", "10", "0", "1", "0", "9"),)
    assert tables[1][0][0] == "MO 000832"
    assert rendered([act], PaperFormat.PDF).startswith(b"%PDF")
    assert rendered([act], PaperFormat.WORD).startswith(b"PK")


def test_thirty_thousand_blanks_come_in_within_a_second(centre: Centre) -> None:
    begun = time.process_time()
    received(centre, "000001", "030000")
    assert time.process_time() - begun < 1.0
    assert centre.read(blank_count, state=BlankState.LEFT) == 30_000
