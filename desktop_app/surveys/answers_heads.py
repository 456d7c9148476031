"""What the columns of a table of answers are for, told by their heads: codes, or texts in any language and script."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key
from desktop_app.questionnaires.layout import other_code
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Texts, cell_code
from desktop_app.surveys.answers_records import Slot, SlotKind

_TAG = re.compile(r"<[^<>]*>")
# A question that was copied with its number before it.
_NUMBERED = re.compile(r"^\W*\w{1,4}[.)]\s+(?=\S)")
# What different programs put between the parts of a name, the groups that a question stands in first.
_PARTS = re.compile(r"[/:]|(?<=\w)-(?=\w)|\.(?=\w)")
_SEPARATORS = ("/", ".", "_", "-", ":")
_PLACE_WORDS = ("{n}", "{n}-oʻrin", "{n}-tanlov", "{n}-место", "{n}-й выбор", "place {n}", "{ordinal} choice")
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}
_OTHER_WORDS = ("other", "boshqa", "другое", "specify", "text", "matn")

# The columns of Kobo, ODK, Google Forms and of our own workbook that are about the sheet, the best witness first.
# Somebody who edits a row in Kobo gives it another _uuid and instanceID, and the same _id; ODK keeps the KEY.
_KEYS = ("_id", "key", "__id", "_uuid", "meta/instanceid", "instanceid")
_MOMENTS = (
    *("_submission_time", "submissiondate", "vaqt tamgʻasi", "вақт тамғаси", "отметка времени", "timestamp"),
    *("end", "today", "start"),
)
_SLIPS = ("slip_number", "varaq raqami", "varaq №", "номер листа", "sheet number")
_PEOPLE = (
    *("(person)", "f.i.sh.", "f.i.sh", "fish", "f.i.o.", "fio", "familiya, ism, sharif", "familiya ism sharif"),
    *("toʻliq ismi", "ф.и.о.", "фио", "ф.и.ш.", "full name"),
)
_NOTHING = frozenset(
    {
        *("deviceid", "subscriberid", "simid", "simserial", "phonenumber", "username", "email", "audit", "score"),
        *("formhub/uuid", "meta/instancename", "instancename", "meta/rootuuid", "meta/deprecatedid", "№", "t/r"),
        *("email address", "elektron pochta manzili", "адрес электронной почты", "ball", "баллы", "tr", "no.", "n"),
        *("submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status", "reviewstate"),
        *("edits", "formversion", "index", "parent_index"),
    }
)
_ABOUT_SHEET = {
    **{head: (SlotKind.KEY, rank) for rank, head in enumerate(_KEYS)},
    **{head: (SlotKind.MOMENT, rank) for rank, head in enumerate(_MOMENTS)},
    **{head: (SlotKind.SLIP, rank) for rank, head in enumerate(_SLIPS)},
    **{head: (SlotKind.PERSON, rank) for rank, head in enumerate(_PEOPLE)},
    **dict.fromkeys(_NOTHING, (SlotKind.NOTHING, 0)),
}


class Heads:
    """The heads that a questionnaire's answers may stand under."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._by_code: dict[str, Slot] = {}
        self._by_text: defaultdict[str, list[Slot]] = defaultdict(list)
        self._questions = {tidy(text).casefold() for item in questionnaire.items for text in all_texts(item.text)}
        for item in questionnaire.items:
            for code, slot in _codes(item):
                self._by_code.setdefault(code.casefold(), slot)
        for item in questionnaire.items:
            for text, slot in _texts(item):
                key = folded(text)
                if key and slot not in self._by_text[key]:
                    self._by_text[key].append(slot)

    def slots(self, heads: Sequence[str]) -> list[Slot | None]:
        """What each head is for; of two columns for one answer the first. "" is no head."""
        found = [self._candidates(head) for head in heads]
        times = Counter(candidates for candidates in found if len(candidates) > 1)
        met: Counter[tuple[Slot, ...]] = Counter()
        slots: list[Slot | None] = []
        for candidates in found:
            slot = candidates[0] if len(candidates) == 1 else None
            # Equal heads of several questions stand in the order of the questions, if all of them are there.
            if times.get(candidates) == len(candidates):
                slot = candidates[met[candidates]]
                met[candidates] += 1
            slots.append(None if slot in slots and slot is not None and slot.kind.is_answer else slot)
        return [slot or about for slot, about in zip(slots, _about_sheet(heads, slots), strict=True)]

    def named(self, name: str) -> Slot | None:
        """The slot of a code, for a person's own mapping."""
        return self._by_code.get(name.strip().casefold())

    def _candidates(self, head: str) -> tuple[Slot, ...]:
        """Those of the longest part of the head that says anything: groups may stand before a name."""
        written = tidy(_TAG.sub(" ", head))
        if not written or self._is_about_sheet(written):
            return ()
        endings = [written, *(written[part.end() :].strip() for part in _PARTS.finditer(written))]
        for ending in endings:
            if ending.casefold() in self._by_code:
                return (self._by_code[ending.casefold()],)
        for ending in (*endings, _NUMBERED.sub("", written)):
            slots = self._by_text.get(folded(ending))
            if slots:
                return tuple(slots)
        return ()

    def _is_about_sheet(self, head: str) -> bool:
        """A question may be called as a column of another program."""
        is_asked = head.casefold() in self._by_code or head.casefold() in self._questions
        return not is_asked and _about(head) is not None


def folded(text: str) -> str:
    """A text in one script and one spelling; signs alone as they are."""
    plain = tidy(_TAG.sub(" ", text))
    return search_key(plain) or plain


def all_texts(texts: Texts) -> list[str]:
    return [text for text in dict.fromkeys(texts.values()) if text]


def _about_sheet(heads: Sequence[str], taken: Sequence[Slot | None]) -> list[Slot | None]:
    """The columns that are about the sheet itself; of several witnesses of one thing only the best is heard."""
    found = [_about(head) if slot is None else None for head, slot in zip(heads, taken, strict=True)]
    best = {
        kind: min(each[1] for each in found if each is not None and each[0] is kind)
        for kind in {each[0] for each in found if each is not None}
    }
    return [None if each is None else Slot(each[0] if each[1] == best[each[0]] else SlotKind.NOTHING) for each in found]


def _about(head: str) -> tuple[SlotKind, int] | None:
    written = tidy(head).casefold()
    known = _ABOUT_SHEET.get(written) or _ABOUT_SHEET.get(written.rpartition("/")[2])
    if known is None and written.startswith("_"):
        return SlotKind.NOTHING, 0
    return known


def _codes(item: Item) -> Iterator[tuple[str, Slot]]:
    """The names of the columns of an item, as our own workbook and other programs write them."""
    if item.kind is ItemKind.MATRIX:
        for row, scale in product(item.rows, item.scales):
            slot = Slot(SlotKind.ANSWER, item.code, cell_code(row.code, scale.code))
            names = (row.code,) if len(item.scales) == 1 else ()
            for name in (*names, *_joined(row.code, scale.code), *_joined(item.code, row.code, scale.code)):
                yield name, slot
        return
    yield item.code, _slot(item)
    if item.other:
        slot = Slot(SlotKind.WORDS, item.code, other_code(item), item.other)
        yield other_code(item), slot
        for ending in dict.fromkeys((item.other, "other")):
            yield f"{item.code}_{ending}", slot
    if item.kind in (ItemKind.SEVERAL, ItemKind.RANK):
        for option in item.options:
            slot = Slot(SlotKind.TICK, item.code, item.code, option.code)
            yield from ((name, slot) for name in _joined(item.code, option.code))
        for place in range(1, item.places + 1):
            slot = Slot(SlotKind.PLACE, item.code, item.code, place=place)
            yield from ((name, slot) for name in _joined(item.code, str(place)))


def _texts(item: Item) -> Iterator[tuple[str, Slot]]:
    """The questions as people read them, with the row, the option or the place behind them."""
    questions = [item.code, *all_texts(item.text)]
    if item.kind is ItemKind.MATRIX:
        yield from _matrix_texts(item, questions)
        return
    yield from ((question, _slot(item)) for question in questions)
    if item.other:
        slot = Slot(SlotKind.WORDS, item.code, other_code(item), item.other)
        yield from ((f"{question} {word}", slot) for question, word in product(questions, _OTHER_WORDS))
    if item.kind in (ItemKind.SEVERAL, ItemKind.RANK):
        for option in item.options:
            slot = Slot(SlotKind.TICK, item.code, item.code, option.code)
            words = [option.code, *all_texts(option.text)]
            yield from ((f"{question} {word}", slot) for question, word in product(questions, words))
        for place in range(1, item.places + 1):
            slot = Slot(SlotKind.PLACE, item.code, item.code, place=place)
            words = [word.format(n=place, ordinal=_ORDINALS.get(place, f"{place}th")) for word in _PLACE_WORDS]
            yield from ((f"{question} {word}", slot) for question, word in product(questions, words))


def _matrix_texts(item: Item, questions: list[str]) -> Iterator[tuple[str, Slot]]:
    for row, scale in product(item.rows, item.scales):
        slot = Slot(SlotKind.ANSWER, item.code, cell_code(row.code, scale.code))
        rows, scales = [row.code, *all_texts(row.text)], [scale.code, *all_texts(scale.text)]
        yield from ((text, slot) for text in rows)
        for question, words in product(("", *questions), rows):
            # Of one scale only the rows need to be told apart.
            if len(item.scales) == 1:
                yield f"{question} {words}", slot
            for said in scales:
                yield f"{question} {words} {said}", slot
                yield f"{question} {said} {words}", slot


def _slot(item: Item) -> Slot:
    return Slot(SlotKind.ANSWER if item.kind.is_asked else SlotKind.NOTHING, item.code, item.code)


def _joined(*parts: str) -> list[str]:
    return [separator.join(parts) for separator in _SEPARATORS]
