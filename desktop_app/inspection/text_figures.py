"""The figures of a text against each other: sums, percentages and their base, a bad part under a good total, copies."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from desktop_app.i18n import N_
from desktop_app.inspection.figures import Mention, Unit
from desktop_app.inspection.model import Finding, error, shown, warning
from desktop_app.inspection.prose import Passage, Sentence
from desktop_app.inspection.shares import (
    COPY_LEAST,
    GOOD_HIGH,
    GOOD_LOW,
    OUTLIER_HIGH,
    OUTLIER_LOW,
    agrees,
    base_text,
    share_text,
)

# How far back the base of a percentage may stand, within one section.
_SENTENCES_BACK = 5
# "Jami" stands so near to its number.
_WORDS_BEFORE = 60
# Parts of another whole add up to this near to a total only by a mistake.
_NEAR_SHARE_OF_TOTAL = 0.25
_NEAR_OF_WHICH = 0.02

_PLANNED = re.compile(r"\b(?:reja|belgilan|kvota|plan|zaplan|normativ)", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:oqitil|oqitdi|tashkil etildi|bajaril|qamrab olindi|tamomla|otkazildi|obuchen|provede)", re.IGNORECASE
)
_OF_WHICH = re.compile(r"\b(?:shundan|shulardan|ulardan|shu jumladan|jumladan|iz nix|v tom chisle)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\W*(?:shundan|shulardan|ulardan|ularning|shularning|iz nix|iz kotorix)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:jami|hammasi bolib|umumiy|itogo|vsego)\b[^\d,;:(]{0,25}$", re.IGNORECASE)
_SHARE_BETWEEN = re.compile(
    r"[^\d(]{0,25}\(\D{0,12}|(?:\s\w+){0,4},?\s(?:yoki|yani|ili)\s"
    r"|(?:\s\w+){0,4},?\s(?:bu\s(?:esa\s)?|chto\s|eto\s)(?:reja\w*\s)?(?:nisbatan\s)?(?:\w+\s){0,2}",
    re.IGNORECASE,
)
# "240 nafarga yoki 8,0 foizga koʻp": how much it grew is no part of what is counted here.
_GROWN = re.compile(
    r"\b(?:otgan|oldingi|avvalgi)\s+(?:oquv\s+)?(?:yil|oy|davr|chorak)\w*"
    r"|\bnisbatan\b(?<!reja nisbatan)(?<!rejaga nisbatan)"
    r"|\bsravneni\w*|\b(?:koproq|kamroq|ziyod|ortiq|oshdi|oshgan|osdi|osgan|kamaydi|kamaygan|bolshe|menshe)\b"
    r"|\b(?:vyros|snizi|uvelichi|umenshi|prirost)\w*|foizga (?:kop|kam|yuqori|past)\b",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"^(?:\w+)?(?:\s\w+){0,4}?\w*dan\b", re.IGNORECASE)


def check_sums(sentence: Sentence) -> Iterator[Finding]:
    """SUM: a total is what the parts named beside it add up to."""
    for total, parts in _totals(sentence):
        said, true = total.value, sum(part.value for part in parts)
        of_its_unit = [part.value for part in parts if part.unit is total.unit]
        is_right = len(of_its_unit) > 1 and sum(of_its_unit) == said
        if abs(said - true) > _slack([total, *parts]) and not is_right:
            yield error(
                "SUM",
                sentence.place(total.start),
                total.figure.text,
                shown(true),
                N_("The total is stated as {said}, but the parts add up to {true} ({parts}); the difference is {off}."),
                parts=" + ".join(part.figure.text for part in parts),
                off=shown(abs(said - true)),
            )


def check_shares(passages: Sequence[Passage]) -> Iterator[Finding]:
    """PCT and ROUND: each percentage is that of the number before it and of a base that the text names."""
    before: list[Sentence] = []
    for sentence in (sentence for passage in passages for sentence in passage.sentences):
        near = [one for one in before[-_SENTENCES_BACK:] if one.section == sentence.section]
        shares = list(_shares(sentence))
        sums = {total.start: sum(part.value for part in parts) for total, parts in _totals(sentence)} if shares else {}
        for counted, percent in shares:
            yield from _check_share(sentence, counted, percent, near, sums.get(counted.start, counted.value))
        before.append(sentence)


def check_outliers(sentence: Sentence) -> Iterator[Finding]:
    """OUTLIER: a part far from its plan under a total that looks good."""
    totals = {total.start for total, _parts in _totals(sentence)}
    shares = list(_shares(sentence))
    good = [share for counted, share in shares if counted.start in totals and GOOD_LOW <= share.value <= GOOD_HIGH]
    for counted, share in shares:
        if good and counted.start not in totals and not OUTLIER_LOW <= share.value <= OUTLIER_HIGH:
            yield warning(
                "OUTLIER",
                sentence.place(share.start),
                share.figure.text,
                "",
                N_("{counted} is {said} of its plan, while the total of {total} looks good. Explain it."),
                counted=counted.figure.text,
                total=good[0].figure.text,
            )


def check_copies(passages: Sequence[Passage]) -> Iterator[Finding]:
    """COPY: several numbers of a plan come back to the unit as what was done."""
    planned: list[Sentence] = []
    for sentence in (sentence for passage in passages for sentence in passage.sentences):
        if _DONE.search(sentence.text) and not _PLANNED.search(sentence.text):
            for plan in planned:
                wanted = {mention.value for mention in _large(plan)}
                same = [mention for mention in _large(sentence) if mention.value in wanted]
                if len({mention.value for mention in same}) > 1:
                    said = "; ".join(mention.figure.text for mention in same)
                    yield warning(
                        "COPY",
                        sentence.place(same[0].start),
                        said,
                        "",
                        N_("{said}: what was done equals the plan ({place}) to the unit. Was it counted?"),
                        place=plan.place(),
                    )
                    break
        if _PLANNED.search(sentence.text):
            planned.append(sentence)


def _totals(sentence: Sentence) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each stated total of a sentence with the parts that it is to be the sum of."""
    counts = [mention for mention in sentence.mentions if mention.is_count]
    for at, total in enumerate(counts):
        gap = sentence.text[max(total.start - _WORDS_BEFORE, 0) : total.start]
        if not _TOTAL.search(gap):
            continue
        parts = [part for part in counts[:at] if _is_alike(part, total)]
        named = re.search(r"\b(?:yani|shunday qilib|hammasi bolib)\b[^\d]{0,30}$", gap, re.IGNORECASE)
        if len(parts) > 1 and (named or _is_near(total, parts, _NEAR_SHARE_OF_TOTAL)) and not _has_whole(parts, total):
            yield total, parts
    yield from _of_which(sentence, counts)


def _of_which(sentence: Sentence, counts: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """A whole, and "of which" parts: they need not be all, unless they come very near to it."""
    for found in _OF_WHICH.finditer(sentence.text):
        wholes = [count for count in counts if count.end <= found.start()]
        after = [count for count in counts if count.start >= found.end() and wholes and _is_alike(count, wholes[-1])]
        parts = _without_parts_of_parts(after)
        if len(parts) > 1 and _is_near(wholes[-1], parts, _NEAR_OF_WHICH):
            yield wholes[-1], parts


def _shares(sentence: Sentence) -> Iterator[tuple[Mention, Mention]]:
    """A count and its percentage: in brackets after it, or after "or"."""
    if _GROWN.search(sentence.text):
        return
    for counted, percent in zip(sentence.mentions, sentence.mentions[1:], strict=False):
        between = sentence.text[counted.end : percent.start]
        if counted.is_count and percent.unit is Unit.PERCENT and _SHARE_BETWEEN.fullmatch(between):
            yield counted, percent


def _check_share(
    sentence: Sentence, counted: Mention, percent: Mention, near: Sequence[Sentence], true_count: float
) -> Iterator[Finding]:
    """``true_count`` is what the counted is by its parts, where it is a total."""
    own = [mention for mention in sentence.mentions if mention.start != counted.start and mention.is_count]
    earlier = [mention for one in near for mention in one.mentions if mention.is_count]
    bases = [mention for mention in (*earlier, *own) if _is_alike(mention, counted) and mention.value > 0]
    fitting = [base for base in bases if agrees(percent.figure, counted.value, base.value)]
    place = sentence.place(percent.start)
    if fitting:
        yield from _check_rounding(place, percent, true_count, fitting[0])
        return
    base = (
        _named_base(sentence, counted, near)
        or _base_of_others(sentence, counted, bases)
        or _whole_before(sentence, counted, near)
    )
    if base is not None:
        yield error(
            "PCT",
            place,
            percent.figure.text,
            share_text(true_count, base.value),
            N_("{said} is stated, but {counted} of {base} is {true}. It would be {said} only of {fitting}."),
            counted=shown(true_count),
            base=base.figure.text,
            fitting=base_text(percent.figure, counted.value),
        )


def _check_rounding(place: str, percent: Mention, counted: float, base: Mention) -> Iterator[Finding]:
    if percent.value >= 100 and counted < base.value:
        yield error(
            "ROUND",
            place,
            percent.figure.text,
            share_text(counted, base.value),
            N_("{said} is stated, but the plan is not met: {counted} of {base} is {true}."),
            counted=shown(counted),
            base=base.figure.text,
        )


def _named_base(sentence: Sentence, counted: Mention, near: Sequence[Sentence]) -> Mention | None:
    """The one number that the text itself calls the plan or the whole; None where there are several or none."""
    earlier = [mention for mention in sentence.mentions if mention.end <= counted.start and _is_alike(mention, counted)]
    wholes = [mention for mention in earlier if _is_whole(sentence.text, mention, counted)]
    if wholes:
        return wholes[-1]
    if earlier and _PLANNED.search(sentence.text[: counted.start]):
        return earlier[0] if len(earlier) == 1 else None
    for one in reversed(near):
        planned = [mention for mention in one.mentions if _is_alike(mention, counted)]
        if planned and _PLANNED.search(one.text):
            whole = planned[0]
            is_split = len(planned) > 1
            return None if is_split and not any(total is whole for total, _parts in _totals(one)) else whole
    return None


def _base_of_others(sentence: Sentence, counted: Mention, bases: Sequence[Mention]) -> Mention | None:
    """The number that the other percentages of the sentence are of, where it begins with "of which"."""
    if not _OF_WHICH.match(sentence.text):
        return None
    others = [(count, percent) for count, percent in _shares(sentence) if count.start != counted.start]
    fitting = [
        base
        for base in bases
        if base.value > counted.value
        and others
        and all(
            base.value > count.value and agrees(percent.figure, count.value, base.value) for count, percent in others
        )
    ]
    return fitting[-1] if len({base.value for base in fitting}) == 1 else None


def _whole_before(sentence: Sentence, counted: Mention, near: Sequence[Sentence]) -> Mention | None:
    """The one number of people of the sentence before, where this one begins with "of them"."""
    if not near or not _OF_THEM.match(sentence.text):
        return None
    people = [mention for mention in near[-1].mentions if mention.unit is Unit.PEOPLE]
    return people[0] if len(people) == 1 and people[0].value > counted.value else None


def _is_whole(text: str, whole: Mention, counted: Mention) -> bool:
    """Whether the text says that the second is counted among the first: "…, shundan …", "… nafardan …"."""
    if _OF_WHICH.search(text[whole.end : counted.start]):
        return True
    return whole.value > counted.value and _ALL_OF.match(text[whole.end : counted.start].lstrip()) is not None


def _is_alike(first: Mention, second: Mention) -> bool:
    """Whether both may count the same: a number without a word counts whatever its neighbours do."""
    return first.is_count and (first.unit is second.unit or Unit.NONE in (first.unit, second.unit))


def _is_near(total: Mention, parts: Sequence[Mention], share: float) -> bool:
    return abs(total.value - sum(part.value for part in parts)) <= share * total.value


def _has_whole(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether one of the parts is already the sum of others, so that nobody can tell what the total is of."""
    values = {part.value for part in parts}
    return total.value in values or any(first + second in values for first, second in combinations(values, 2))


def _large(sentence: Sentence) -> list[Mention]:
    return [mention for mention in sentence.mentions if mention.is_count and mention.value >= COPY_LEAST]


def _slack(mentions: Sequence[Mention]) -> float:
    """By how much numbers given in thousands may miss each other."""
    return 1e-6 + sum(0.5 * 10.0**-mention.figure.decimals for mention in mentions if mention.figure.decimals)


def _without_parts_of_parts(parts: list[Mention]) -> list[Mention]:
    """Of 337 people 167 finished, 148 with a certificate and 19 with a statement: these are parts of the 167."""
    for place, part in enumerate(parts):
        rest = parts[place + 1 :]
        if len(rest) > 1 and sum(each.value for each in rest) == part.value:
            return parts[: place + 1]
    return parts
