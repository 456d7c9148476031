"""Certificates to sign in tests: a plain one in each script, and a long one."""

from datetime import date

from desktop_app.certificates.payload import CertificateClaims


def claims_of(name: str, *, course: str, centre: str) -> CertificateClaims:
    return CertificateClaims(
        number="MO 000831",
        name=name,
        course=course,
        hours=72,
        start=date(2026, 10, 5),
        end=date(2026, 10, 20),
        issued=date(2026, 10, 21),
        centre=centre,
    )


LATIN = claims_of(
    "Gʻulomova Oʻgʻiloy Shuhratjon qizi",
    course="Raqamli savodxonlik va sunʼiy intellekt asoslari",
    centre="Namangan viloyati pedagogik mahorat markazi",
)
CYRILLIC = claims_of(
    "Тошпўлатова Феруза Эркиновна",
    course="Функционал сезувчанлик ҳамда кўргазмали методлар тўплами",
    centre="Зарафшон шаҳар методика кенгаши",
)
LONG = claims_of(
    "Абдураҳмонова-Мирзараҳимова Шаҳнозахон Муҳаммадёқубжоновна Абдулқизи",
    course="Мактабгача таълим ташкилотлари тарбиячиларининг инклюзив таълим компетенцияларини ривожлантириш",
    centre="Қорақалпоғистон Республикаси педагогик маҳорат маркази",
)
