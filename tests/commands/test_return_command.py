"""The return without a window."""

import json
from argparse import ArgumentParser, Namespace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.commands.return_command import COMMAND, run
from desktop_app.errors import Invalid, NotFound
from desktop_app.progress import Progress
from desktop_app.returns.named_list import opened
from tests.returns.year import fill_year


def asked(*words: object) -> Namespace:
    """The options of a command line for October."""
    parser = ArgumentParser()
    COMMAND.add_arguments(parser)
    return parser.parse_args(["--month", "2026-10", *map(str, words)])


def test_file_lines_findings_and_digests_are_told(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    report = run(centre, asked("--out", tmp_path / "h.xlsx", "--mail", tmp_path / "h.eml"), Progress())
    facts = json.loads(json.dumps(report.facts))
    assert Path(facts["file"]).exists()
    assert Path(facts["mail"]).exists()
    assert {"form": "1-PMM", "row": "PMM", "column": "month_actual", "value": 5} in facts["lines"]
    assert {"form": "1-PMM", "row": "AMI", "column": "year_actual", "value": None} in facts["lines"]
    assert facts["errors"] == []
    assert set(facts["warnings"][0]) == {"rule", "place", "said", "true", "text"}
    assert len(facts["digest"]) == len(facts["sha256"]) == 64
    assert any(facts["digest"] in line for line in report.lines)


def test_the_mail_may_not_take_the_place_of_the_return(centre: Centre, tmp_path: Path) -> None:
    both = tmp_path / "h.xlsx"
    with pytest.raises(Invalid, match="one_file_for_two"):
        run(centre, asked("--out", both, "--mail", both), Progress())
    assert not both.exists()


@pytest.mark.parametrize("text", ["2024", "dekabr", "2024-123", "12.2024"])
def test_a_month_that_cannot_be_read_is_bad_input(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    COMMAND.add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--month", text, "--out", "h.xlsx"])
    assert text in capsys.readouterr().err


def test_a_month_is_read_as_year_and_month() -> None:
    parser = ArgumentParser()
    COMMAND.add_arguments(parser)
    options = parser.parse_args(["--month", "2024-12", "--out", "h.xlsx"])
    assert options.month == (2024, 12)
    assert options.mail is None


def test_one_form_alone_is_asked_for_by_its_name(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    report = run(centre, asked("--out", tmp_path / "h.xlsx", "--form", "4-PMM", "--form", "4-PMM"), Progress())
    assert {line["form"] for line in report.facts["lines"]} == {"4-PMM"}


def test_a_form_that_there_is_not_is_answered_by_those_there_are(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        run(centre, asked("--out", tmp_path / "h.xlsx", "--form", "10-PMM"), Progress())
    assert "9-PMM" in refusal.value.text
    assert not (tmp_path / "h.xlsx").exists()


def test_names_go_only_when_asked_for_and_encrypted(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    (tmp_path / "ibora").write_text("oq terakli koʻcha\n", encoding="utf-8")
    out, names = tmp_path / "h.xlsx", tmp_path / "ismlar.xlsx"
    wanted = ("--form", "2-PMM", "--names", names, "--password-file", tmp_path / "ibora")
    report = run(centre, asked("--out", out, *wanted), Progress())
    assert report.facts["names"]["people"] == 10
    assert report.facts["names"]["sha256"] == sha256(names.read_bytes()).hexdigest()
    (sheet,) = openpyxl.load_workbook(BytesIO(opened(names.read_bytes(), "oq terakli koʻcha"))).worksheets
    assert "Abdullayeva Zilola Rustam qizi" in {cell.value for cell in sheet["C"]}
    with ZipFile(out) as parts:
        assert not [name for name in parts.namelist() if b"Abdullayeva" in parts.read(name)]


def test_names_without_a_password_are_refused(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="password_missing"):
        run(centre, asked("--out", tmp_path / "h.xlsx", "--names", tmp_path / "n.xlsx"), Progress())
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize("wrong", [("--out", "h.docx"), ("--out", "h.xlsx", "--mail", "h.xlsx2")])
def test_a_file_of_another_kind_is_not_written(centre: Centre, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    with pytest.raises(Invalid, match="wrong_ending"):
        run(centre, asked(*(tmp_path / word if "." in word else word for word in wrong)), Progress())
    assert list(tmp_path.glob("h.*")) == []


def test_the_return_as_it_was_known_on_a_day(centre: Centre, tmp_path: Path) -> None:
    """Everything of this centre was entered later than that: nothing was known."""
    fill_year(centre)
    wanted = ("--form", "1-PMM", "--as-of", "2026-11-05")
    report = run(centre, asked("--out", tmp_path / "h.xlsx", *wanted), Progress())
    told = {(line["form"], line["row"], line["column"]): line["value"] for line in report.facts["lines"]}
    assert told["1-PMM", "PMM", "year_actual"] is None
    heading = [row[0].value for row in openpyxl.load_workbook(tmp_path / "h.xlsx")["1-PMM"]["A1:A5"]]
    assert "2026-yil 5-noyabr" in heading[3]
