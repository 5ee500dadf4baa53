"""What replaces plastic: each alternative with its price and sources, and what keeps it from the public."""

from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from modelsearch.query import SearchQuery
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from campaigns.models.plastic import PlasticItem, Situation
from home.blocks import SourcesBlock
from home.publication import refuses
from home.search.rows import holding, row_filter, row_text
from home.text import slugify, sort_key


def a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


class AlternativeQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Alternatives that anyone may see: the one door for the finder, search, export and the home page."""
        return self.filter(live=True)

    def with_old_price(self, today: date | None = None) -> Self:
        return self.filter(price_high__gt=0, price_date__lt=a_year_before(today or timezone.localdate()))

    def without_price(self) -> Self:
        return self.filter(price_high=None)

    def matching(self, asked: SearchQuery) -> Self:
        """Every word, with or without its marks, begins a word of its own text or of the name of what it replaces."""

        def condition(said: str) -> models.Q:
            holds = holding("plasticitem__folded")(said)
            named = Alternative.items.through.objects.filter(holds).values("alternative")
            return holding("folded")(said) | models.Q(pk__in=named)

        return self.filter(row_filter(asked, condition))


class Alternative(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One way to do without a plastic thing. It is published with a source; its price with a source and a date."""

    name = models.CharField(_("tên"), max_length=120)
    slug = models.SlugField(_("đường dẫn"), max_length=120, unique=True, blank=True)
    recommended = models.BooleanField(_("nên chọn trước"), default=False)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    items = ParentalManyToManyField(PlasticItem, verbose_name=_("thay cho"), related_name="alternatives")
    situations = ParentalManyToManyField(Situation, verbose_name=_("dùng ở đâu"), related_name="alternatives")
    audience = models.CharField(_("dành cho"), max_length=150)
    advantages = models.CharField(_("điểm hay"), max_length=200)
    drawbacks = models.CharField(_("điểm dở"), max_length=200, blank=True)

    price_low = models.PositiveIntegerField(_("giá thấp nhất (đồng)"), null=True, blank=True)
    price_high = models.PositiveIntegerField(_("giá cao nhất (đồng)"), null=True, blank=True)
    price_unit = models.CharField(
        _("đơn vị của giá"), max_length=60, blank=True, help_text=_("Ví dụ: một chiếc, một bó 50 lá, dùng đồ sẵn có.")
    )
    price_date = models.DateField(_("ngày của giá"), null=True, blank=True)
    price_source = models.CharField(
        _("nguồn của giá"), max_length=200, blank=True, help_text=_("Báo, cửa hàng hay phiếu khảo sát, ghi rõ tên.")
    )
    price_url = models.URLField(_("địa chỉ nguồn của giá"), max_length=500, blank=True)

    lifespan = models.CharField(_("dùng được bao lâu"), max_length=150)
    uses = models.PositiveIntegerField(_("số lần dùng"), null=True, blank=True, help_text=_("Chỉ ghi khi có nguồn."))
    cleaning = models.CharField(_("cách làm sạch"), max_length=300)
    disposal = models.CharField(_("khi bỏ đi"), max_length=300)
    sources = StreamField(SourcesBlock(), verbose_name=_("nguồn"), blank=True)
    guide = models.ForeignKey(
        "campaigns.GuidePage",
        verbose_name=_("bài cẩm nang"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="alternatives",
    )
    categories = ParentalManyToManyField(
        "stores.ProductCategory",
        verbose_name=_("nhóm hàng bán kèm"),
        blank=True,
        related_name="alternatives",
        help_text=_("Dẫn tới các điểm bán có nhóm hàng này."),
    )
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    sort_key = models.CharField(max_length=700, editable=False, db_index=True, default="")
    folded = models.TextField(editable=False, default="")

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="alternative")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="alternative",
        for_concrete_model=False,
    )

    objects = AlternativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cách thay đồ nhựa")
        verbose_name_plural = _("cách thay đồ nhựa")
        ordering = ["-recommended", "order", "sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or self._free_slug()
        self.sort_key = sort_key(self.name)
        self.folded = row_text(self.name, self.advantages, self.audience, self.cleaning, self.drawbacks)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """What is wrong in a draft, too; what only keeps it from the public is `publication_problems`."""
        super().clean()
        problems: dict[str, str] = {}
        if (self.price_low is None) != (self.price_high is None):
            field = "price_low" if self.price_low is None else "price_high"
            problems[field] = gettext("Ghi cả giá thấp nhất và giá cao nhất; một giá thì ghi hai số như nhau.")
        elif self.price_low is not None and self.price_low > self.price_high:
            problems["price_high"] = gettext("Giá cao nhất phải bằng hoặc lớn hơn giá thấp nhất.")
        if self.price_date and self.price_date > timezone.localdate():
            problems["price_date"] = gettext("Ngày của giá chưa tới.")
        if problems:
            raise ValidationError(problems)

    # --- The rule of publication ------------------------------------------------------------------------------------

    def publication_problems(self, day: date | None = None) -> dict[str, str]:
        """Why it may not be published on that day (or on the day it is scheduled for): field and reason."""
        problems: dict[str, str] = {}
        if not self.sources:
            problems["sources"] = gettext("Chưa có nguồn nên chưa đăng được. Bạn vẫn lưu nháp được.")
        if self.is_free:
            if not (self.guide_id or self.price_source):
                problems["guide"] = gettext("Giá 0 đồng cần bài cẩm nang hoặc nguồn của giá nói vì sao không tốn tiền.")
        elif self.has_price:
            problems |= self._price_problems(day or self._publication_day())
        return problems

    def _price_problems(self, day: date) -> dict[str, str]:
        problems = {}
        if not self.price_source:
            problems["price_source"] = gettext("Có giá thì phải ghi giá lấy ở đâu. Không có nguồn thì để trống ô giá.")
        if not self.price_date:
            problems["price_date"] = gettext("Có giá thì phải ghi ngày của giá.")
        elif self.price_date < a_year_before(day):
            problems["price_date"] = gettext(
                "Giá đã cũ hơn 12 tháng vào ngày đăng. Hãy cập nhật giá, hoặc để trống ô giá."
            )
        return problems

    def _publication_day(self) -> date:
        today = timezone.localdate()
        return max(today, timezone.localdate(self.go_live_at)) if self.go_live_at else today

    def publish(self, revision: Revision, *args, log_action: bool | str = True, **kwargs) -> object:
        """The one way to the public, whoever goes it. A price may grow old while the row waits for its approver."""
        row = revision.as_object()
        if refuses(revision, row, row.publication_problems(), log_action):
            return None
        return super().publish(revision, *args, log_action=log_action, **kwargs)

    # --- The price as it is shown -----------------------------------------------------------------------------------

    @property
    def has_price(self) -> bool:
        return self.price_high is not None

    @property
    def is_free(self) -> bool:
        return self.price_high == 0

    @property
    def price_is_old(self) -> bool:
        return bool(self.price_high and self.price_date and self.price_date < a_year_before(timezone.localdate()))

    @property
    def price_label(self) -> str:
        """ "30.000 – 80.000 đồng", "0 đồng"; says so when no price is known that could be checked."""
        if self.price_low is None or self.price_high is None:
            return gettext("Chưa có giá kiểm chứng được")
        low, high = (number_format(amount, 0, force_grouping=True) for amount in (self.price_low, self.price_high))
        amount = low if low == high else f"{low} – {high}"
        return gettext("%(amount)s đồng") % {"amount": amount}

    @property
    def flags(self) -> list[str]:
        """What an editor still has to do, as the admin's column says it."""
        flags = [] if self.sources else [gettext("thiếu nguồn")]
        if self.price_is_old:
            flags.append(gettext("giá cũ hơn 12 tháng"))
        if not self.has_price:
            flags.append(gettext("chưa có giá"))
        elif not self.is_free and not (self.price_source and self.price_date):
            flags.append(gettext("giá thiếu nguồn hoặc ngày"))
        return flags

    # --- Preview ----------------------------------------------------------------------------------------------------

    def get_preview_template(self, request, mode_name) -> str:
        return "campaigns/alternatives.html"

    def get_preview_context(self, request, mode_name) -> dict:
        from campaigns.alternatives.finder import preview_context  # the finder reads this model

        return preview_context(request, self)

    def _free_slug(self) -> str:
        base = slugify(self.name, max_length=110)
        taken = set(
            Alternative.objects.exclude(pk=self.pk).filter(slug__startswith=base).values_list("slug", flat=True)
        )
        candidate, number = base, 1
        while candidate in taken:
            number += 1
            candidate = f"{base}-{number}"
        return candidate
