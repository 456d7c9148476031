"""A ministry's workbook filled without a window."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from desktop_app.bound_forms.shelf import forms
from desktop_app.centre import Centre
from desktop_app.commands.command import Report
from desktop_app.commands.fill_command import run
from desktop_app.errors import Invalid, Refused, StorageError, WorkbookRejected
from desktop_app.progress import Progress
from desktop_app.spreadsheets.grid import read_grid_file
from tests.bound_forms import wild_forms
from tests.returns.year import fill_year


def filled(centre: Centre, file: Path, out: Path, *, save: bool = False, month: tuple[int, int] = (2026, 10)) -> Report:
    return run(centre, Namespace(file=file, form="Vazirlik", month=month, out=out, save=save), Progress())


def test_the_first_time_what_is_recognised_is_filled_and_may_be_saved(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    form = wild_forms.made(tmp_path / "shakl.xlsx", wild_forms.indicators_russian())
    first = json.loads(json.dumps(filled(centre, form, tmp_path / "a.xlsx").facts))
    assert (first["saved"], first["form"], centre.read(forms)) == (False, "", [])
    second = filled(centre, form, tmp_path / "b.xlsx", save=True).facts
    assert (second["saved"], second["form"], second["edition"]) == (True, "Vazirlik", 1)
    third = filled(centre, form, tmp_path / "c.xlsx", save=True).facts
    assert (third["saved"], third["filled"], third["moved"]) == (False, first["filled"], [])
    assert {"cell": "C4", "indicator": "called", "value": 10}.items() <= {
        key: value for cell in first["filled"] if cell["cell"] == "C4" for key, value in cell.items()
    }.items()
    assert [one["words"] for one in first["unbound"] if one["reason"] == "not_known"]
    assert read_grid_file(tmp_path / "c.xlsx").sheets[0].cells[4, 2].value == 10


def test_the_file_is_whole_or_absent(centre: Centre, tmp_path: Path) -> None:
    form = wild_forms.made(tmp_path / "shakl.xlsx", wild_forms.indicators_russian())
    with pytest.raises(StorageError, match="folder_missing"):
        filled(centre, form, tmp_path / "yoq" / "a.xlsx", save=True)
    with pytest.raises(Invalid, match="month_to_come"):
        filled(centre, form, tmp_path / "a.xlsx", save=True, month=(2027, 1))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(form.read_bytes()[:2_000])
    with pytest.raises(WorkbookRejected):
        filled(centre, broken, tmp_path / "a.xlsx", save=True)
    assert centre.read(forms) == []
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["broken.xlsx", "shakl.xlsx"]


def test_the_empty_form_is_never_written_over(centre: Centre, tmp_path: Path) -> None:
    form = wild_forms.made(tmp_path / "shakl.xlsx", wild_forms.indicators_russian())
    before = form.read_bytes()
    with pytest.raises(Refused, match="target_is_form"):
        filled(centre, form, form)
    assert form.read_bytes() == before
