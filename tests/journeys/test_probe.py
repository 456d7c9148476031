from PySide6.QtWidgets import QApplication
from ui.pages.welcome.page import WelcomePage
def name(w):
    return None if w is None else (type(w).__name__, w.accessibleName() or (w.text() if hasattr(w,'text') else ''))
def test_probe(shell, hands, tmp_path):
    page = hands.find(WelcomePage)
    print('FOCUS', name(QApplication.focusWidget()))
    for _ in range(26):
        hands.press("Tab"); print(name(QApplication.focusWidget()))
