"""The code of a request, as a camera sees it."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import qr
from fieldapp.sync.mission import request_enrolment
from fieldapp.ui.joining import code_side


@pytest.mark.parametrize(("screen", "density"), [(384, 2.0), (614, 1.25), (768, 1.0)])
def test_a_code_is_read_from_every_screen_of_the_usual_laptop(
    qtbot: QtBot, workspace: Workspace, screen: int, density: float
) -> None:
    request = request_enrolment(workspace)
    picture = QPixmap()
    picture.loadFromData(qr.picture(request, "request"))
    dots = round(code_side(screen) * density)
    seen = picture.scaled(
        dots, dots, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    seen.save(kept, "PNG")

    assert qr.document_in(bytes(kept.data().data())) == request
    assert code_side(screen) < screen / 2
