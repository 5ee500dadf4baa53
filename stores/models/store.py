"""A place where people buy. What is written about it by editors stands here and in parts.py; facts written by verbs,
jobs or the owner stand in their own tables (facts.py, recognition.py), so that publishing an old draft cannot undo them.
Who owns it is nobody's business but the officers' (private.py).
"""

from datetime import date

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from home.search.rows import row_text
from home.text import slugify, sort_key
from stores.enums import Known, Parking, PaymentWay, WheelchairAccess
from stores.hours import week_data
from stores.querysets import StoreQuerySet


def validate_payment_ways(ways: list) -> None:
    if not isinstance(ways, list) or not set(ways) <= set(PaymentWay.values):
        raise ValidationError(gettext("Có cách thanh toán không nằm trong danh sách."))


class Store(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A shop, market, eatery… Listed when published; without a recognition it says so and carries no mark."""

    name = models.CharField(_("tên"), max_length=150)
    other_names = models.CharField(
        _("tên khác"), max_length=255, blank=True, help_text=_("Cách nhau bằng dấu chấm phẩy.")
    )
    slug = models.SlugField(_("đường dẫn"), max_length=170, unique=True, blank=True)
    kind = models.ForeignKey(
        "stores.StoreKind", verbose_name=_("loại điểm bán"), on_delete=models.PROTECT, related_name="stores"
    )
    categories = ParentalManyToManyField(
        "stores.ProductCategory", verbose_name=_("nhóm hàng"), related_name="stores", blank=True
    )
    unit = models.ForeignKey("home.Unit", verbose_name=_("xã, phường"), on_delete=models.PROTECT, related_name="stores")
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True, help_text=_("Như chủ cửa hàng ghi."))
    landmark = models.CharField(_("chỉ dẫn"), max_length=200, blank=True, help_text=_("Gần nơi nào dễ nhận ra."))
    description = models.TextField(_("giới thiệu"), blank=True)
    description_en = models.TextField(_("giới thiệu bằng tiếng Anh"), blank=True)
    website = models.URLField(_("trang web"), blank=True)

    practices = ParentalManyToManyField(
        "stores.GreenPractice", verbose_name=_("việc làm xanh"), related_name="stores", blank=True
    )
    practice_note = models.TextField(
        _("nói thêm về việc làm xanh"), blank=True, help_text=_("Mỗi dòng một việc, theo lời cửa hàng.")
    )
    own_containers = models.CharField(
        _("nhận đồ đựng khách mang đến"), max_length=3, choices=Known.choices, blank=True, default=""
    )
    deposit_bottles = models.CharField(
        _("chai, hũ có đặt cọc"), max_length=3, choices=Known.choices, blank=True, default=""
    )
    bag_discount = models.CharField(
        _("ưu đãi khi mang túi, hộp"), max_length=100, blank=True, help_text=_("Ví dụ: bớt 1.000 đồng mỗi lần mua.")
    )
    payment_ways = models.JSONField(_("cách thanh toán"), default=list, blank=True, validators=[validate_payment_ways])
    parking = models.CharField(_("chỗ để xe"), max_length=10, choices=Parking.choices, blank=True, default="")
    wheelchair = models.CharField(
        _("xe lăn"),
        max_length=6,
        choices=WheelchairAccess.choices,
        blank=True,
        default="",
        help_text=_("Để “Chưa rõ” khi chưa ai xem tận nơi."),
    )
    wheelchair_note = models.CharField(
        _("nói thêm về lối vào"), max_length=150, blank=True, help_text=_("Ví dụ: có một bậc cao 10 cm ở cửa.")
    )
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    source = models.CharField(_("nguồn thông tin"), max_length=255, blank=True)

    sort_key = models.CharField(max_length=700, editable=False, db_index=True, default="")
    folded = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("ngày tạo"), auto_now_add=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="store")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="store",
        for_concrete_model=False,
    )

    objects = StoreQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=6),
        index.AutocompleteField("name"),
        index.SearchField("other_names", boost=3),
        index.SearchField("address"),
        index.SearchField("landmark"),
        index.SearchField("description"),
        index.FilterField("live"),
        index.FilterField("unit_id"),
        index.FilterField("kind_id"),
    ]

    class Meta:
        verbose_name = _("điểm bán")
        verbose_name_plural = _("điểm bán")
        ordering = ["sort_key", "pk"]
        permissions = [
            ("set_store_facts", _("Được ghi vị trí và giờ mở cửa")),
            ("verify_store", _("Được xác nhận thông tin đã kiểm tra")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or self._free_slug()
        self.sort_key = sort_key(self.name)
        self.folded = self._search_text()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("stores:detail", args=[self.slug])

    @property
    def text(self) -> str:
        """The description in the reader's language."""
        return (self.description_en if get_language() == "en" else "") or self.description

    @property
    def practice_lines(self) -> list[str]:
        """What the place tells about its practices in its own words."""
        return [line.strip() for line in self.practice_note.splitlines() if line.strip()]

    @property
    def payment_labels(self) -> list[str]:
        """In the order of the list, whatever the order of ticking."""
        return [str(way.label) for way in PaymentWay if way.value in self.payment_ways]

    @property
    def current_schemes(self) -> list:
        """The schemes whose mark the place may carry today; needs `for_cards()`."""
        return [recognition.scheme for recognition in self.current_recognitions]

    @property
    def verified_on(self) -> date | None:
        """When somebody last made sure of what is said here; a fact, never part of a draft."""
        return self.verification.verified_on if hasattr(self, "verification") else None

    @property
    def hours_rule(self) -> str:
        return self.hours.rule if hasattr(self, "hours") else ""

    @property
    def hours_week(self) -> str:
        """The week as data for the script that writes "đang mở"; empty when unknown."""
        return week_data(self.hours_rule)

    @property
    def distance_label(self) -> str:
        """ "350 m", "1,4 km"; empty when nobody asked how far it is."""
        km: float | None = getattr(self, "distance_km", None)
        if km is None:
            return ""
        return f"{round(km * 100) * 10} m" if km < 1 else f"{number_format(km, 1)} km"

    @property
    def has_position(self) -> bool:
        return hasattr(self, "position")

    def get_preview_template(self, request, mode_name) -> str:
        return "stores/store.html"

    def get_preview_context(self, request, mode_name) -> dict:
        from stores.presenters import store_page_context  # the presenter reads this model

        return store_page_context(self)

    def _free_slug(self) -> str:
        """The folded name, with the unit and then a number when other places have it."""
        base = slugify(self.name, max_length=120)
        candidates = [base, f"{base}-{self.unit.slug}"]
        taken = set(Store.objects.exclude(pk=self.pk).filter(slug__startswith=base).values_list("slug", flat=True))
        number = 2
        while candidates[-1] in taken:
            candidates.append(f"{base}-{self.unit.slug}-{number}")
            number += 1
        return next(slug for slug in candidates if slug not in taken)

    def _search_text(self) -> str:
        """Names first: what stands earlier ranks higher."""
        sold = [product.name for product in self.products.all()]
        return row_text(self.name, self.other_names, self.address, self.landmark, str(self.unit), *sold)
