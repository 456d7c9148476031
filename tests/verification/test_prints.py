"""What was printed in an office and scanned badly is still read."""

from pathlib import Path

import pytest

from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import sign
from desktop_app.documents.qr import read_codes
from tests.certificates.claims import CYRILLIC, LATIN, LONG
from tests.verification.centres import KEY
from tests.verification.prints import printed, worn


@pytest.mark.parametrize("claims", [LATIN, CYRILLIC, LONG])
def test_a_worn_print_of_25_mm_at_300_dpi_is_read(claims: CertificateClaims, tmp_path: Path) -> None:
    code = sign(claims, KEY)
    clean = printed(tmp_path, code)
    for seed in range(3):
        file = tmp_path / f"skan-{seed}.png"
        worn(clean, seed=seed).save(file)
        assert [found.text for found in read_codes(file)] == [code]
