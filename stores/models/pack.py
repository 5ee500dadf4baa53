"""Which state of the directory the map pack has to show."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_stamp() -> str:
    return uuid.uuid4().hex


class DirectoryGeneration(models.Model):
    """One row that counts the changes of the public directory; raised inside the transaction that makes them.

    The number is for addresses and people. The stamp is drawn anew with every change, so that two states are never
    taken for one: not those of two databases that have counted alike, nor a change that was rolled back and its
    successor. What is built for a state is kept as files under its stamp.
    """

    ONLY = 1

    number = models.PositiveBigIntegerField(default=1)
    stamp = models.CharField(max_length=32, default=new_stamp, editable=False)

    class Meta:
        verbose_name = _("phiên bản danh bạ")
        verbose_name_plural = _("phiên bản danh bạ")

    def __str__(self) -> str:
        return str(self.number)
