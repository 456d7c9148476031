"""``certificates`` and ``verify`` without a window: what is issued is what is checked."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.printing import write_certificates
from desktop_app.certificates.service import ALL_KINDS, issue_certificates
from desktop_app.progress import Progress
from tests.courses import Course, Taught, closed_course, taught_course

PEOPLE = (Taught("Azimova"), Taught("Botirova"), Taught("Davronova", 40))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def closed(centre: Centre) -> list[str]:
    """Close the program on the centre; the arguments that name its folder."""
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder)]


@pytest.fixture
def course(centre: Centre) -> Course:
    return closed_course(centre, PEOPLE)


def test_a_closed_cohort_is_issued_and_a_second_run_only_prints_again(
    centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = closed(centre), tmp_path / "sertifikatlar.pdf"
    arguments = ("certificates", "--cohort", course.code, "--out", str(out), *folder)
    code, told = run(capsys, *arguments)
    numbers = ["PM-2026-000001", "PM-2026-000002"]
    assert code == DONE
    assert (told["issued"], told["pages"], told["numbers"], told["file"]) == (2, 2, numbers, str(out))
    assert [one["name"].split()[0] for one in told["withheld"]] == ["Davronova"]
    out.unlink()
    code, again = run(capsys, *arguments)
    assert (code, again["issued"], again["pages"], again["numbers"]) == (DONE, 0, 2, numbers)
    assert out.exists()


def test_the_pages_verify(centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = closed(centre), tmp_path / "sertifikatlar.pdf"
    run(capsys, "certificates", "--cohort", course.code, "--out", str(out), *folder)
    code, told = run(capsys, "verify", str(out), *folder)
    assert code == DONE
    assert [(one["valid"], one["status"], one["number"]) for one in told["codes"]] == [
        (True, "valid", "PM-2026-000001"),
        (True, "valid", "PM-2026-000002"),
    ]
    assert (told["codes"][0]["from"], told["codes"][0]["hours"]) == ("2026-11-16", 2)


def test_one_annulled_page_makes_the_check_of_a_file_a_refusal(
    centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sertifikatlar.pdf"
    issued = centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued
    write_certificates(centre, cohort_id=course.cohort_id, out=out, progress=Progress())
    centre.write(annul, certificate_id=issued[0].id, ground=Ground("xato", "51-T/T", centre.clock.today()))
    code, told = run(capsys, "verify", str(out), *closed(centre))
    assert code == REFUSED
    assert sorted(one["status"] for one in told["codes"]) == ["annulled", "valid"]


def test_an_open_cohort_is_refused_and_leaves_no_file(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = taught_course(centre, PEOPLE)
    folder, out = closed(centre), tmp_path / "sertifikatlar.pdf"
    assert main(["certificates", "--cohort", course.code, "--out", str(out), *folder]) == REFUSED
    assert course.code in capsys.readouterr().err
    assert not out.exists()


def test_an_unknown_cohort_is_bad_input(centre: Centre, tmp_path: Path) -> None:
    folder = closed(centre)
    assert main(["certificates", "--cohort", "YOʻQ", "--out", str(tmp_path / "x.pdf"), *folder]) == BAD_INPUT


def test_a_code_may_be_typed_in_small_letters(
    centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sertifikatlar.pdf"
    code, told = run(capsys, "certificates", "--cohort", f" {course.code.lower()} ", "--out", str(out), *closed(centre))
    assert (code, told["issued"]) == (DONE, 2)


def test_a_place_that_cannot_be_written_is_told_before_a_number_is_given(
    centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, database = closed(centre), centre.paths.database
    call = ("certificates", "--cohort", course.code, *folder, "--out")
    assert run(capsys, *call, str(tmp_path / "none" / "a.pdf"))[1]["error"] == "folder_missing"
    assert run(capsys, *call, str(database))[1]["error"] == "target_is_data"
    assert run(capsys, *call, str(tmp_path / "a.pdf"))[1]["issued"] == 2


def test_the_register_of_one_series_is_written_and_letters_that_no_series_has_are_refused(
    centre: Centre, course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.write(issue_certificates, cohort_id=course.cohort_id, kinds=ALL_KINDS)
    folder, out = closed(centre), tmp_path / "daftar.pdf"
    arguments = ("register", "--year", "2026", "--out", str(out), *folder)
    rows = {letters: run(capsys, *arguments, "--series", letters)[1]["rows"] for letters in ("PM", "MN", "")}
    assert rows == {"PM": 2, "MN": 1, "": 3}
    out.unlink()
    code, _told = run(capsys, *arguments, "--series", "XX")
    assert code != DONE
    assert not out.exists()
