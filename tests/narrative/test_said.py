"""Numbers of a text in three ways of writing: bound where the words name plainly what is counted, else left alone."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.certificates import (
    Blank,
    BlankReceipt,
    BlankState,
    Certificate,
    CertificateBatch,
    CertificateSeries,
    SigningKey,
)
from db.models.cohorts import Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.inspection.model import Severity
from desktop_app.inspection.reading import document_of_text, read_document
from desktop_app.narrative.service import write_report
from desktop_app.narrative.typed import Standing, check_words
from tests.returns.year import fill_year

AGREES, DIFFERS, UNBOUND = Standing.AGREES, Standing.DIFFERS, Standing.UNBOUND
ISSUED = 5
RECEIVED, USED, SPOILED = 40, 5, 2


@pytest.fixture
def year(centre: Centre) -> Centre:
    """Seven finished, five in October; five certificates in the register, four of them of October."""
    fill_year(centre)
    centre.write(_give_papers)
    return centre


def _give_papers(unit: UnitOfWork) -> None:
    unit.session.add_all(
        (
            CertificateSeries(id=1, prefix="PM", year=2026, digits=6, next_number=ISSUED + 1),
            SigningKey(kid=b"k", year=2026, public_key=b"", private_key=b"", made_at=unit.now),
            BlankReceipt(
                id=1, letters="MO", first=1, last=RECEIVED, digits=6, received_on=date(2026, 9, 1), document="4"
            ),
        )
    )
    completed = unit.session.scalars(
        select(Enrolment).where(Enrolment.state == EnrolmentState.COMPLETED).order_by(Enrolment.finished_on)
    ).all()[1 : ISSUED + 1]
    unit.session.flush()
    for number, row in enumerate(completed, 1):
        unit.session.add(
            CertificateBatch(
                id=number, cohort_id=row.cohort_id, issued_on=row.finished_on, language="uz_Latn", words={}
            )
        )
        unit.session.flush()
        unit.session.add(
            Certificate(
                enrolment_id=row.id,
                series_id=1,
                batch_id=number,
                number=number,
                full_number=f"PM-2026-{number:06}",
                issued_on=row.finished_on,
                kid=b"k",
                code_text=str(number),
                holder="",
            )
        )
    gone = [BlankState.USED] * USED + [BlankState.SPOILED] * SPOILED
    for number in range(1, RECEIVED + 1):
        state = gone[number - 1] if number <= len(gone) else BlankState.LEFT
        day = date(2026, 10, 24) if number <= len(gone) else None
        unit.session.add(Blank(receipt_id=1, letters="MO", number=number, state=state, changed_on=day))


def told(centre: Centre, text: str) -> list[tuple[str, Standing, str]]:
    checked = centre.read(check_words, document=document_of_text(text), year=2026, month=10)
    return [(number.said, number.standing, number.true) for number in checked.numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Certificates and blanks.
        ("Oktabr oyida 3 ta sertifikat berildi.", [("3", DIFFERS, "4")]),
        ("Oktabr oyida 4 ta sertifikat berildi.", [("4", AGREES, "4")]),
        ("Yil boshidan jami 9 ta sertifikat berildi.", [("9", DIFFERS, "5")]),
        ("2026-yil oktabr oyida berilgan sertifikatlar soni 3 ta.", [("3", DIFFERS, "4")]),
        ("Yil boshidan 9 nafar tinglovchiga sertifikat berildi.", [("9", DIFFERS, "6")]),
        ("Октябрь ойида 3 нафар тингловчига сертификат берилди.", [("3", DIFFERS, "4")]),
        ("В октябре выдано 3 сертификата.", [("3", DIFFERS, "4")]),
        ("С начала года выдано сертификатов – 9.", [("9", DIFFERS, "5")]),
        ("С начала года сертификаты получили 9 слушателей.", [("9", DIFFERS, "6")]),
        ("Yil boshidan 3 ta blanka buzildi, 5 tasi ishlatildi.", [("3", DIFFERS, "2"), ("5", UNBOUND, "")]),
        ("Oktabr oyida 6 ta blanka ishlatildi.", [("6", DIFFERS, "5")]),
        ("С начала года получено 50 бланков.", [("50", DIFFERS, "40")]),
        ("Остаток бланков на 1 ноября – 33.", [("33", AGREES, "33")]),
        # People, in Russian and in Cyrillic as in Latin.
        ("С начала года вызвано 10 слушателей, прибыло 8, завершили курсы 6.",
         [("10", AGREES, "10"), ("8", AGREES, "8"), ("6", DIFFERS, "7")]),
        ("С начала года направлено на курсы 11 человек.", [("11", DIFFERS, "10")]),
        ("Обучено 20 педагогов при плане 26.", [("20", DIFFERS, "17"), ("26", AGREES, "26")]),
        ("Обучено 19 человек при плане 27 человек.", [("19", AGREES, "19"), ("27", AGREES, "27")]),
        ("По плану на 2026 год предусмотрено обучить 25 педагогов.", [("25", DIFFERS, "26")]),
        ("Обучено 2 руководителя.", [("2", DIFFERS, "1")]),
        ("С начала года справку получили 2 слушателя.", [("2", DIFFERS, "1")]),
        ("Йил бошидан курсларга 10 нафар чақирилди, 9 нафари келди, 7 нафари тамомлади.",
         [("10", AGREES, "10"), ("9", DIFFERS, "8"), ("7", AGREES, "7")]),
        ("Oktabr oyida 6 nafar tinglovchi keldi. 4 nafari kursni tamomladi.",
         [("6", AGREES, "6"), ("4", DIFFERS, "5")]),
        ("Kursni tamomlaganlar soni 5 nafar, sertifikat olganlar 4 nafar, oktabr oyida.",
         [("5", AGREES, "5"), ("4", AGREES, "4")]),
        # The verb is said once for several papers.
        ("Yil boshidan 9 nafar tinglovchiga sertifikat, 1 nafariga maʼlumotnoma berildi.",
         [("9", DIFFERS, "6"), ("1", AGREES, "1")]),
        ("Tamomlaganlardan 6 nafari sertifikat, 2 nafari maʼlumotnoma oldi.",
         [("6", AGREES, "6"), ("2", DIFFERS, "1")]),
        ("С начала года сертификаты получили 6 слушателей, справки – 3.",
         [("6", AGREES, "6"), ("3", DIFFERS, "1")]),
        ("Выдано сертификатов: 5, дубликатов: 0.", [("5", AGREES, "5"), ("0", AGREES, "0")]),
        ("Из окончивших с сертификатом: 6 человек, со справкой: 2 человека.",
         [("6", AGREES, "6"), ("2", UNBOUND, "")]),
        ("Yil boshidan kurslarga 9 nafar qabul qilindi, 2 nafari safdan chiqarildi.",
         [("9", DIFFERS, "8"), ("2", DIFFERS, "1")]),
        ("Обучено 17 педагогов. Это 65,4 % годового плана: план не выполнен.",
         [("17", AGREES, "17"), ("65,4%", AGREES, "65,4%")]),
        ("Годовой план центра: 13 человек.", [("13", AGREES, "13")]),
        ("Markazning yillik rejasi 14 nafar.", [("14", DIFFERS, "13")]),
        # How far the plan is fulfilled, with no number beside it.
        ("Процент выполнения плана с начала года составил 82,6 %.", [("82,6%", AGREES, "82,6%")]),
        ("Годовой план выполнен на 75 процентов.", [("75%", DIFFERS, "70,4%")]),
        ("Yillik reja 70,4 foizga bajarildi.", [("70,4%", AGREES, "70,4%")]),
        ("Yil boshidan reja 91,2 foizga bajarildi.", [("91,2%", DIFFERS, "70,4%")]),
    ],
)  # fmt: skip
def test_a_number_is_bound_by_its_words_in_every_way_of_writing(
    year: Centre, text: str, expected: list[tuple[str, Standing, str]]
) -> None:
    assert told(year, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Of another year, another month, another region.
        "2025-yilda 9 ta sertifikat berildi.",
        "Sentabr oyida 9 ta sertifikat berildi.",
        "В сентябре выдано 9 сертификатов.",
        "Samarqand viloyatida 12 nafar pedagog oʻqitildi.",
        "В Самаркандской области обучено 12 педагогов.",
        # Of a part that no figure here is of.
        "5-guruhda 9 ta sertifikat berildi.",
        "Matematika fanidan 9 nafar pedagog kursni tamomladi.",
        "Seminar yakunida 12 nafar pedagogga sertifikat berildi.",
        "3-sonli maktabdan 12 nafar pedagog oʻqitildi.",
        "Международный сертификат получили 12 учителей английского языка.",
        "Matematika oʻqituvchilaridan 12 nafari oʻqitildi.",
        "Запланировано 5 встреч с учителями.",
        "На курсы не явились 3 педагога.",
        "Kursga 18 nafar pedagog kelmadi, 12 nafari tamomlamagan.",
        "Из них женщин 12, сертификаты получили 9 женщин-педагогов.",
        # Of what nobody counts.
        "Konferensiyada 161 nafar rahbar ishtirok etdi, 9 ta mavzu oʻqildi.",
        "Kutubxonaga 120 ta kitob olindi.",
        "Vazirlik tomonidan 9 ta sertifikat berildi.",
        "Oʻqituvchilardan 17 nafari oʻqitildi. Bu yillik rejaning 65,4% qismini tashkil etadi: reja bajarilmagan (–9).",
        "Tashkilotlar 45 foiz rejani bajardi deb hisoblaydi, 12 ta xat yuborildi.",
    ],
)
def test_a_number_of_something_else_is_never_called_wrong(year: Centre, text: str) -> None:
    assert DIFFERS not in [standing for _said, standing, _true in told(year, text)]


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru"])
@pytest.mark.parametrize("month", [10, None])
def test_a_report_that_the_program_wrote_agrees_with_itself(
    year: Centre, tmp_path: Path, language: str, month: int | None
) -> None:
    made = write_report(year, year=2026, month=month, out=tmp_path / "h.docx", written_in=language)
    checked = year.read(check_words, document=read_document(made.file), year=2026, month=made.content.month)
    assert [number for number in checked.numbers if number.standing is DIFFERS] == []
    assert sum(number.standing is AGREES for number in checked.numbers) >= len(checked.numbers) // 2
    assert [finding for finding in checked.findings if finding.severity is Severity.ERROR] == []


def test_a_figure_of_the_month_is_named_as_such(year: Centre) -> None:
    document = document_of_text("Oktabr oyida 3 ta sertifikat berildi.")
    (number,) = year.read(check_words, document=document, year=2026, month=10).numbers
    assert (number.what, number.asked and number.asked.span) == ("Sertifikatlar berilgan · Hisobot oyi", "month")


def test_a_number_is_quoted_as_it_was_typed(year: Centre) -> None:
    document = document_of_text("Йил бошидан курсларга 9 нафар ўқитувчи чақирилди.")
    (number,) = year.read(check_words, document=document, year=2026, month=10).numbers
    assert number.around == "Йил бошидан курсларга 9 нафар ўқитувчи чақирилди."
