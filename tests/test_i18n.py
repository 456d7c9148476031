"""Languages: the program's, a document's, and what falls back."""

import pytest

from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n, language, set_language, use


def test_the_first_language_is_uzbek_latin() -> None:
    assert _("Cohort") == "Guruh"


def test_cyrillic_is_made_from_latin() -> None:
    set_language("uz_Cyrl")
    assert _("Cohort") == "Гуруҳ"


def test_english_is_the_source() -> None:
    set_language("en")
    assert _("Cohort") == "Cohort"


def test_a_document_may_be_in_another_language_than_the_window() -> None:
    set_language("ru")
    with use("uz_Latn"):
        assert (language(), _("Cohort")) == ("uz_Latn", "Guruh")
    assert _("Cohort") == "Группа"


@pytest.mark.parametrize(("count", "text"), [(1, "1 сертификат"), (3, "3 сертификата"), (12, "12 сертификатов")])
def test_russian_counts_in_three_forms(count: int, text: str) -> None:
    set_language("ru")
    assert _n("{n} certificate", "{n} certificates", count) == text


def test_an_unknown_language_is_a_bug() -> None:
    with pytest.raises(ValueError):
        set_language("fr")


def test_an_error_speaks_the_language_of_the_moment_it_is_shown() -> None:
    error = Refused("cohort_cancelled", N_("Cohort {cohort} is cancelled."), cohort="TV-1")
    uzbek = error.text
    set_language("en")
    assert error.text == "Cohort TV-1 is cancelled."
    assert uzbek != error.text


def test_a_russian_date_that_ends_a_sentence_brings_no_second_full_stop() -> None:
    with use("ru"):
        assert _("Counted in the return: {month}.", month="ноябрь 2026 г.").endswith("ноябрь 2026 г.")
        assert "г.." not in _n("{n} person of this cohort is counted in the return: {month}.", "", 1, month="г.")


def test_a_count_is_written_in_groups_of_three() -> None:
    with use("uz_Latn"):
        assert _n("{n} person", "{n} people", 12_618) == "12\u00a0618 nafar"
        assert _n("{n} person", "{n} people", 999) == "999 nafar"
