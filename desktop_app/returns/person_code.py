"""A person's code in the annex: the same in every centre that uses the same phrase, and no way back to the person.

What is coded is the JShShIR, else name and day of birth. Whoever knows the phrase can still try every number there is,
so the phrase is a secret of the centres and of whoever puts their returns together.
"""

import hashlib
import hmac
from base64 import b32encode
from datetime import date
from functools import lru_cache

# Of a centre that has set none: known to everybody who has this program, and told as such in the return.
PUBLIC_PHRASE = "mahorat"
_SALT = b"mahorat-return/1"
# Ten bytes: among all teachers of the country two alike are less likely than one in a billion.
_CODE_BYTES = 10


@lru_cache(maxsize=4)
def code_key(phrase: str) -> bytes:
    """The key of a phrase, the public one for an empty phrase; slow on purpose, so that phrases are hard to guess."""
    said = " ".join(phrase.split()) or PUBLIC_PHRASE
    return hashlib.scrypt(said.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32)


def person_code(key: bytes, *, jshshir: str | None, name_key: str, birth_date: date | None, only_here: str) -> str:
    """Sixteen letters and digits; ``only_here`` names the card where nothing tells the person from a namesake."""
    if jshshir:
        told = f"jshshir:{jshshir}"
    elif birth_date is not None:
        told = f"name:{name_key}:{birth_date.isoformat()}"
    else:
        told = f"card:{only_here}"
    return b32encode(hmac.digest(key, told.encode(), "sha256")[:_CODE_BYTES]).decode()
