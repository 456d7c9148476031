"""``survey`` without a window: figures, ranking, a break-down and the report."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.centre import Centre
from desktop_app.questionnaires.layout import Answers
from tests.courses import Taught, taught_course
from tests.surveys.forms import answered_round

SHEET: Answers = {"A7": "new", "B1.importance": 4, "B1.level": 2, "F1": "Vaqt yetmaydi"}


def page_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def told(centre: Centre, capsys: pytest.CaptureFixture[str], *arguments: str, exit_code: int = DONE) -> dict[str, Any]:
    centre.is_changed_since_backup = False
    centre.close()
    assert main(["survey", *arguments, "--data", str(centre.paths.folder), "--json"]) == exit_code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(("sheets", "gap"), [(5, 12.0), (4, None)])
def test_the_figures_are_told_from_five_answers_on(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str], sheets: int, gap: float | None
) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    answered_round(centre, *[SHEET] * sheets, cohort_id=course.cohort_id)
    out = tmp_path / "soʻrovnoma.pdf"
    answer = told(centre, capsys, "--cohort", course.code, "--out", str(out))
    assert (answer["responses"], answer["file"]) == (sheets, str(out))
    first = answer["competences"][0] if gap is not None else {"n": sheets, "gap": None}
    assert (first["n"], first["gap"]) == (sheets, gap)
    assert ("Vaqt yetmaydi" in page_text(out)) is (gap is not None)


def test_a_break_down_names_its_groups_and_hides_small_ones(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    old: Answers = {**SHEET, "A7": "old", "B1.level": 1}
    answered_round(centre, *[SHEET] * 6, *[old] * 5, {"A7": "old"}, cohort_id=course.cohort_id)
    answer = told(centre, capsys, "--cohort", course.code, "--out", str(tmp_path / "a.pdf"), "--by", "A7")
    assert (answer["asked"], answer["answered"], answer["hidden"]) == (1, 1, [])
    groups = {group["key"]: group for group in answer["by"]["groups"]}
    assert (groups["new"]["name"], groups["new"]["n"]) == ("0–3 yil", 6)
    assert [each["gap"] for each in groups["old"]["competences"] if each["code"] == "B1"] == [16.0]


@pytest.mark.parametrize("field", ["Z9", ""])
def test_a_field_that_there_is_not_is_bad_input(
    field: str, centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    answered_round(centre, *[SHEET] * 6, cohort_id=course.cohort_id)
    out = tmp_path / "a.pdf"
    told(centre, capsys, "--cohort", course.code, "--out", str(out), "--by", field, exit_code=BAD_INPUT)
    assert not out.exists()


def test_an_unknown_cohort_is_bad_input(centre: Centre, tmp_path: Path) -> None:
    centre.is_changed_since_backup = False
    centre.close()
    arguments = ["--cohort", "YOʻQ", "--out", str(tmp_path / "x.pdf"), "--data", str(centre.paths.folder)]
    assert main(["survey", *arguments]) == BAD_INPUT
