"""What is known of a page's translation: of which version of its source it is, and who said that it is finished."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class TranslationState(models.TextChoices):
    NOT_DONE = "not_done", _("Chưa dịch xong")
    CURRENT = "current", _("Đã dịch, khớp bản gốc")
    CHANGED = "changed", _("Bản gốc đã đổi")


class TranslationQuerySet(models.QuerySet):
    def changed(self) -> "TranslationQuerySet":
        """Those whose source says something else than what was translated."""
        return self.exclude(declared_digest="").exclude(declared_digest=F("source_digest"))

    def with_state(self) -> "TranslationQuerySet":
        return self.annotate(
            known_state=Case(
                When(declared_digest="", then=Value(TranslationState.NOT_DONE)),
                When(declared_digest=F("source_digest"), then=Value(TranslationState.CURRENT)),
                default=Value(TranslationState.CHANGED),
                output_field=models.CharField(),
            )
        )


class Translation(models.Model):
    """Facts about a translated page. They live beside the page: publishing an old draft changes none of them."""

    page = models.OneToOneField(
        Page, verbose_name=_("trang"), on_delete=models.CASCADE, related_name="translation_facts"
    )
    source = models.ForeignKey(
        Page, verbose_name=_("bản gốc"), on_delete=models.CASCADE, related_name="translations_of_it"
    )
    # What the source says to the public, and since when it says just this.
    source_texts = models.JSONField(default=list, editable=False)
    source_digest = models.CharField(max_length=64, editable=False)
    source_changed_at = models.DateTimeField(_("bản gốc đổi lần cuối"))
    known_texts = models.JSONField(default=list, editable=False)  # all it said since the copy: none may stay as it was
    # What the translator answered for; empty until the translation is finished.
    declared_texts = models.JSONField(default=list, editable=False)
    declared_digest = models.CharField(max_length=64, blank=True, editable=False)
    declared_source_at = models.DateTimeField(_("dịch theo bản ngày"), null=True)
    declared_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xác nhận"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    base_revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    words_changed = models.PositiveIntegerField(_("số từ đã đổi"), default=0)
    # Of which version the published translation is: drafts may be ahead of it.
    published_digest = models.CharField(max_length=64, blank=True, editable=False)
    published_source_at = models.DateTimeField(null=True, editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản dịch")
        verbose_name_plural = _("bản dịch")

    def __str__(self) -> str:
        return str(self.page)

    @property
    def state(self) -> TranslationState:
        if not self.declared_digest:
            return TranslationState.NOT_DONE
        is_current = self.declared_digest == self.source_digest
        return TranslationState.CURRENT if is_current else TranslationState.CHANGED

    @property
    def is_done(self) -> bool:
        """Somebody answered for it, be it for an older version of the source."""
        return bool(self.declared_digest)

    @property
    def is_behind(self) -> bool:
        """What the public reads in translation is not what the source says today."""
        return bool(self.published_digest) and self.published_digest != self.source_digest
