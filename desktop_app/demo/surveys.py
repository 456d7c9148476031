"""Made-up rounds and answer sheets of the needs survey."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from db.models.surveys import SurveyChannel, SurveyPhase
from db.unit_of_work import UnitOfWork
from desktop_app.programmes.records import ModuleRecord
from desktop_app.questionnaires.built_in import built_in_for
from desktop_app.questionnaires.layout import Value, layout_of, pack
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Source, cell_code
from desktop_app.surveys.rounds import list_options, with_options
from desktop_app.surveys.shelf import newest_in_use

OPEN_ANSWERS = (
    "Sinfda bolalar soni koʻp, har biriga yetib boʻlmayapti",
    "Internet sekin, raqamli darslarni oʻtkazish qiyin",
    "Hujjat va hisobotlar koʻp vaqt oladi",
    "Ota-onalar bilan ishlash qiyin boʻlyapti",
    "Alohida ehtiyojli oʻquvchi bilan qanday ishlashni bilmayman",
    "PISA topshiriqlarini tuzishda qiynalaman",
    "Дарсликлар етишмайди, электрон шакли ҳам йўқ",
)
_CHANNELS = (SurveyChannel.SCREEN, SurveyChannel.SCREEN, SurveyChannel.PAPER)
ANSWERED, WROTE, CHANGE = 0.93, 0.3, 0.8


class MadeUpSurveys:
    """The more a competence is needed at this centre, the lower the level that people give themselves in it."""

    def __init__(self, rng: Random, unit: UnitOfWork) -> None:
        self._rng = rng
        self._unit = unit
        self._by_code: dict[str, tuple[int, Questionnaire]] = {}
        self._lists: dict[str, list[dict[str, Any]]] = {}
        self._needs: dict[str, float] = {}

    def round(self, staff_group: str, modules: Sequence[ModuleRecord], phase: SurveyPhase) -> dict[str, Any]:
        """A row of a round, without its cohort and its moment."""
        id_, asked = self._questionnaire(staff_group)
        offered = [module for module in modules if module.is_elective] or modules
        wished = [{"code": str(module.id), "text": {"uz": module.title}} for module in offered]
        options = {each.value: self._list(each) for each in {item.source for item in asked.items if item.source}}
        if Source.MODULES in options:
            options[Source.MODULES] = wished
        return {"questionnaire_id": id_, "title": "", "phase": phase, "options": options, "printed": 0}

    def sheet(self, staff_group: str, options: Mapping[str, Any], phase: SurveyPhase) -> tuple[bytes, dict[str, str]]:
        """The packed answers of one person, and what they wrote."""
        _id, stored = self._questionnaire(staff_group)
        asked = with_options(stored, options)
        answers: dict[str, Value] = {}
        written: dict[str, str] = {}
        for item in asked.items:
            if item.kind is ItemKind.TEXT:
                if self._rng.random() < WROTE:
                    written[item.code] = self._rng.choice(OPEN_ANSWERS)
            elif self._rng.random() < ANSWERED:
                answers |= self._answers(item, phase)
        return pack(layout_of(asked), answers), written

    def channel(self) -> SurveyChannel:
        return self._rng.choice(_CHANNELS)

    def _answers(self, item: Item, phase: SurveyPhase) -> Iterator[tuple[str, Value]]:
        match item.kind:
            case ItemKind.MATRIX if item.is_competences:
                for row in item.rows:
                    need = self._needs.setdefault(row.code, self._rng.random())
                    learned = CHANGE if phase is SurveyPhase.AFTER else 0.0
                    yield cell_code(row.code, item.scales[0].code), self._mark(3.4 + need)
                    yield cell_code(row.code, item.scales[1].code), self._mark(3.8 - 1.6 * need + learned)
            case ItemKind.RATING:
                yield item.code, self._mark(2.4)
            case ItemKind.ONE if item.options:
                yield item.code, self._rng.choice(item.options).code
            case ItemKind.SEVERAL | ItemKind.RANK if item.options:
                codes = [option.code for option in item.options]
                least, most = int(item.least or 1), min(item.places, len(codes), 3)
                chosen = self._rng.sample(codes, k=max(least, self._rng.randint(1, most)))
                yield item.code, tuple(chosen)

    def _mark(self, middle: float) -> int:
        return min(5, max(1, round(self._rng.gauss(middle, 0.9))))

    def _questionnaire(self, staff_group: str) -> tuple[int, Questionnaire]:
        code = built_in_for(staff_group)
        if code not in self._by_code:
            row = newest_in_use(self._unit, code=code)
            self._by_code[code] = (row.id, row.questionnaire)
        return self._by_code[code]

    def _list(self, source: Source) -> list[dict[str, Any]]:
        if source is Source.MODULES:
            return []
        if source not in self._lists:
            self._lists[source] = list_options(self._unit, source)
        return self._lists[source]
