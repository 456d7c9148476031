"""A certificate is found and judged however it comes: scanned on any layout, typed, photographed, of another centre."""

from pathlib import Path

import pytest
from sqlalchemy import update

from db.models.programmes import Programme
from desktop_app.centre import Centre
from desktop_app.certificates.signature import short_code, sign
from desktop_app.verification.checking import check_source
from desktop_app.verification.keys import read_key_list, take_in_keys
from desktop_app.verification.records import CodeCheck, Finding
from desktop_app.verification.revocations import take_in_withdrawn
from tests.certificates.claims import LATIN
from tests.verification import centres
from tests.verification.issued import FIRST, SECOND, annul, change, issue, replace_by

ON_RUSSIAN_KEYS = str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM:/.$", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖ.Ю;")
ON_UZBEK_KEYS = str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM:/.$-+", "ЙЦУКЕНГШЎЗФҚВАПРОЛДЯЧСМИТЬЖ.Ю;ғҲ")
CAPS_LOCK = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@pytest.fixture
def codes(centre: Centre) -> list[str]:
    return issue(centre, "Azimova", "Botirova")


def checked(centre: Centre, source: Path | str) -> CodeCheck:
    (found,) = centre.read(check_source, source=source)
    return found


def test_a_code_is_valid_and_the_register_agrees(centre: Centre, codes: list[str]) -> None:
    found = checked(centre, codes[0])
    assert (found.finding, found.differences) == (Finding.VALID, frozenset())
    assert found.registered is not None


def test_a_scanner_may_type_on_any_layout(centre: Centre, codes: list[str]) -> None:
    for layout in (ON_RUSSIAN_KEYS, ON_UZBEK_KEYS, CAPS_LOCK, {}):
        for code in codes:
            assert checked(centre, f" {code.translate(layout)}\r\n").is_valid


def test_a_number_finds_its_certificate(centre: Centre, codes: list[str]) -> None:
    for typed in ("PM-2026-000002", "pm-2026-000002 ", "ЗЬ-2026-000002", "зьғ2026ғ000002"):
        found = checked(centre, typed)
        assert found.is_valid
        assert found.claims is not None
        assert found.claims.name.startswith("Botirova")


@pytest.mark.parametrize("typed", ["PM 2026 000002", "№ pm-2026-2", "pm.2026.000002", "ЗЬ 2026 2", "PM 2026/ 0002"])
def test_a_number_is_found_with_spaces_for_its_dashes_and_without_its_zeros(
    centre: Centre, codes: list[str], typed: str
) -> None:
    found = checked(centre, typed)
    assert found.claims is not None
    assert found.claims.number == "PM-2026-000002"


@pytest.mark.parametrize("text", ["https://example.uz/?x=1", "HC1:NCFOXN%TS3DH", "a@b1.uz"])
def test_what_can_be_no_number_is_not_looked_for_in_the_register(centre: Centre, codes: list[str], text: str) -> None:
    assert checked(centre, text).finding is Finding.UNREADABLE


def test_a_part_of_a_number_is_no_number(centre: Centre, codes: list[str]) -> None:
    for text in ("2", "2026-000002", "PM-2026-000002-1", "MN-2026-000002", "9" * 40):
        assert checked(centre, text).finding is Finding.NOT_IN_REGISTER


def test_a_short_code_finds_its_certificate_however_it_is_typed(centre: Centre, codes: list[str]) -> None:
    printed = short_code(codes[0])
    for typed in (printed, printed.lower(), printed.replace("-", " "), printed.replace("0", "O").replace("1", "l")):
        found = checked(centre, typed)
        assert found.claims is not None
        assert found.claims.number == "PM-2026-000001"


def test_a_number_that_was_never_given_is_not_in_the_register(centre: Centre, codes: list[str]) -> None:
    found = checked(centre, "PM-2026-000099")
    assert (found.finding, found.claims) == (Finding.NOT_IN_REGISTER, None)
    assert "PM-2026-000099" in found.reason
    assert checked(centre, "salom").finding is Finding.UNREADABLE


def test_a_replaced_certificate_names_what_replaced_it(centre: Centre, codes: list[str]) -> None:
    replace_by(centre, FIRST, SECOND)
    found = checked(centre, codes[0])
    assert (found.finding, found.replaced_by) == (Finding.REPLACED, SECOND)
    assert SECOND in found.reason


def test_what_the_register_says_otherwise_is_marked(centre: Centre, codes: list[str]) -> None:
    change(centre, FIRST, holder="Azimova Zilolaxon")
    assert checked(centre, codes[0]).differences == {"name"}


def test_a_course_renamed_since_stays_in_the_register_as_it_was_printed(centre: Centre, codes: list[str]) -> None:
    renamed = update(Programme).values(title="Boshqa kurs", hours=36)
    centre.write(lambda unit: unit.execute_bulk(renamed, reason="test"))
    found = checked(centre, codes[0])
    assert found.differences == frozenset()
    assert found.claims is not None
    assert found.registered is not None
    assert found.registered.course == found.claims.course != "Boshqa kurs"


def test_an_altered_code_shows_nothing_of_what_it_claims(centre: Centre, codes: list[str]) -> None:
    found = checked(centre, codes[0][:-6] + "000000")
    assert (found.finding, found.claims) == (Finding.ALTERED, None)


def test_another_centre_is_unknown_until_its_keys_are_taken_in(centre: Centre, codes: list[str]) -> None:
    code = sign(LATIN, centres.KEY)
    assert checked(centre, code).finding is Finding.UNKNOWN_ISSUER
    centre.write(take_in_keys, keys=read_key_list(centres.key_list()))
    found = checked(centre, code)
    assert (found.finding, found.claims) == (Finding.VALID, LATIN)


def test_another_centres_list_tells_what_it_has_withdrawn(centre: Centre, codes: list[str]) -> None:
    centre.write(take_in_keys, keys=read_key_list(centres.key_list()))
    centre.write(take_in_withdrawn, content=centres.withdrawn_list(("MO 000001", "")))
    assert "20.11.2026" in checked(centre, sign(LATIN, centres.KEY)).reason
    centre.write(take_in_withdrawn, content=centres.withdrawn_list(("MO 000831", "MO 000900"), number=2))
    found = checked(centre, sign(LATIN, centres.KEY))
    assert (found.finding, found.replaced_by) == (Finding.REPLACED, "MO 000900")


def test_annulled_is_told_by_number_too(centre: Centre, codes: list[str]) -> None:
    annul(centre, SECOND)
    assert checked(centre, SECOND).finding is Finding.ANNULLED
