"""What a certificate claims, as the few bytes that are signed.

The claims are a CBOR map with small whole numbers as keys, dates as days since 1970. One byte before it
tells how the rest is written: 0 as it is, 1 raw deflate primed with ``DICTIONARY_1``. A dictionary is never
changed once certificates have been issued with it; a better one would get the next number.
"""

import zlib
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta

import cbor2

MOST_BYTES = 4096  # of claims; whoever makes codes that unfold to more means harm

_PLAIN, _DEFLATED_1 = 0, 1
_FIRST_DAY = date(1970, 1, 1)

# The commonest pieces last: deflate reaches the near end of its dictionary with the shortest codes.
DICTIONARY_1 = (
    "йўналиши бўйича педагог кадрларни қайта тайёрлаш мактабгача таълим ташкилоти бошланғич синф "
    "ўқитувчилари инглиз тили рус тили она тили ва адабиёт математика физика кимё биология тарих "
    "информатика мусиқа замонавий ахборот технологиялари рақамли саводхонлик асослари инклюзив таълим "
    "методикаси фани ўқитувчиси повышение квалификации педагогических работников центр педагогического "
    "мастерства области Тошкент шаҳри вилояти Андижон Бухоро Жиззах Қашқадарё Навоий Наманган Самарқанд "
    "Сирдарё Сурхондарё Фарғона Хоразм Қорақалпоғистон Республикаси педагогик маҳорат маркази вилояти "
    "педагогик маҳорат маркази ова Абду Муҳаммад Дилноза Шаҳноза Гулнора Зулфия Нилуфар Мирзо Раҳим Карим "
    "Ўктам Ғайрат жон бек хон нур ович овна евич евна ов ев ева ўғли қизи yoʻnalishi boʻyicha pedagog "
    "kadrlarni qayta tayyorlash maktabgacha taʼlim tashkiloti boshlangʻich sinf oʻqituvchilari ingliz "
    "tili rus tili ona tili va adabiyot matematika fizika kimyo biologiya tarix informatika musiqa "
    "zamonaviy axborot texnologiyalari raqamli savodxonlik asoslari inklyuziv taʼlim metodikasi fani "
    "oʻqituvchisi Toshkent shahri viloyati Andijon Buxoro Jizzax Qashqadaryo Navoiy Namangan Samarqand "
    "Sirdaryo Surxondaryo Fargʻona Xorazm Qoraqalpogʻiston Respublikasi pedagogik mahorat markazi "
    "viloyati pedagogik mahorat markazi Abdu Muhammad Dilnoza Shahnoza Gulnora Zulfiya Nilufar Mirzo "
    "Rahim Karim Oʻktam Gʻayrat jon bek xon nur ovich ovna evich evna ova eva ov ev oʻgʻli qizi"
).encode()


@dataclass(frozen=True, slots=True)
class CertificateClaims:
    """What the centre vouches for. The order of the fields is the order of the keys, from 1."""

    number: str
    name: str
    course: str
    hours: int
    start: date
    end: date
    issued: date
    centre: str


def packed(claims: CertificateClaims) -> bytes:
    """The claims in the shorter of the two ways; the same claims give the same bytes.

    The bytes depend on the zlib at hand, which is why they, not the claims, are what gets signed.
    """
    values = (_days(value) if isinstance(value, date) else value for value in astuple(claims))
    plain = cbor2.dumps(dict(enumerate(values, start=1)), canonical=True)
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARY_1)
    deflated = press.compress(plain) + press.flush()
    if len(deflated) < len(plain):
        return bytes((_DEFLATED_1,)) + deflated
    return bytes((_PLAIN,)) + plain


def unpacked(raw: bytes) -> CertificateClaims:
    """The claims again; raises ``ValueError`` for bytes that are no claims."""
    match raw[:1]:
        case b"\x00":
            plain = raw[1:]
        case b"\x01":
            plain = _inflated(raw[1:])
        case _:
            raise ValueError("claims written in a way this version does not know")
    try:
        content = cbor2.loads(plain)
    except cbor2.CBORDecodeError as error:
        raise ValueError("the claims are no CBOR") from error
    return _claims(content)


def _claims(content: object) -> CertificateClaims:
    if not isinstance(content, dict) or len(content) != len(fields(CertificateClaims)):
        raise ValueError("the claims are not the expected map")
    match content:
        case {
            1: str(number),
            2: str(name),
            3: str(course),
            4: int(hours),
            5: int(start),
            6: int(end),
            7: int(issued),
            8: str(centre),
        }:
            return CertificateClaims(number, name, course, hours, _day(start), _day(end), _day(issued), centre)
        case _:
            raise ValueError("a claim is missing or of the wrong kind")


def _inflated(raw: bytes) -> bytes:
    unpress = zlib.decompressobj(-zlib.MAX_WBITS, DICTIONARY_1)
    try:
        plain = unpress.decompress(raw, MOST_BYTES)
    except zlib.error as error:
        raise ValueError("the claims cannot be unfolded") from error
    if not unpress.eof or unpress.unused_data:
        raise ValueError("the claims are too long, torn off, or followed by something else")
    return plain


def _days(day: date) -> int:
    return (day - _FIRST_DAY).days


def _day(days: int) -> date:
    try:
        return _FIRST_DAY + timedelta(days=days)
    except OverflowError as error:
        raise ValueError("a date that no calendar has") from error
