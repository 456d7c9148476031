"""A print run ends with every certificate on one good blank, whatever the printer does on the way."""

import io

import pypdfium2
import pytest
from sqlalchemy import update

from db.models.certificates import BlankState, Certificate, CertificateState
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import BlankRecord
from desktop_app.blanks.stock import blanks, restore, trays
from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Invalid, Refused
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.feeding import feed, preview
from desktop_app.print_runs.records import PageState, Run
from desktop_app.print_runs.service import (
    begin,
    end,
    print_again,
    run,
    runs,
    settle,
    take_blanks,
    unfinished_run,
)
from desktop_app.progress import Progress
from tests.print_runs.printed import Printer, certified, fed, received


@pytest.fixture
def ids(centre: Centre) -> list[int]:
    """Five certificates, and thirty blanks from MO 000831 on."""
    received(centre)
    return certified(centre)[1]


def begun(centre: Centre, ids: list[int], *, on_blanks: bool = True, first: int = 831) -> int:
    run_id = centre.write(begin, certificate_ids=ids, printer="HP", with_background=not on_blanks).value
    if on_blanks:
        centre.write(take_blanks, run_id=run_id, letters="MO", first=first)
    return run_id


def states(found: Run) -> list[str]:
    return [page.state.value for page in found.pages]


def numbers(found: Run) -> list[str]:
    return [page.blank[-3:] for page in found.pages]


def those(centre: Centre, state: BlankState) -> list[BlankRecord]:
    return centre.read(blanks, state=state)


def test_blanks_are_taken_in_tray_order_and_are_used_as_the_pages_go(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids, first=833)
    planned = centre.read(run, run_id=run_id)
    assert [page.certificate_id for page in planned.pages] == ids
    assert numbers(planned) == ["833", "834", "835", "836", "837"]
    assert those(centre, BlankState.USED) == []
    printer = Printer()
    sent = fed(centre, run_id, printer)
    assert states(sent) == ["sent"] * 5
    centre.write(settle, run_id=run_id, last_good=5)
    done = centre.read(run, run_id=run_id)
    assert (states(done), done.is_ended, len(printer.pages)) == (["printed"] * 5, True, 5)
    assert [(blank.text, blank.holder.split()[0]) for blank in those(centre, BlankState.USED)][:2] == [
        ("MO 000833", "Azimova"),
        ("MO 000834", "Botirova"),
    ]


def test_after_a_jam_the_rest_waits_and_goes_on_with_the_next_blanks(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    assert states(fed(centre, run_id, Printer(jams_at=4))) == ["sent"] * 4 + ["waiting"]
    # The third was torn; the fourth never left the tray.
    centre.write(settle, run_id=run_id, last_good=2, spoiled=1, reason="Yirtildi", act_number="7")
    assert states(centre.read(run, run_id=run_id)) == ["printed", "printed", "failed", "waiting", "waiting"]
    (torn,) = those(centre, BlankState.SPOILED)
    assert (torn.text, torn.reason, torn.act_number) == ("MO 000833", "Yirtildi", "7")
    centre.write(take_blanks, run_id=run_id, letters="MO", first=834)
    printer = Printer()
    done = fed(centre, run_id, printer)
    centre.write(settle, run_id=run_id, last_good=5)
    assert (len(printer.pages), numbers(done)) == (3, ["831", "832", "834", "835", "836"])
    assert len(those(centre, BlankState.USED)) == 5
    assert centre.read(run, run_id=run_id).is_ended


def test_one_bad_page_of_a_good_run_is_printed_again_alone(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    fed(centre, run_id, Printer())
    centre.write(settle, run_id=run_id, last_good=5)
    with pytest.raises(Invalid, match="reason_missing"):
        centre.write(print_again, run_id=run_id, places=[2])
    centre.write(print_again, run_id=run_id, places=[2], reason="Boʻyoq surkalgan")
    assert [page.place for page in centre.read(run, run_id=run_id).to_print] == [2]
    centre.write(take_blanks, run_id=run_id, letters="MO", first=836)
    printer = Printer()
    fed(centre, run_id, printer)
    centre.write(settle, run_id=run_id, last_good=2)
    assert (len(printer.pages), centre.read(run, run_id=run_id).is_ended) == (1, True)
    (spoiled,) = those(centre, BlankState.SPOILED)
    assert spoiled.holder.startswith("Botirova")
    with pytest.raises(Refused, match="blank_printed_on"):
        centre.write(restore, blank_ids=[spoiled.id])


def test_a_certificate_never_stands_on_two_good_blanks(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    fed(centre, run_id, Printer())
    centre.write(settle, run_id=run_id, last_good=5)
    with pytest.raises(Refused, match="on_blank_already") as told:
        begun(centre, ids[1:2], first=836)
    assert told.value.facts["blank"] == "MO 000832"


def test_a_certificate_that_waits_in_one_run_is_not_taken_into_another(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    assert centre.read(unfinished_run, certificate_ids=ids[:1]) == run_id
    with pytest.raises(Refused, match="run_open"):
        begun(centre, ids[:1], first=840)
    centre.write(end, run_id=run_id)
    begun(centre, ids[:1])
    assert [(line.is_ended, line.pages, line.printed) for line in centre.read(runs)] == [(False, 1, 0), (True, 5, 0)]


def test_blanks_kept_for_a_run_are_given_to_no_other(centre: Centre, ids: list[int]) -> None:
    begun(centre, ids[:2])
    assert [(tray.text, tray.left) for tray in centre.read(trays)] == [("MO 000833", 28)]
    with pytest.raises(CentreError, match="blank_promised"):
        begun(centre, ids[2:], first=832)


def test_too_few_blanks_are_said_before_the_first_page(centre: Centre, ids: list[int]) -> None:
    with pytest.raises(Refused, match="blanks_short") as told:
        begun(centre, ids, first=858)
    assert (told.value.facts["left"], told.value.facts["count"]) == (3, 5)


def test_a_run_is_not_left_while_nobody_said_what_came_out(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    fed(centre, run_id, Printer(jams_at=2))
    with pytest.raises(Refused, match="run_unsettled"):
        centre.write(end, run_id=run_id)
    centre.write(settle, run_id=run_id, last_good=0)
    centre.write(end, run_id=run_id)
    assert len(those(centre, BlankState.LEFT)) == 30


def test_a_page_is_never_sent_twice(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    fed(centre, run_id, Printer())
    printer = Printer()
    fed(centre, run_id, printer)
    assert printer.pages == []


def test_more_pages_than_were_sent_cannot_be_spoiled(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids)
    fed(centre, run_id, Printer(jams_at=3))
    with pytest.raises(Invalid, match="too_many_spoiled"):
        centre.write(settle, run_id=run_id, last_good=2, spoiled=2, reason="Yirtildi")


def test_a_certificate_that_was_withdrawn_is_not_printed(centre: Centre, ids: list[int]) -> None:
    def withdraw(unit: UnitOfWork) -> None:
        annulled = update(Certificate).where(Certificate.id == ids[1]).values(state=CertificateState.ANNULLED)
        unit.execute_bulk(annulled, reason="test")

    run_id = begun(centre, ids)
    centre.write(withdraw)
    printer = Printer()
    with pytest.raises(Refused, match="certificate_withdrawn"):
        feed(centre, run_id=run_id, press=printer, calibration=Calibration(), progress=Progress())
    assert len(printer.pages) == 1
    with pytest.raises(Refused, match="certificate_withdrawn"):
        begun(centre, ids, on_blanks=False)


def test_on_plain_paper_no_blank_is_touched(centre: Centre, ids: list[int]) -> None:
    run_id = begun(centre, ids, on_blanks=False)
    fed(centre, run_id, Printer())
    centre.write(settle, run_id=run_id, last_good=4)
    assert centre.read(run, run_id=run_id).pages[4].state is PageState.WAITING
    assert len(those(centre, BlankState.LEFT)) == 30


def test_what_is_seen_before_is_what_is_sent(centre: Centre, ids: list[int]) -> None:
    printer = Printer()
    fed(centre, begun(centre, ids), printer)
    seen = pypdfium2.PdfDocument(centre.read(preview, certificate_ids=ids, with_background=False))
    for place, content in enumerate(printer.pages):
        sent = pypdfium2.PdfDocument(content)
        assert drawn(sent, 0) == drawn(seen, place)
        sent.close()
    assert drawn(seen, 0) != drawn(seen, 1)
    seen.close()


def drawn(document: pypdfium2.PdfDocument, place: int) -> bytes:
    target = io.BytesIO()
    document[place].render(scale=0.5).to_pil().save(target, "PNG")
    return target.getvalue()
