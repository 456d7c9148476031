"""``template`` without a window: a file looked at, put in use, and refused with its errors."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.certificate_templates.exchange import packed
from desktop_app.certificate_templates.shelf import shelf
from tests.certificate_templates.made import CODE, HOLDER, template, text


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["template", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    centre.close()
    return ["--data", str(centre.paths.folder)]


def codes_on_shelf(centre: Centre) -> set[str]:
    opened = open_centre(centre.paths)
    try:
        return {row.template.code for row in opened.read(shelf)}
    finally:
        opened.close()


def file_of(tmp_path: Path, *elements: Any) -> str:
    file = tmp_path / "namuna.mtemplate"
    file.write_bytes(packed(template(*elements), ()))
    return str(file)


def test_a_template_is_looked_at_and_nothing_is_written(centre, folder, tmp_path, capsys):
    code, told = run(capsys, file_of(tmp_path, HOLDER, CODE), *folder)
    assert code == DONE
    assert told["elements"] == [
        {"id": "holder", "type": "text", "side": 1},
        {"id": "code", "type": "code", "side": 1},
    ]
    assert (told["fonts"], told["errors"], told["applied"]) == (["serif"], [], False)
    assert "sinov" not in codes_on_shelf(centre)


def test_a_template_is_put_in_use(centre, folder, tmp_path, capsys):
    code, told = run(capsys, file_of(tmp_path, HOLDER), "--apply", *folder)
    assert (code, told["applied"], told["template"], told["edition"]) == (DONE, True, "sinov", 1)
    assert "sinov" in codes_on_shelf(centre)


def test_errors_are_told_by_element_and_nothing_is_kept(centre, folder, tmp_path, capsys):
    code, told = run(capsys, file_of(tmp_path, text("{nmae}")), "--apply", *folder)
    assert (code, told["applied"]) == (BAD_INPUT, False)
    assert [(error["element"], error["code"]) for error in told["errors"]] == [("words", "template_unknown_field")]
    assert "sinov" not in codes_on_shelf(centre)


def test_a_person_reads_sentences(centre, folder, tmp_path, capsys):
    main(["template", file_of(tmp_path, text("{nmae}")), *folder])
    assert "  {nmae}: " in capsys.readouterr().out


def test_a_file_that_is_not_there_is_told_in_a_sentence(folder, tmp_path, capsys):
    for path in (tmp_path / "yoq.mtemplate", tmp_path):
        code, told = run(capsys, str(path), *folder)
        assert (code, told["error"]) == (BAD_INPUT, "no_such_file")
