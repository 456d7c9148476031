"""A report in words without a window."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.centre import Centre
from desktop_app.commands.narrative_command import run
from desktop_app.errors import Invalid
from desktop_app.progress import Progress
from tests.returns.year import fill_year

USUAL: dict[str, Any] = {
    **dict.fromkeys(("out", "check", "edit", "take")),
    "year": 2026,
    "month": 10,
    "template": "",
    "written_in": "",
    "picture": False,
}


def told(centre: Centre, **options: Any) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(json.dumps(run(centre, Namespace(**USUAL | options), Progress()).facts))
    return facts


def test_a_report_and_the_picture_are_written(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    month = told(centre, out=tmp_path / "a.docx")
    assert (month["template"], month["month"]) == ("Oylik maʼlumotnoma", "2026-10")
    values = {field["field"]: field["value"].replace("\u00a0", " ") for field in reversed(month["fields"])}
    assert (values["completed"], values["month_end"]) == ("7 nafar", "0 nafar")
    year = told(centre, out=tmp_path / "a.pdf", month=None)
    assert (year["template"], year["month"]) == ("Yillik hisobot", "2026-11")
    told(centre, out=tmp_path / "b.pdf", picture=True)
    assert {path.read_bytes()[:4] for path in tmp_path.glob("*.pdf")} == {b"%PDF"}
    with pytest.raises(Invalid, match="not_pdf"):
        told(centre, out=tmp_path / "c.docx", picture=True)
    with pytest.raises(Invalid, match="out_missing"):
        told(centre)
    with pytest.raises(Invalid, match="year_to_come"):
        told(centre, out=tmp_path / "d.docx", year=2027, month=None)


def test_a_template_goes_out_and_comes_back(centre: Centre, tmp_path: Path) -> None:
    file = tmp_path / "andoza.docx"
    told(centre, edit=file)
    assert told(centre, take=file)["edition"] == 1
    assert told(centre, out=tmp_path / "a.docx")["edition"] == 1


def test_a_text_is_checked(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    text = tmp_path / "matn.txt"
    text.write_text("Reja boʻyicha 25 nafar pedagogni oʻqitish belgilangan. 4 ta fan (a, b, d).", encoding="utf-8")
    found = told(centre, check=text)
    assert [finding["rule"] for finding in found["findings"]] == ["COUNT-LIST"]
    assert [(number["said"], number["standing"], number["true"]) for number in found["numbers"]] == [
        ("25", "differs", "26"),
        ("4", "unbound", ""),
    ]
