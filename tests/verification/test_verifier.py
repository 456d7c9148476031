"""The page for any browser: whole in itself, and in a real one it judges as the program does."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.certificates import base45
from desktop_app.certificates.signature import PREFIX, SigningKey, new_key, sign
from desktop_app.i18n import LANGUAGES
from desktop_app.verification.checking import check_source
from desktop_app.verification.keys import read_key_list, take_in_keys
from desktop_app.verification.revocations import take_in_withdrawn
from desktop_app.verification.verifier import verifier_page
from tests.certificates.claims import CYRILLIC, LATIN, LONG
from tests.certificates.mutants import mutants
from tests.documents.test_qr import picture_of, qr_symbol
from tests.verification import browser, centres
from tests.verification.issued import SECOND, annul, issue
from tests.verification.test_checking import ON_UZBEK_KEYS

READER_SHA256 = "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2"
VERDICTS = "JSON.stringify([...document.querySelectorAll('[data-finding]')].map((part) => part.dataset.finding))"
with_browser = pytest.mark.skipif(browser.PROGRAM is None, reason="no browser on this machine")


@pytest.fixture
def codes(centre: Centre) -> list[str]:
    return issue(centre, "Azimova", "Botirova")


@pytest.fixture
def page(centre: Centre, codes: list[str], tmp_path: Path) -> Path:
    """Azimova's certificate is valid, Botirova's annulled; Bukhara has withdrawn MO 000900 of its own."""
    annul(centre, SECOND)
    centre.write(take_in_keys, keys=read_key_list(centres.key_list()))
    centre.write(take_in_withdrawn, content=centres.withdrawn_list(("MO 000900", "MO 000901")))
    file = tmp_path / "tekshirish.html"
    file.write_text(centre.read(verifier_page), encoding="utf-8")
    return file


@pytest.fixture
def tab(page: Path, tmp_path: Path) -> Iterator[browser.Tab]:
    with browser.browser(tmp_path / "profile") as opened:
        opened.open(page)
        yield opened


def judged(tab: browser.Tab, *texts: str) -> list[str]:
    found: list[str] = tab.run(f"{json.dumps(texts)}.map((text) => checked(text, facts).finding)")
    return found


def test_the_page_names_its_own_script_and_style_and_lets_nothing_else_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe-inline" not in policy[1]
    assert len(re.findall(r"<script", text)) == 2
    assert not re.search(r"<(link|img|iframe)|src=|@import|url\(", text.split("<script")[0])
    assert "JShShIR" not in text
    assert "private" not in json.loads(text.split('id="facts">')[1].split("</script>")[0])


def test_every_word_of_the_page_is_there_in_four_languages(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    words = json.loads(text.split('id="facts">')[1].split("</script>")[0])["words"]
    assert set(words) == set(LANGUAGES)
    asked = set(re.findall(r'data-word="(\w+)"|words\.(\w+)', text))
    assert {one or other for one, other in asked} <= set(words["uz_Latn"])
    for russian, english in zip(words["ru"].values(), words["en"].values(), strict=True):
        assert re.findall(r"\{\w+\}", russian) == re.findall(r"\{\w+\}", english)


def test_the_bundled_reader_is_the_one_that_the_readme_names() -> None:
    folder = Path("resources/verifier")
    reader = (folder / "zxing_reader.wasm").read_bytes()
    assert hashlib.sha256(reader).hexdigest() == READER_SHA256
    assert "zxing-wasm 3.1.4" in (folder / "README.md").read_text(encoding="utf-8")


@with_browser
def test_a_browser_judges_as_the_program_does(centre: Centre, codes: list[str], tab: browser.Tab) -> None:
    first, second = codes
    stranger = new_key("NAM", 2026)
    forger = SigningKey(centres.KEY.kid, stranger.private, stranger.public)
    replaced = sign(replace(LATIN, number="MO 000900"), centres.KEY)
    texts = [
        *(first, second, first.translate(ON_UZBEK_KEYS), f" {first}\r\n", first.lower()),
        *(sign(claims, centres.KEY) for claims in (LATIN, CYRILLIC, LONG)),
        *(replaced, sign(LATIN, stranger), sign(LATIN, forger)),
        *("salom", PREFIX, PREFIX + "A", PREFIX + "BB8BB8", first + "00"),
        PREFIX + base45.encode(base45.decode(first[len(PREFIX) :]) + b"\0"),
    ]
    told = [centre.read(check_source, source=text)[0].finding.value for text in texts]
    assert judged(tab, *texts) == told
    spoilt = list(mutants(first, second, count=300, seed=7))
    assert not {"valid", "annulled"} & set(judged(tab, *spoilt))


@with_browser
def test_a_person_pastes_a_code_takes_a_photo_and_changes_the_language(
    codes: list[str], tab: browser.Tab, tmp_path: Path
) -> None:
    first, second = codes
    tab.run(f"text.value = {json.dumps(first)}; document.querySelector('[type=submit]').click()")
    assert json.loads(tab.run(VERDICTS)) == ["valid"]
    photo = tmp_path / "foto.jpg"
    picture_of(qr_symbol(second), scale=4).rotate(12, expand=True, fillcolor=255).save(photo, quality=70)
    tab.choose_files("#photo", [photo])
    tab.wait(f"{VERDICTS} === '[\"annulled\"]'")
    assert SECOND in tab.run("results.textContent")
    for language in LANGUAGES:
        tab.run(f"speak('{language}')")
        assert tab.run("document.querySelector('.verdict b').textContent === words.annulled")
    tab.resize(360, 740)
    assert tab.run("document.documentElement.scrollWidth <= 360")


@with_browser
def test_old_lists_are_told_in_red_and_nothing_leaves_the_page(codes: list[str], tab: browser.Tab) -> None:
    tab.run("for (const list of Object.values(facts.withdrawn)) list.as_of = '2020-01-01'; speak('en')")
    assert tab.run("document.querySelectorAll('#lists .late').length") == 2
    tab.run(f"conclude([{json.dumps(codes[0])}])")
    assert "01.01.2020" in tab.run("results.querySelector('.late').textContent")
    assert tab.run("fetch('https://example.uz').then(() => 'sent', () => 'refused')") == "refused"
