"""What words say of a number: what it counts, of whom, over which days. Russian comes transliterated, in bare Latin."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from desktop_app.inspection.figures import Unit


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# "Sertifikat berildi" and "выдано 9 сертификатов": the number may stand between the two words.
_BETWEEN = r"[^,;.:]{0,40}"
_CERTIFICATE, _STATEMENT, _BLANK = r"\bsertifikat\w*", r"\b(?:malumotnoma|spravk)\w*", r"\bblank\w*"
_GIVEN = r"(?:ber(?:il|gan)\w*|ol(?:di|gan|ishdi)\w*|poluch\w+|vidan\w*|vruchen\w*)"
_GIVEN_BEFORE = r"\b(?:poluchil\w*|vidan\w*|vruchen\w*|berilgan|olgan)\b"


def _given(paper: str) -> str:
    return rf"{paper}\b{_BETWEEN}\b{_GIVEN}|{_GIVEN_BEFORE}{_BETWEEN}{paper}|\bs[o]?\s{paper[2:]}\b|{paper}\sbilan\b"


def _gone(*words: str) -> re.Pattern[str]:
    told = "|".join(words)
    return _words(rf"{_BLANK}\b{_BETWEEN}\b(?:{told})|\b(?:{told})\w*{_BETWEEN}{_BLANK}")


OF_PEOPLE: Mapping[str, re.Pattern[str]] = {
    "plan_year": _words(r"\breja|\bbelgilan|\bkvota|\bzaplanir|\bplan|\bpredusmotren"),
    "certificate": _words(_given(_CERTIFICATE)),
    "statement": _words(_given(_STATEMENT)),
    "called": _words(r"\bchaqiril|\bvizvan|\bnapravlen[oaiy]?\b|\bkurs\w* (?:yuboril|jonatil|yollan)"),
    "came": _words(r"\bkurs(?:lar)?ga keld|\bkel(?:di|gan(?:lar\w*)?)\b|\bpribil|\byavilis"),
    "admitted": _words(rf"\bkurs\w*\b{_BETWEEN}\bqabul qilin|\bzachislen[oaiy]?\b"),
    "expelled": _words(r"\bsafdan chiqar|\botchislen[oaiy]?\b"),
    "studying": _words(r"\boqimoqda|\boqiyotgan|\bobuchayutsya|\bobuchayetsya|\bproxodyat obucheni"),
    "completed": _words(r"\btamomla|\bbitir(?!uv)|\bokonchil|\bzavershil"),
    "actual": _words(
        r"\boqitild|\boqitilgan|\bqamrab ol|\bmalaka\w* oshird|\bobuchen[oaiy]?\b|\bobuchil|\boxvachen"
        r"|\bpovisil\w* kvalifikatsi|\bproshl\w+ (?:obucheni|povisheni)"
    ),
}
OF_THINGS: Mapping[str, re.Pattern[str]] = {
    "certificates_issued": _words(_given(_CERTIFICATE)),
    "duplicates": _words(_given(r"\bdublikat\w*")),
    "annulled": _words(rf"{_CERTIFICATE}\b{_BETWEEN}\bbekor qilin|\bannulirovan\w*{_BETWEEN}{_CERTIFICATE}"),
    "blanks_received": _gone("qabul qilin", "olin(?:di|gan)", "kelib tush", "keltiril", "polucheno?", "postupil"),
    "blanks_used": _gone("ishlatil", "sarflan", "ispolzovan", "izrasxodovan"),
    "blanks_spoiled": _gone("buzil", "yaroqsiz", "isporchen"),
    "blanks_lost": _gone("yoqol", "uteryan", "utrachen"),
    "blanks_left": _gone("qol(?:di|gan|moqda)", "qoldi[qg]", "zaxira", "ostal", "ostat", "v nalichii"),
    "event_count": _words(r"\btadbir|\bmeropriyati"),
}
_NOUNS: Mapping[Unit, Mapping[str, re.Pattern[str]]] = {
    Unit.PEOPLE: {"certificate": _words(_CERTIFICATE), "statement": _words(_STATEMENT)},
    Unit.THINGS: {"certificates_issued": _words(_CERTIFICATE), "duplicates": _words(r"\bdublikat\w*")},
}
_ANY_GIVEN = _words(rf"\b{_GIVEN}\b")
# A sentence about a person's paper is as true of the paper: both are counted, and either may be meant.
ALIKE: Mapping[str, str] = {"certificate": "certificates_issued", "certificates_issued": "certificate"}

_GROUPS = {
    "RAHBAR": r"\brahbar(?!lig)|\brukovod",
    "MUTAXASSIS": r"\bmutaxas|\bspetsialist",
    "PEDAGOG": r"\bpedagog(?:lar\w*|n\w*|ga|da|dan|ov|am|ami|i|a)?\b|\boqituvchi|\buchitel",
}
_CHANNELS = {
    "PMM": r"\bmahorat markaz|\bt?sentr\w* pedagog|(?<!rivojlanish )(?<!oquv )(?<!talim )\bmarkaz(?!lar)"
    r"|\bt?sentr(?:a|e|u|om)?\b",
    "UKT": r"\bplatform",
    "OTM_NOTM": r"\boliy talim|\bnodavlat|\bvuz|\bnegosudarstvenn",
    "AMI": r"\bmilliy institut|\bnatsionaln\w+ institut",
}
FILTERS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    dimension: {code: _words(pattern) for code, pattern in patterns.items()}
    for dimension, patterns in (("staff_group", _GROUPS), ("channel", _CHANNELS))
}


def papers_said(unit: Unit, beside: str, text: str) -> set[str]:
    """Of "95 nafarga sertifikat, 8 nafarga maʼlumotnoma berildi" each number has its paper, the verb is said once."""
    named = {code for code, noun in _NOUNS.get(unit, {}).items() if noun.search(beside)}
    return named if len(named) == 1 and _ANY_GIVEN.search(text) else set()


_PEOPLE_NOUN = _words(
    r"\s*(?:ta |nafar\w* )?(?:\w+ )?(?:tinglovchi|pedagog|oqituvchi|rahbar|mutaxas|xodim|kadr|kishi|slushatel|chelovek|"
    r"uchitel|prepodavatel|rukovoditel|spetsialist|sotrudnik|rabotnik|uchastnik)"
)
_THINGS_NOUN = _words(r"\s*(?:ta )?(?:sertifikat|blank|dublikat|tadbir|meropriyati)")
_THINGS_BEFORE = _words(r"\b(?:sertifikat|blank|dublikat)\w*(?: soni)?\s*[:–—-]?\s*$")


def unit_said(unit: Unit, left: str, near: str) -> Unit:
    """What is counted by the noun after the number: Russian has no ta and nafar, and an Uzbek may say 25 ta pedagog."""
    if unit in (Unit.THINGS, Unit.NONE) and _PEOPLE_NOUN.match(near):
        return Unit.PEOPLE
    if unit is not Unit.NONE:
        return unit
    told_before = any(words.search(f"{left} {near}") for words in OF_THINGS.values()) or _THINGS_BEFORE.search(left)
    if _THINGS_NOUN.match(near) or (told_before and not near.strip(" .–—-")):
        return Unit.THINGS
    # "5 встреч" are neither; "9 получили …" are people.
    first = _WORD.match(near.lstrip())
    return Unit.PEOPLE if first is None or _PLAIN.fullmatch(first[0]) else Unit.OTHER


class Days(StrEnum):
    """Over which days the words tell of."""

    UNSAID = "unsaid"
    MONTH = "month"
    YEAR = "year"
    OTHER = "other"


_MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "senty?abr", "okty?abr", "noyabr", "dekabr",
)  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
# Days of orders and the day as of which something is told are no periods.
_DATE = _words(
    rf"(?:\b20\d\d[-\s]*(?:yil\w*|god\w*|g\.?)?[-\s]*)?\b\d{{1,2}}[-\s]+{_MONTH}\w*(?:\s+20\d\d[-\s]*(?:yil\w*|god\w*|g\b\.?)?)?"
    r"|\b\d{1,2}\.\d{1,2}\.20\d\d"
)
_YEAR = _words(r"\b(20\d\d)(?=[-\s]*(?:yil|god|g\b))")
_SINCE_JANUARY = _words(
    r"\byil \bs nachala goda|\byil davomida|\bv techeniye goda|\b(?:bir yil|yillik) yakun"
    rf"|\byanvar\w*\s*[-–—]\s*{_MONTH}"
)
_THIS_MONTH = _words(r"\bhisobot oyi|\bshu oyda|\bjoriy oyda|\botchetn\w+ mesyats|\bza mesyats")
_ANY_MONTH = _words(rf"\b(?P<name>{_MONTH})\w*\b(?!(?: oy\w*)? (?:holatiga|yakuni))")


def days_said(text: str, *, year: int, month: int) -> Days:
    """Other days are of another year, or of another month of this one."""
    told = _DATE.sub(" ", text)
    years = {int(found) for found in _YEAR.findall(told)}
    if years and year not in years:
        return Days.OTHER
    if _SINCE_JANUARY.search(told):
        ends = re.search(rf"yanvar\w*\s*[-–—]\s*{_MONTHS[month - 1]}", told, re.IGNORECASE)
        return Days.OTHER if re.search(r"yanvar\w*\s*[-–—]", told, re.IGNORECASE) and not ends else Days.YEAR
    named = {_month_of(found["name"]) for found in _ANY_MONTH.finditer(told)}
    if named - {month}:
        return Days.OTHER
    if named or _THIS_MONTH.search(told):
        return Days.MONTH
    return Days.YEAR if years else Days.UNSAID


def _month_of(name: str) -> int:
    return next(at for at, stem in enumerate(_MONTHS, 1) if re.match(stem, name, re.IGNORECASE))


# Words that narrow a figure in a way that no filter here knows: of a course, a subject, women, a school.
_NARROWER = _words(
    r"\bfan(?:i|idan|dan|lar\w*|ida)?\b|\bpredmet|\bguruh|\bgrupp|\bayol|\bxotin|\berkak|\bjensh|\bmujchin|\bqishloq|\bselsk|"
    r"\byosh(?:gacha|lar\w*)?\b|\bmolod|\bstaj|\btoifa|\bkategori|\d-(?:son\w* )?maktab|\bshkol|\bkonferensi|\bseminar|"
    r"\bsimpozium|\btanlov|\btrening|\bolimpiada|\bbosqich|\betap|\boqim|\bpotok|\bnogiron|\binvalid|\bonlayn|\bmasofaviy|"
    r"\bdistantsion|\bbogcha|\bmaktabgacha tashkilot|\bmetodist|\btarbiyachi|\bpsixolog|\bdavlat grant|\bxorij"
    r"|\bxalqaro|\bmejdunarodn|\bmilliy sertifikat|\bnatsionaln\w+ sertifikat|\btili\b|\btildan|\byazik|\bmatematik"
    r"|\bfizik|\bximi|\bkimyo|\bbiologi|\btarix|\bistori|\bgeografi|\binformatik|\btrener|\bdiplom|\balifbo|\bboshlangich"
    r"|\bnachaln\w+ klass"
)
# All that a sentence may hold whose number without any filter is meant of the whole centre.
_PLAIN = _words(
    # Uzbek: what is done, to whom, when.
    r"(?:va|ham|hamda|esa|boshidan|davri|bilan|boyicha|davomida|davrida|yakuni\w*|holatiga|soni\w*|miqdori|jami|hammasi|umumiy|bolib|boldi|edi|ekan|"
    r"tashkil|etdi|etil\w+|etadi|qilin\w+|qildi|ta|tasi|tasini|nafar\w*|kishi\w*|shundan|ulardan|shulardan|joriy|yil\w*|oy|oyi|oyida|"
    r"oylari\w*|hisobot|ushbu|shu|kurs|kursi|kursni|kursga|kurslar\w*|malaka\w*|oshir\w*|markaz\w*|bizning|pedagogik|mahorat|hudud\w*|"
    r"viloyat\w*|tinglovchi\w*|xodim\w*|kadr\w*|ishtirokchi\w*|reja\w*|yillik|amalda|bajaril\w*|foiz\w*|qamrab|oqi(?:sh|ti)\w*|nisbatan|"
    r"sertifikat\w*|malumotnoma\w*|blank\w*|dublikat\w*|ber(?:il|gan)\w*|ol(?:di|gan|ishdi|in)\w*|qabul|chaqiril\w*|yuboril\w*|"
    r"keldi|kelgan\w*|kelib|tushdi|tamomla\w*|bitir(?!uv)\w*|belgilan\w*|ishlatil\w*|sarflan\w*|buzil\w*|yaroqsiz\w*|yoqol\w*|"
    r"qol(?:di|gan)\w*|bekor|safdan|chiqaril\w*|tadbir\w*|otkazil\w*|"
    # Russian, transliterated.
    r"v|vo|na|po|s|so|i|iz|nix|za|k|ot|pri|do|a|bil[aoi]?|sostavil\w*|sostavlyayet|vsego|itogo|chelovek\w*|slushatel\w*|kurs\w*|god\w*|"
    r"g|nachala|mesyats\w*|otchetn\w*|period\w*|t?sentr\w*|pedagogichesk\w*|masterstva|oblasti|povisheni\w*|kvalifikatsi\w*|"
    r"rabotnik\w*|sotrudnik\w*|uchastnik\w*|plan\w*|godov\w*|protsent\w*|vipolnen\w*|obuchen\w*|oxvachen\w*|zaplanir\w*|"
    r"spravk\w*|poluch\w+|vidan\w*|vruchen\w*|vizvan\w*|napravlen[oaiy]?|pribil\w*|okonchil\w*|zavershil\w*|postupil\w*|"
    r"zachislen\w*|otchislen\w*|ispolzovan\w*|izrasxodovan\w*|isporchen\w*|uteryan\w*|utrachen\w*|ostal\w*|annulirovan\w*|meropriyati\w*|proveden\w*|"
    rf"{_MONTH}\w*)"
)
_WORD = _words(r"[^\W\d_]+")
_DENIED = _words(r"\bne\s\w|\b\w+ma(?:di|gan|y)\w*")


def codes_said(text: str) -> set[str]:
    """All indicators that any words of a text may mean."""
    said = {code for code, words in (*OF_PEOPLE.items(), *OF_THINGS.items()) if words.search(text)}
    said |= {code for nouns in _NOUNS.values() for code, noun in nouns.items() if noun.search(text)}
    return said | {ALIKE[code] for code in said & ALIKE.keys()}


def is_denied(beside: str) -> bool:
    """Whether the words beside a number say who did not: не явились, oʻtmaganlar."""
    return _DENIED.search(beside) is not None


def is_narrower(text: str) -> bool:
    """Whether the words speak of fewer than any filter here tells."""
    return _NARROWER.search(text) is not None


def is_plain(text: str, own_names: Sequence[str]) -> bool:
    """Whether a sentence holds nothing but what is counted, the days and the centre; names of its region are stems."""
    words = (word.lower() for word in _WORD.findall(text))
    return all(_PLAIN.fullmatch(word) or word.startswith(tuple(own_names)) for word in words)
