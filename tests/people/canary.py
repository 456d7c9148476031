"""A person whose words stand nowhere else in a centre's file, and the search of its files for them."""

from pathlib import Path

from desktop_app.people.records import PersonDraft

CANARY = PersonDraft(
    surname="Zzkanareyeva",
    given_name="Qqismaliya",
    patronymic="Wwotaboy qizi",
    jshshir="40711904150273",
    document="ZQ 7654321",
    phone="+998 93 135 79 24",
    workplace="Kanareyka xususiy maktabi",
    notes="kkanizoh",
    graduated_from="Kanareyka instituti",
    diploma_specialty="kkanmutaxassislik",
)
TRACES = (
    "zzkanareyev", "ззканарейев", "qqismaliya", "vvotaboy", "wwotaboy", "40711904150273", "7654321", "931357924",
    "93 135 79 24", "kkanizoh", "kkaninst", "kkanmutaxassislik", "kkanavvalgi", "kkankurs", "kkansabab", "kkanish",
    "kkanimport", "kkanbirlashtirish", "kkantahrir", "kkanqaror", "kkanberilgan", "kkansoʻrov", "kkanpaket",
    "kkanbizda", "kkanularda",
)  # fmt: skip


def traces_in(folder: Path) -> list[str]:
    """The canaries found in any file of the centre, in any case; SQLite keeps text as UTF-8."""
    found = []
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", errors="ignore").lower()
            found += [f"{file.name}: {trace}" for trace in TRACES if trace in text]
    return found
