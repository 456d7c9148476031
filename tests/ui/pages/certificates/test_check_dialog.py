"""Checking a certificate as a person does it, and the keys and lists that centres exchange."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.certificates.signature import short_code, sign
from desktop_app.clock import FixedClock
from tests.certificates.claims import LATIN
from tests.conftest import NOW
from tests.documents.test_qr import picture_of, qr_symbol
from tests.ui.looks import clipped_words, when_asked
from tests.verification import centres
from tests.verification.issued import FIRST, SECOND, annul, change, issue
from ui import files
from ui.pages.certificates.check_dialog import CheckDialog
from ui.pages.certificates.trust_dialog import TrustDialog
from ui.widgets.card import Card
from ui.widgets.confirm import ConfirmDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


class Owner(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace


@pytest.fixture
def codes(workspace: Workspace) -> list[str]:
    workspace.centre.clock = FixedClock(NOW)
    return issue(workspace.centre, "Azimova", "Botirova")


@pytest.fixture
def owner(workspace: Workspace, qtbot: QtBot) -> Owner:
    made = Owner(workspace)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(owner: Owner, codes: list[str], qtbot: QtBot) -> CheckDialog:
    made = CheckDialog(owner)
    qtbot.addWidget(made)
    made.show()
    return made


def words(card: Card) -> list[str]:
    return [part.text() for part in card.findChildren(QLabel)]


def verdicts(dialog: CheckDialog) -> list[str]:
    titles = (part for card in dialog.cards for part in card.findChildren(QLabel) if part.property("role") == "title")
    return [title.text() for title in titles]


def typed(dialog: CheckDialog, qtbot: QtBot, settle: Settle, text: str) -> Card:
    dialog.code.setText(text)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    settle()
    (card,) = dialog.cards
    return card


def test_a_code_a_number_or_a_short_code_is_told_beside_the_register(
    dialog: CheckDialog, codes: list[str], qtbot: QtBot, settle: Settle
) -> None:
    for text in (codes[0], FIRST, short_code(codes[0])):
        card = typed(dialog, qtbot, settle, text)
        assert verdicts(dialog) == ["Valid"]
        assert words(card).count(FIRST) == 2
    assert clipped_words(dialog) == []


def test_what_differs_from_the_register_has_a_sign(
    dialog: CheckDialog, workspace: Workspace, codes: list[str], qtbot: QtBot, settle: Settle
) -> None:
    change(workspace.centre, FIRST, holder="Azimova Zilolaxon")
    assert "≠ Azimova Zilolaxon" in words(typed(dialog, qtbot, settle, codes[0]))


def test_an_annulled_certificate_and_any_other_text_are_told_apart(
    dialog: CheckDialog, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    annul(workspace.centre, SECOND)
    typed(dialog, qtbot, settle, SECOND)
    assert verdicts(dialog) == ["Annulled"]
    typed(dialog, qtbot, settle, "salom")
    assert verdicts(dialog) == ["Not a certificate"]


def test_a_scan_of_several_is_checked_one_by_one(
    dialog: CheckDialog, codes: list[str], settle: Settle, tmp_path: Path
) -> None:
    pictures = [picture_of(qr_symbol(code), scale=4) for code in codes]
    sheet = Image.new("L", (max(one.width for one in pictures), sum(one.height for one in pictures)), 255)
    sheet.paste(pictures[0], (0, 0))
    sheet.paste(pictures[1], (0, pictures[0].height))
    sheet.save(tmp_path / "skan.png")
    dialog.check(tmp_path / "skan.png")
    settle()
    assert verdicts(dialog) == ["Valid", "Valid"]


def test_a_file_that_is_no_picture_gets_a_sentence(dialog: CheckDialog, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "matn.pdf"
    file.write_text("bu PDF emas")
    dialog.check(file)
    settle()
    assert "matn.pdf" in dialog.banner.text
    assert dialog.cards == []


def test_a_file_that_is_gone_and_a_folder_that_was_dropped_get_a_sentence(
    dialog: CheckDialog, settle: Settle, tmp_path: Path
) -> None:
    for source in (tmp_path / "fleshkadagi.png", tmp_path):
        dialog.check(source)
        settle()
        assert f"The file {source.name} cannot be read." in dialog.banner.text
        assert dialog.cards == []


def test_a_valid_certificate_is_saved_as_an_open_badge(
    dialog: CheckDialog,
    codes: list[str],
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = typed(dialog, qtbot, settle, codes[0])
    target = tmp_path / "nishon.json"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    card.findChild(QPushButton).click()
    settle()
    assert "OpenBadgeCredential" in target.read_text(encoding="utf-8")


def test_keys_are_trusted_only_after_the_digits_were_compared(
    owner: Owner, codes: list[str], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    made = TrustDialog(owner)
    qtbot.addWidget(made)
    made.show()
    settle()
    assert len(made.fingerprint.text().split()) == 6
    keys, withdrawn = tmp_path / "kalitlar", tmp_path / "royxat"
    keys.write_bytes(centres.key_list())
    withdrawn.write_bytes(centres.withdrawn_list(("MO 000831", "")))
    for answer, known in ((ConfirmDialog.reject, 0), (ConfirmDialog.accept, 1)):
        when_asked(ConfirmDialog, answer)
        made.take_in(keys)
        settle()
        assert made.table.view.model().rowCount() == known
    made.take_in(withdrawn)
    settle()
    checking = CheckDialog(owner)
    qtbot.addWidget(checking)
    typed(checking, qtbot, settle, sign(LATIN, centres.KEY))
    assert verdicts(checking) == ["Annulled"]
    assert clipped_words(made) == []
