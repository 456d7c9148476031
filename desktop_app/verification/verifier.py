"""One HTML file that checks certificates in any browser with no network: keys and withdrawn numbers are inside."""

import base64
import hashlib
import json
import zlib
from importlib.resources import files
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.certificates.payload import DICTIONARY_1
from desktop_app.certificates.signature import centre_of
from desktop_app.i18n import LANGUAGES, N_, _, use
from desktop_app.reference.service import profile
from desktop_app.verification.keys import own_key_list
from desktop_app.verification.records import KeyList, Withdrawn
from desktop_app.verification.revocations import known_centres, own_withdrawn
from desktop_app.verification.scanner import CYRILLIC_KEYS, LATIN_KEYS

_SCRIPTS = ("libraries.js", "code.js", "page.js")

# By the names that resources/verifier asks for them.
_WORDS = {
    "title": N_("Check a certificate"),
    "no_network": N_("No network is needed."),
    "language": N_("Language"),
    "scan": N_("Scan with the camera"),
    "stop": N_("Stop the camera"),
    "photo": N_("Take or choose a photo"),
    "paste": N_("Or paste the text of the code"),
    "check": N_("Check"),
    "inside": N_("What this page knows"),
    "as_of": N_("{name}: withdrawn certificates as of {day}"),
    "no_list": N_("{name}: no list of withdrawn certificates"),
    "made": N_("Made on {day} by {centre}. Ask the centre for a new page from time to time."),
    "proves": N_(
        "The code proves who issued the certificate and that nothing in these lines was changed. "
        "It is not an electronic digital signature (ERI). Compare every line with the paper."
    ),
    "age": N_("Not withdrawn as of {day}."),
    "age_old": N_("Not withdrawn as of {day}: that is long ago. Ask the centre for a new page."),
    "age_unknown": N_("Whether it has been withdrawn since is not known."),
    "no_camera": N_("The camera cannot be used here. Take a photo of the code instead, or paste its text."),
    "no_picture": N_("This picture cannot be read. Choose another one."),
    "no_code": N_("No code was found. Come closer, hold still and mind the light."),
    "valid": N_("Valid"),
    "annulled": N_("Annulled"),
    "replaced": N_("Replaced"),
    "altered": N_("Altered"),
    "unknown_issuer": N_("Unknown issuer"),
    "unreadable": N_("Not a certificate"),
    "valid_sentence": N_("The certificate is genuine. Compare it with the paper."),
    "annulled_sentence": N_("This certificate has been annulled: it is not in force."),
    "replaced_sentence": N_("This certificate has been replaced by {number}: it is not in force."),
    "altered_sentence": N_("The code has been altered: the signature does not fit."),
    "unknown_issuer_sentence": N_("The code was not signed by a centre that this page knows."),
    "unreadable_sentence": N_("This is not a certificate code."),
    "field_number": N_("Number"),
    "field_name": N_("Full name"),
    "field_course": N_("Course"),
    "field_hours": N_("Hours"),
    "field_dates": N_("Dates"),
    "field_issued": N_("Issued on"),
    "field_centre": N_("Centre"),
}


def verifier_page(unit: UnitOfWork) -> str:
    """The page of today. Raises Refused before the centre has a key."""
    style = _text("page.css")
    script = "\n".join(_text(name) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}' 'wasm-unsafe-eval'; style-src '{_hash(style)}'; "
        "img-src blob: data:; base-uri 'none'; form-action 'none'"
    )
    # In a script element only the beginning of a tag could end it.
    facts = json.dumps(_facts(unit), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = _text("page.html")
    with use(profile(unit).document_language):
        parts = {"policy": policy, "title": _("Check a certificate"), "style": style, "facts": facts, "script": script}
    for name, content in parts.items():
        page = page.replace("{{" + name + "}}", content)
    return page


def _facts(unit: UnitOfWork) -> dict[str, Any]:
    own, others = own_key_list(unit), known_centres(unit)
    today = unit.today.isoformat()
    withdrawn = {centre_of(key.kid): _list(own.name, today, own_withdrawn(unit)) for key in own.keys}
    for other in others:
        listed = other.withdrawn
        day, entries = (listed.dated_on.isoformat(), listed.entries) if listed else ("", ())
        withdrawn.setdefault(other.keys.centre, _list(other.keys.name, day, entries))
    return {
        "made_on": today,
        "centre": own.name,
        "language": profile(unit).document_language,
        "languages": LANGUAGES,
        "words": {language: _words(language) for language in LANGUAGES},
        "keys": {kid: told for keys in (own, *(other.keys for other in others)) for kid, told in _keys(keys).items()},
        "withdrawn": withdrawn,
        "keyboard": [CYRILLIC_KEYS, LATIN_KEYS],
        "dictionary": _base64(DICTIONARY_1),
        "reader": _base64(_deflated((files("resources") / "verifier" / "zxing_reader.wasm").read_bytes())),
    }


def _list(name: str, day: str, entries: tuple[Withdrawn, ...]) -> dict[str, Any]:
    return {"name": name, "as_of": day, "numbers": {each.number: each.replaced_by for each in entries}}


def _keys(keys: KeyList) -> dict[str, dict[str, str]]:
    return {key.kid.hex(): {"centre": centre_of(key.kid), "public": _base64(key.public)} for key in keys.keys}


def _words(language: str) -> dict[str, str]:
    # The page fills the places itself, when it knows what with.
    with use(language):
        return {name: _(message) for name, message in _WORDS.items()}


def _text(name: str) -> str:
    return (files("resources") / "verifier" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + _base64(hashlib.sha256(content.encode()).digest())


def _deflated(content: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(content) + press.flush()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
