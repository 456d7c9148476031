"""What Qt itself says in its dialogs is said in the language of the program."""

import sys
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import i18n
from ui.qt_texts import CatalogueTranslator

# Of languages and keys, not of people: Qt asks for them by these names.
NOT_WORDS = {"QGuiApplication", "QShortcut", "QPageSize"}


class Asked(QTranslator):
    """Our translator, and what it was asked for that it could not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.own = CatalogueTranslator(self)
        self.unanswered: set[str] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        answer = self.own.translate(context, source, disambiguation, n)
        if answer is None and context not in NOT_WORDS and not source.startswith(("Alt+", "...")):
            self.unanswered.add(source)
        return answer


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[Asked]:
    asked = Asked()
    i18n.set_language("uz_Latn")
    qapp.installTranslator(asked)
    yield asked
    qapp.removeTranslator(asked)
    i18n.set_language("en")


def shown(qtbot: QtBot, part: QWidget) -> None:
    qtbot.addWidget(part)
    part.show()
    QApplication.processEvents()


def test_qt_is_answered_in_a_file_dialog(asked: Asked, qtbot: QtBot) -> None:
    for mode in (QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory):
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        is_open = mode is not QFileDialog.FileMode.AnyFile
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen if is_open else QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(mode)
        shown(qtbot, dialog)
    # Stands before the title of a column in its menu only.
    assert asked.unanswered - {"Show "} == set()


def test_qt_is_answered_on_every_usual_button_and_in_the_menu_of_a_field(asked: Asked, qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    for kind in QDialogButtonBox.StandardButton:
        if kind is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(kind)
    shown(qtbot, box)
    for field in (QLineEdit(), QTextEdit()):
        shown(qtbot, field)
        field.createStandardContextMenu()
    assert asked.unanswered - {"+"} == set()


def test_a_name_that_qt_fills_in_keeps_its_place(asked: Asked) -> None:
    said = asked.translate("QFileDialog", "%1 already exists.\nDo you want to replace it?")
    assert said.startswith("%1 allaqachon bor.")
    assert "{" not in said


def test_the_names_of_keys_stay_as_keyboards_have_them(asked: Asked) -> None:
    assert asked.own.translate("QShortcut", "Delete") is None
    assert asked.own.translate("QLineEdit", "Delete") == "Oʻchirish"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows brings its own print dialog.")
def test_a_print_dialog_has_our_words(asked: Asked) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    dialog = QPrintDialog(printer)
    dialog.show()
    QApplication.processEvents()
    # Not after its printer: Qt holds no other.
    shiboken6.delete(dialog)
    assert asked.unanswered - {"Form", "Scroll Left", "Scroll Right"} == set()
