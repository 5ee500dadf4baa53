"""A store's recognition under a scheme, what was checked for it, and the log of every decision.

Only the verbs of stores/review.py write here.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stores.enums import RecognitionState, ReviewVerb
from stores.models.scheme import CriteriaSet, Criterion, Scheme
from stores.models.store import Store
from stores.querysets import RecognitionQuerySet


class Recognition(models.Model):
    """One decision that a store belongs to a scheme, from a day to a day. Never deleted."""

    store = models.ForeignKey(Store, verbose_name=_("điểm bán"), on_delete=models.PROTECT, related_name="recognitions")
    scheme = models.ForeignKey(
        Scheme, verbose_name=_("danh hiệu"), on_delete=models.PROTECT, related_name="recognitions"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("bộ tiêu chí"), on_delete=models.PROTECT, related_name="recognitions"
    )
    number = models.CharField(_("số công nhận"), max_length=40, unique=True)
    decision = models.CharField(_("quyết định"), max_length=150, blank=True)
    decided_on = models.DateField(_("ngày quyết định"))
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_until = models.DateField(_("hiệu lực đến"))
    state = models.CharField(
        _("trạng thái"), max_length=15, choices=RecognitionState.choices, default=RecognitionState.ACTIVE
    )
    state_reason = models.CharField(_("lý do"), max_length=255, blank=True)
    state_changed_on = models.DateField(_("ngày đổi trạng thái"), default=timezone.localdate)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("công nhận")
        verbose_name_plural = _("công nhận")
        ordering = ["-decided_on", "number"]
        permissions = [("decide_recognition", _("Được quyết định công nhận"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="recognition_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["store", "scheme"],
                condition=models.Q(state__in=["active", "renewal_open", "grace", "suspended"]),
                name="one_open_recognition_per_store_and_scheme",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_current(self) -> bool:
        """The place may carry the mark today."""
        today = timezone.localdate()
        return self.state in RecognitionState.in_force() and self.valid_from <= today <= self.valid_until

    @property
    def public_state(self) -> str:
        """What the public is told: a recognition that ran out reads as expired even before the nightly job says so."""
        if self.state in RecognitionState.in_force() and not self.is_current:
            return RecognitionState.EXPIRED.value
        return self.state

    @property
    def public_state_label(self) -> str:
        return RecognitionState(self.public_state).label


class VerifiedCriterion(models.Model):
    """A criterion that an inspector saw fulfilled, with the kind of evidence and the day."""

    recognition = models.ForeignKey(
        Recognition, verbose_name=_("lần công nhận"), on_delete=models.CASCADE, related_name="verified"
    )
    criterion = models.ForeignKey(Criterion, verbose_name=_("tiêu chí"), on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(_("bằng chứng"), max_length=100, blank=True)
    checked_on = models.DateField(_("ngày kiểm tra"))

    class Meta:
        verbose_name = _("tiêu chí đã kiểm tra")
        verbose_name_plural = _("tiêu chí đã kiểm tra")
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["recognition", "criterion"], name="one_check_per_criterion")]

    def __str__(self) -> str:
        return f"{self.recognition}: {self.criterion.code}"


class ReviewEvent(models.Model):
    """One line of the append-only log: which verb, by whom, when, why; for recognitions, under which criteria."""

    recognition = models.ForeignKey(
        Recognition, verbose_name=_("lần công nhận"), null=True, on_delete=models.PROTECT, related_name="events"
    )
    store = models.ForeignKey(Store, verbose_name=_("điểm bán"), on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(_("việc"), max_length=15, choices=ReviewVerb.choices)
    from_state = models.CharField(max_length=15, blank=True)
    to_state = models.CharField(max_length=15, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người làm"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    reason = models.TextField(_("lý do"), blank=True)
    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name=_("bộ tiêu chí"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("nhật ký xét duyệt")
        verbose_name_plural = _("nhật ký xét duyệt")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recognition__isnull=False, criteria_set__isnull=False)
                | models.Q(recognition__isnull=True, verb__in=["verify", "ask_verify", "place", "hours"]),
                name="event_of_recognition_names_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y} {self.get_verb_display()} {self.recognition or self.store}"

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise TypeError("The review log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The review log is append-only.")
