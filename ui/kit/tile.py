"""A person's tile: the photo, or initials when there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import SEMIBOLD, Theme, Type

SIDE, RADIUS = 40, 4


class PersonTile(QWidget):
    """`show_person("ML", photo)`; the photo is the bytes of an image and fills the tile, cut at its
    centre.
    """

    def __init__(self, theme: Theme, side: int = SIDE) -> None:
        super().__init__()
        self._theme, self._side = theme, side
        self._initials, self._photo = "", QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, initials: str, photo: bytes | None = None) -> None:
        """Show somebody else."""
        self._initials, self._photo = initials, QPixmap()
        if photo:
            self._photo.loadFromData(photo)
        self.setAccessibleName("photo" if not self._photo.isNull() else f"no photo, {initials}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._side), self._theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(shape)
        if self._photo.isNull():
            painter.fillRect(self.rect(), self._theme.colour("accentSoft"))
            painter.setPen(self._theme.colour("accent"))
            painter.setFont(self._theme.font(Type.BODY, SEMIBOLD))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
            return
        side = min(self._photo.width(), self._photo.height())
        source = QRectF((self._photo.width() - side) / 2, (self._photo.height() - side) / 2, side, side)
        painter.drawPixmap(QRectF(self.rect()), self._photo, source)
