"""The sentences beside warnings: kept by what was found, in whatever language, and asked for anew when it changes."""

from dataclasses import replace

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import use
from desktop_app.inspection.model import Severity
from desktop_app.returns.explaining import explain, key_of, notes, notes_of_year, unexplained
from desktop_app.returns.records import Finding
from desktop_app.returns.service import compose_return
from tests.returns.year import OCTOBER, fill_year

WARNING = Finding("OUTLIER", Severity.WARNING, "1-PMM/UKT", "240,7%", "", "A sentence of {said}.", {"said": "240,7%"})


def test_a_sentence_is_written_changed_and_taken_out(centre: Centre) -> None:
    key = key_of(WARNING)
    centre.write(explain, **OCTOBER, key=key, sentence="Qoʻshimcha buyruq bilan.")
    centre.write(explain, **OCTOBER, key=key, sentence="  577-sonli buyruq   bilan. ")
    assert centre.read(notes, **OCTOBER) == {key: "577-sonli buyruq bilan."}
    assert centre.read(notes_of_year, year=2026) == {10: frozenset({key})}
    centre.write(explain, **OCTOBER, key=key, sentence="")
    assert centre.read(notes, **OCTOBER) == {}


@pytest.mark.parametrize("nothing", ["ok", "—", "12345 67", "."])
def test_what_explains_nothing_is_refused(centre: Centre, nothing: str) -> None:
    with pytest.raises(Invalid, match="sentence_too_short"):
        centre.write(explain, **OCTOBER, key=key_of(WARNING), sentence=nothing)


def test_another_figure_is_another_finding() -> None:
    known = {key_of(WARNING): "Qoʻshimcha buyruq bilan."}
    changed = replace(WARNING, said="241,9%")
    error = replace(changed, severity=Severity.ERROR)
    assert unexplained([WARNING, changed, error], known) == [changed]


def test_a_finding_has_the_same_key_in_every_language(centre: Centre) -> None:
    fill_year(centre)
    keys = set()
    for code in ("uz_Latn", "uz_Cyrl", "ru", "en"):
        with use(code):
            found = centre.read(compose_return, **OCTOBER).findings
            keys.add(tuple(map(key_of, found)))
    assert len(keys) == 1
    (of_all,) = keys
    assert len(set(of_all)) == len(of_all) > 0


def test_the_sentences_of_a_row_stand_in_its_note_and_change_no_figure(centre: Centre) -> None:
    fill_year(centre)
    before = centre.read(compose_return, **OCTOBER)
    found = next(finding for finding in before.findings if finding.place.startswith("1-PMM/"))
    row = found.place.split("/")[1]
    assert {each.texts["note"] for each in before.forms[0].all_rows} == {""}
    centre.write(explain, **OCTOBER, key=key_of(found), sentence="577-sonli buyruq bilan.")
    after = centre.read(compose_return, **OCTOBER)
    told = {each.code: each.texts["note"] for each in after.forms[0].all_rows if each.texts["note"]}
    assert told == {row: "577-sonli buyruq bilan."}
    assert after.digest == before.digest
