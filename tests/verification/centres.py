"""Another centre in tests: its key, its list of keys and its signed list of withdrawn numbers, made by hand."""

import base64
import json
from datetime import date

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.certificates.cose import signed
from desktop_app.certificates.signature import SigningKey, new_key
from desktop_app.verification.records import KeyList, PublicKey

CODE, NAME, YEAR = "BUX", "Buxoro viloyati pedagogik mahorat markazi", 2026
KEY = new_key(CODE, YEAR)
DAY = date(2026, 11, 20)


def key_list(key: SigningKey = KEY, **changed: object) -> bytes:
    """As that centre's program writes it; what is ``changed`` is signed along with the rest."""
    listed = KeyList(CODE, NAME, DAY, (PublicKey(key.kid, YEAR, key.public),))
    told = {
        "format": "mahorat-keys-1",
        "centre": CODE,
        "name": NAME,
        "made_on": DAY.isoformat(),
        "fingerprint": listed.fingerprint,
        "keys": [{"kid": key.kid.hex(), "year": YEAR, "public_key": base64.b64encode(key.public).decode()}],
        **changed,
    }
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    signature = Ed25519PrivateKey.from_private_bytes(key.private).sign(content)
    return json.dumps({**told, "signatures": {key.kid.hex(): base64.b64encode(signature).decode()}}).encode()


def withdrawn_list(*entries: tuple[str, str], number: int = 1, key: SigningKey = KEY, centre: str = CODE) -> bytes:
    """Entries are a number and what replaced it, or an empty text."""
    days = (DAY - date(1970, 1, 1)).days
    payload = {1: centre, 2: number, 3: days, 4: [[one, days, other] for one, other in entries]}
    content = cbor2.dumps(payload, canonical=True)
    return signed(content, kid=key.kid, private=key.private, purpose=b"MHR1-WITHDRAWN")
