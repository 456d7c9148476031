"""The programmes of the made-up centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.programmes.records import KindHours


@dataclass(frozen=True)
class MadeUpModule:
    title: str
    hours: int
    competences: str = ""
    is_elective: bool = False

    @property
    def by_kind(self) -> KindHours:
        """A third are lectures, in whole lessons; the rest are practicals."""
        lectures = self.hours // 6 * 2
        return KindHours(lecture=lectures, practical=self.hours - lectures)


@dataclass(frozen=True)
class MadeUpProgramme:
    """``weight`` is how often cohorts of it are held; ``positions`` are codes of the list of positions.

    The one that ends with a final work is held now alone: it is new.
    """

    code: str
    title: str
    hours: int
    staff_group: str
    subject_code: str | None
    mode_code: str
    positions: tuple[str, ...]
    weight: int
    modules: tuple[MadeUpModule, ...]
    has_final_work: bool = False


def _electives(*hours: int) -> tuple[MadeUpModule, ...]:
    titles = (
        ("Sunʼiy intellekt vositalaridan xavfsiz foydalanish", "B7 B6"),
        ("Inklyuziv taʼlim asoslari", "B10 B9"),
        ("Sinfni boshqarish va ota-onalar bilan ishlash", "B11 B12"),
        ("PISA va TIMSS topshiriqlari bilan ishlash", "B5 B4"),
    )
    return tuple(
        MadeUpModule(title, part, competences, is_elective=True)
        for (title, competences), part in zip(titles, hours, strict=True)
    )


def _subject(code: str, title: str, subject: str, *, hours: int, weight: int, position: str) -> MadeUpProgramme:
    """A subject teachers' course: half own subject, a quarter methods and assessment, a quarter elective."""
    quarter = hours // 4
    modules = (
        MadeUpModule("Fan mazmuni: yangi darsliklar va dasturlar", quarter * 2, "B13 B1"),
        MadeUpModule("Interfaol oʻqitish usullari", quarter // 2 + quarter % 2, "B2 B8"),
        MadeUpModule("Formativ va summativ baholash", quarter // 2, "B3 B4"),
        *_electives(quarter, quarter, quarter - 1 if quarter > 9 else quarter, quarter),
    )
    return MadeUpProgramme(code, title, hours, "PEDAGOG", subject, "AJR", (position,), weight, modules)


NEW_HOURS = 48
PROGRAMMES: Sequence[MadeUpProgramme] = (
    _subject("FIZ-72", "Fizika fanini oʻqitishning zamonaviy usullari", "FIZ", hours=72, weight=3, position="OQIT"),
    _subject("MAT-72", "Matematika oʻqituvchilarining kasbiy mahorati", "MAT", hours=72, weight=5, position="OQIT"),
    _subject("INGL-72", "Ingliz tili oʻqitish metodikasi", "ING", hours=72, weight=4, position="OQIT"),
    _subject("KIM-36", "Kimyo fanidan amaliy tajribalar", "KIM", hours=36, weight=2, position="OQIT"),
    _subject("BIO-36", "Biologiya fanini loyiha asosida oʻqitish", "BIO", hours=36, weight=2, position="OQIT"),
    _subject(
        "TARIX-36", "Tarix fanini tanqidiy fikrlash asosida oʻqitish", "TARIX", hours=36, weight=3, position="OQIT"
    ),
    _subject("INF-36", "Informatika: raqamli savodxonlik va dasturlash", "INF", hours=36, weight=3, position="OQIT"),
    _subject("BOSH-36", "Boshlangʻich taʼlimda savodxonlik", "BOSH", hours=36, weight=8, position="BOSH_OQ"),
    _subject("BOSH-144", "Boshlangʻich taʼlim pedagogikasi", "BOSH", hours=144, weight=2, position="BOSH_OQ"),
    MadeUpProgramme(
        "RAH-144",
        "Taʼlim muassasasini boshqarish",
        144,
        "RAHBAR",
        None,
        "QISM",
        ("DIR", "DIR_UO", "DIR_MM"),
        2,
        (
            MadeUpModule("Strategik rejalashtirish", 36, "B1"),
            MadeUpModule("Dars kuzatish va qayta aloqa", 36, "B14 B3"),
            MadeUpModule("Jamoa bilan ishlash", 36, "B12 B15"),
            MadeUpModule("Maktab ichki baholash tizimi", 36, "B4"),
        ),
    ),
    MadeUpProgramme(
        "PSIX-36",
        "Maktab psixologining kasbiy faoliyati",
        36,
        "MUTAXASSIS",
        None,
        "AJR",
        ("PSIX", "LOG"),
        2,
        (
            MadeUpModule("Psixologik diagnostika", 18, "B10 B11"),
            MadeUpModule("Zoʻriqishni boshqarish", 18, "B15"),
        ),
    ),
    MadeUpProgramme(
        "MTT-36",
        "Oʻyin orqali taʼlim: maktabgacha taʼlim pedagoglari uchun",
        36,
        "PEDAGOG",
        None,
        "AJR",
        ("TARBIYACHI",),
        4,
        (
            MadeUpModule("Bola shaxsiga yoʻnaltirilgan oʻquv dasturi", 18, "B9 B1"),
            MadeUpModule("Tarbiyalanuvchilar bilan muloqot", 12, "B11"),
            MadeUpModule("Ota-onalar va jamiyat faolligi", 6, "B12"),
        ),
    ),
    MadeUpProgramme(
        "LOY-48",
        "Boshlangʻich taʼlimda loyiha faoliyati",
        NEW_HOURS,
        "PEDAGOG",
        "BOSH",
        "AJR",
        ("BOSH_OQ",),
        0,
        (
            MadeUpModule("Loyihani tanlash va rejalashtirish", 18, "B1 B2"),
            MadeUpModule("Oʻquvchilar loyihasini kuzatish va baholash", 18, "B3 B4"),
            MadeUpModule("Malaka ishini tayyorlash", 12, "B14"),
        ),
        has_final_work=True,
    ),
)
