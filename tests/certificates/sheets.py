"""Certificate sheets as a service would hand them to the printer, in both scripts."""

from desktop_app.certificates.document import Blank, CertificateSheet
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import SigningKey, sign

LATIN_BLANK = Blank(
    state="OʻZBEKISTON RESPUBLIKASI",
    kind="Malaka oshirish haqida",
    title="MALAKA SERTIFIKATI",
    opening="Mazkur malaka sertifikati egasi",
    period="2026-yil 5-oktabrdan 20-oktabrgacha",
    centre="Namangan viloyati pedagogik mahorat markazida",
    hours="72 soatlik",
    course="«Raqamli savodxonlik va sunʼiy intellekt asoslari»",
    closing="boʻyicha malakasini oshirdi.",
    signer_role="Direktor",
    signer_name="A. B. Karimov",
    stamp="M.Oʻ.",
)
CYRILLIC_BLANK = Blank(
    state="ЎЗБЕКИСТОН РЕСПУБЛИКАСИ",
    kind="Малака ошириш ҳақида",
    title="МАЛАКА СЕРТИФИКАТИ",
    opening="Мазкур малака сертификати эгаси",
    period="2026 йил 5 октябрдан 20 октябргача",
    centre="Қорақалпоғистон Республикаси педагогик маҳорат марказида",
    hours="144 соатлик",
    course="«Мактабгача таълим ташкилотлари тарбиячиларининг инклюзив таълим компетенцияларини ривожлантириш»",
    closing="бўйича малакасини оширди.",
    signer_role="Директор",
    signer_name="Ғ. Ў. Абдураҳмонов",
    stamp="М.Ў.",
)


def sheet_of(claims: CertificateClaims, key: SigningKey, *, blank: Blank = LATIN_BLANK) -> CertificateSheet:
    return CertificateSheet(
        blank=blank,
        holder=claims.name,
        number=claims.number.replace(" ", " № "),
        register_line="Qayd raqami: 831",
        issued_line="Berilgan sana: 2026-yil 21-oktabr",
        code=sign(claims, key),
        code_caption="7F3A-91C2",
    )
