"""``survey`` without a window: figures, ranking and the report."""

import json
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.centre import Centre
from desktop_app.surveys.records import AnswerSheet
from desktop_app.surveys.service import save_response
from tests.courses import Taught, taught_course


def page_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(("sheets", "gap"), [(5, 12.0), (4, None)])
def test_the_figures_are_told_from_five_answers_on(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str], sheets: int, gap: float | None
) -> None:
    course = taught_course(centre, [Taught("Azimova")])
    for _sheet in range(sheets):
        sheet = AnswerSheet({"B1.importance": 4, "B1.level": 2}, {"F1": "Vaqt yetmaydi"})
        centre.write(save_response, cohort_id=course.cohort_id, sheet=sheet, is_from_paper=True)
    centre.is_changed_since_backup = False
    centre.close()
    out = tmp_path / "soʻrovnoma.pdf"
    arguments = ["survey", "--cohort", course.code, "--out", str(out), "--data", str(centre.paths.folder), "--json"]
    assert main(arguments) == DONE
    told = json.loads(capsys.readouterr().out)
    first = told["competences"][0]
    assert (told["responses"], first["n"], first["gap"], told["file"]) == (sheets, sheets, gap, str(out))
    assert ("Vaqt yetmaydi" in page_text(out)) is (gap is not None)


def test_an_unknown_cohort_is_bad_input(centre: Centre, tmp_path: Path) -> None:
    centre.is_changed_since_backup = False
    centre.close()
    arguments = ["--cohort", "YOʻQ", "--out", str(tmp_path / "x.pdf"), "--data", str(centre.paths.folder)]
    assert main(["survey", *arguments]) == BAD_INPUT
