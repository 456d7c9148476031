"""A look at a PDF before it is printed: one page as wide as there is room, drawn in the worker."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import Action, make_action, tooltip
from ui.icons import icon
from ui.operations import run_query
from ui.theme import GAP_S, colour
from ui.widgets.text import Role, label
from ui.workspace import Workspace

AFTER_RESIZE_MS = 80


@dataclass(frozen=True)
class DrawnPage:
    """One page as pixels; ``count`` is how many pages there are."""

    pixels: bytes
    width: int
    height: int
    stride: int
    count: int


def draw_page(content: bytes, place: int, width: int, most_height: int = 0) -> DrawnPage:
    """Draw a page (counted from 0) ``width`` device pixels wide, less if it would be higher than ``most_height``."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        page = document[place]
        scale = width / page.get_width()
        if most_height:
            scale = min(scale, most_height / page.get_height())
        bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=4)
        drawn = DrawnPage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, len(document))
        bitmap.close()
        page.close()
        return drawn
    finally:
        document.close()


class PdfPreview(QWidget):
    """Shows one page at a time; Page Up and Page Down turn it. With ``is_whole`` nothing of it needs to be scrolled."""

    def __init__(self, workspace: Workspace, *, is_whole: bool = False) -> None:
        super().__init__()
        self.workspace = workspace
        self._is_whole = is_whole
        self._content = b""
        self._place = 0
        self._count = 0
        self._paper = QLabel(self)
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._paper)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._number = label("", Role.MUTED)
        self._before = self._arrow("chevron-left", _("Previous page"), "PgUp", -1)
        self._after = self._arrow("chevron-right", _("Next page"), "PgDown", 1)
        turning = QHBoxLayout()
        turning.setSpacing(GAP_S)
        turning.addStretch(1)
        for part in (self._before, self._number, self._after):
            turning.addWidget(part)
        turning.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(turning)
        self._draw_soon = QTimer(self, singleShot=True, interval=AFTER_RESIZE_MS)
        self._draw_soon.timeout.connect(self._draw)
        self._show_turning()

    def show_pdf(self, content: bytes, *, page: int = 0) -> None:
        self._content = content
        self._place = page
        self._draw()

    def clear(self) -> None:
        self._content = b""
        self._count = 0
        self._paper.clear()
        self._show_turning()

    def turn(self, by: int) -> None:
        place = min(max(self._place + by, 0), max(self._count - 1, 0))
        if place != self._place:
            self._place = place
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_whole or event.size().width() != event.oldSize().width():
            self._draw_soon.start()

    def _draw(self) -> None:
        if not self._content:
            return
        ratio = self.devicePixelRatioF()
        content, place = self._content, self._place
        # The bar's room is left free from the start, so that its coming does not change the width.
        width = max(int((self._scroll.width() - self._scroll.verticalScrollBar().sizeHint().width()) * ratio), 100)
        most_height = max(int(self._scroll.height() * ratio) - 1, 1) if self._is_whole else 0
        run_query(self, lambda _centre: draw_page(content, place, width, most_height), self._show, slot="page")

    def _show(self, drawn: DrawnPage) -> None:
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
        picture = QPixmap.fromImage(image.copy())
        _edge(picture)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._paper.setPixmap(picture)
        self._count = drawn.count
        self._show_turning()

    def _show_turning(self) -> None:
        is_long = self._count > 1
        for part in (self._before, self._number, self._after):
            part.setVisible(is_long)
        self._number.setText(_("{page} / {pages}", page=self._place + 1, pages=self._count))
        self._before.setEnabled(self._place > 0)
        self._after.setEnabled(self._place < self._count - 1)

    def _arrow(self, sign: str, words: str, key: str, by: int) -> QToolButton:
        action = Action(words, lambda: self.turn(by), icon=sign, key=key)
        make_action(self, action, group=_("Preview"), is_local=True)
        arrow = QToolButton(self)
        arrow.setIcon(icon(sign))
        arrow.setIconSize(QSize(20, 20))
        arrow.setToolTip(tooltip(action))
        arrow.setAccessibleName(words)
        arrow.clicked.connect(lambda _checked=False: self.turn(by))
        return arrow


def _edge(picture: QPixmap) -> None:
    """White paper on a white card is seen by its edge."""
    painter = QPainter(picture)
    painter.setPen(colour("border"))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
