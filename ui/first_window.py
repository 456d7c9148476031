"""A second start on the same folder brings the first window to the front instead of an error."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWERS_WITHIN_MS = 500


def raise_first_window(folder: Path) -> bool:
    """Ask the program that has the folder open to show itself; whether there was one of this user."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    is_there = socket.waitForConnected(ANSWERS_WITHIN_MS)
    socket.abort()
    return is_there


class FirstWindow(QObject):
    """Listens, for this user only, for a second start on the folder."""

    def __init__(self, folder: Path, when_called: Callable[[], object]) -> None:
        super().__init__()
        self._when_called = when_called
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # We hold the folder's lock, so a name that is left over belongs to a program that died.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
        self._when_called()


def _name(folder: Path) -> str:
    return "mahorat-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
