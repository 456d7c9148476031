"""The return without a window."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.commands.return_command import COMMAND, run
from desktop_app.errors import Invalid
from desktop_app.progress import Progress
from tests.returns.year import fill_year


def test_file_lines_findings_and_digests_are_told(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    report = run(centre, Namespace(month=(2026, 10), out=tmp_path / "h.xlsx", mail=tmp_path / "h.eml"), Progress())
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
        COMMAND.run(centre, Namespace(month=(2024, 12), out=both, mail=both), Progress())
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
