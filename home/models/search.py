"""What staff tell the search, and what the search tells staff."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.text import fold, is_syllable, normalise, words

LONGEST_SAYING = 60
MOST_SAYINGS = 20


def lines_of(text: str) -> list[str]:
    """What stands on each line, without empty ones and without what differs from an earlier one by capitals alone."""
    lines = (" ".join(normalise(line).split()) for line in text.splitlines())
    return list({line.casefold(): line for line in lines if line}.values())


class SynonymGroup(models.Model):
    """Different words for one thing. Applied to questions only, so a change needs no new index.

    Everyone who asks for one member must be content with pages on any other. A lone Vietnamese syllable is refused: it
    folds onto others ("làn", basket, and "lần", times, are both "lan") and would drag in half the site.
    """

    members = models.TextField(
        _("các cách nói"),
        help_text=_("Mỗi dòng một cách nói, viết đủ dấu. Người tìm một cách nói sẽ thấy cả bài dùng những cách kia."),
    )
    reason = models.CharField(_("lý do"), max_length=255, blank=True, help_text=_("Vì sao đây là một thứ."))
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("nhóm từ đồng nghĩa")
        verbose_name_plural = _("từ đồng nghĩa")
        ordering = ["members"]

    def __str__(self) -> str:
        return " = ".join(self.sayings)

    def save(self, *args, **kwargs) -> None:
        self.members = "\n".join(line.casefold() for line in lines_of(self.members))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if problem := _problem_with(lines_of(self.members)):
            raise ValidationError({"members": problem})

    @property
    def sayings(self) -> list[str]:
        return self.members.splitlines()


def _problem_with(sayings: list[str]) -> str:
    if len({fold(saying) for saying in sayings}) < 2:
        return _("Cần ít nhất hai cách nói khác nhau. Có dấu hay không dấu, chữ hoa hay chữ thường thì máy đã tự hiểu.")
    if len(sayings) > MOST_SAYINGS:
        return _("Mỗi nhóm có nhiều nhất %(most)d cách nói.") % {"most": MOST_SAYINGS}
    for saying in sayings:
        if len(saying) > LONGEST_SAYING:
            return _("“%(saying)s” dài quá %(most)d ký tự.") % {"saying": saying, "most": LONGEST_SAYING}
        said = words(saying)
        if not said:
            return _("“%(saying)s” không có chữ nào để tìm.") % {"saying": saying}
        if len(said) == 1 and is_syllable(said[0]):
            return _(
                "“%(saying)s” chỉ có một tiếng, bỏ dấu đi thì lẫn với từ khác. Hãy viết cụm dài hơn, ví dụ “túi nilon”."
            ) % {"saying": saying}
    return ""


class PromotedResult(models.Model):
    """What an editor wants to stand first for certain questions: a page, or an address of this site."""

    queries = models.TextField(
        _("khi người ta tìm"),
        help_text=_("Mỗi dòng một câu tìm kiếm. Có dấu hay không dấu, chữ hoa hay chữ thường đều được hiểu như nhau."),
    )
    page = models.ForeignKey(
        Page, verbose_name=_("trang"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(
        _("hoặc địa chỉ trong trang web"),
        max_length=300,
        blank=True,
        help_text=_("Ví dụ /diem-ban/?dh=xanh. Chỉ điền khi không chọn trang."),
    )
    title = models.CharField(_("tiêu đề của địa chỉ"), max_length=150, blank=True)
    title_en = models.CharField(_("tiêu đề tiếng Anh"), max_length=150, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("kết quả nổi bật")
        verbose_name_plural = _("kết quả nổi bật")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{', '.join(lines_of(self.queries))} → {self.page or self.address}"

    def clean(self) -> None:
        super().clean()
        problems: dict[str, str] = {}
        if not any(words(line) for line in lines_of(self.queries)):
            problems["queries"] = _("Hãy viết ít nhất một câu tìm kiếm.")
        if bool(self.page_id) == bool(self.address):
            problems["page"] = _("Chọn một trang, hoặc điền một địa chỉ; không cả hai.")
        if self.address and (not self.address.startswith("/") or self.address.startswith("//")):
            problems["address"] = _("Địa chỉ phải thuộc trang web này và bắt đầu bằng dấu “/”.")
        if self.address and not self.title:
            problems["title"] = _("Địa chỉ cần một tiêu đề để hiện trong kết quả.")
        if problems:
            raise ValidationError(problems)

    @property
    def label(self) -> str:
        """The address's title in the reader's language."""
        return (self.title_en if get_language() == "en" else "") or self.title


class SearchTally(models.Model):
    """How often something was asked for in a month, and how often nothing was found. Not by whom, nor when.

    Only home/search/tallies.py writes it.
    """

    month = models.DateField(_("tháng"))
    language = models.CharField(_("ngôn ngữ"), max_length=5)
    folded = models.CharField(max_length=100, editable=False)
    asked = models.CharField(_("câu tìm kiếm"), max_length=100)
    times = models.PositiveIntegerField(_("số lần tìm"), default=0)
    times_empty = models.PositiveIntegerField(_("số lần không thấy gì"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("câu tìm kiếm")
        verbose_name_plural = _("người đọc tìm gì")
        ordering = ["-month", "-times_empty", "-times"]
        constraints = [
            models.UniqueConstraint(fields=["month", "language", "folded"], name="one_tally_a_month_and_question"),
            models.CheckConstraint(condition=Q(times_empty__lte=F("times")), name="empty_searches_are_searches"),
        ]

    def __str__(self) -> str:
        return self.asked
