"""Codes of other public schemes that stand on the same ground: read where they are alike, refused where they differ."""

import zlib

import cbor2
import pytest

from desktop_app.certificates import base45
from desktop_app.certificates.cose import taken_apart
from desktop_app.certificates.signature import PREFIX, Verdict, verify

# Austria's first test vector of the EU Digital COVID Certificate (dgc-testdata, AT/2DCode/raw/1.json).
HEALTH = (
    "HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH-R6IOOK.IR9B+9G4G50PHZF0AT4V22F/8X*G3M9JUPY0BX/KR96R/S09T./0LWTKD33236J3T"
    "A3M*4VV2 73-E3GG396B-43O058YIB73A*G3W19UEBY5:PI0EGSP4*2DN43U*0CEBQ/GXQFY73CIBC:G 7376BXBJBAJ UNFMJCRN0H3PQN*E3"
    "3H3OA70M3FMJIJN523.K5QZ4A+2XEN QT QTHC31M3+E32R44$28A9H0D3ZCL4JMYAZ+S-A5$XKX6T2YC 35H/ITX8GL2-LH/CJTK96L6SR9MU"
    "9RFGJA6Q3QR$P2OIC0JVLA8J3ET3:H3A+2+33U SAAUOT3TPTO4UBZIC0JKQTL*QDKBO.AI9BVYTOCFOPS4IJCOT0$89NT2V457U8+9W2KQ-7L"
    "F9-DF07U$B97JJ1D7WKP/HLIJL8JF8JFHJP7NVDEBU1J*Z222E.GJ457661CFFTWM-8P2IUE7K*SSW613:9/:TT5IYQBTBU16R4I1A/9VRPJ-T"
    "S.7ZEM7MSVOCD4RG2L-TQJROXL2J:52J7F0Q10SMAP3CG3KHF0DWIH"
)
SIGNATURE_END = "8d7bcb80bf00e181806a9502e11b071325901bd0d2c1b6438747b8cc50f521"


def test_the_bytes_of_a_health_certificate_come_out_as_its_makers_say() -> None:
    message = zlib.decompress(base45.decode(HEALTH.removeprefix("HC1:")))
    assert message.hex().startswith("d2844da20448d919375fc1e7b6b20126a0590133a4041a61817ca0061a60942ea001624154")
    assert message.hex().endswith("5812fce67cb84c3911d78e3f61f890d0c80eb9675806aebed66aa2d0d0c91d1fc9" + SIGNATURE_END)
    assert cbor2.loads(cbor2.loads(message).value[2])[1] == "AT"


def test_a_health_certificate_is_none_of_ours() -> None:
    message = zlib.decompress(base45.decode(HEALTH.removeprefix("HC1:")))
    with pytest.raises(ValueError, match="spelling"):
        taken_apart(message)
    for text in (HEALTH, PREFIX + HEALTH.removeprefix("HC1:"), PREFIX + base45.encode(message)):
        assert verify(text, {}).reason is Verdict.UNREADABLE
