"""What leaves in a spreadsheet of stores: public facts, each with its heading. Nothing about who owns a store stands here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stores.hours import week_rows
from stores.models import Recognition, Store, StoreProduct
from stores.quality import missing_of, with_quality


@dataclass(frozen=True)
class Exported:
    heading: str | Promise
    value: Callable[[Store], object]


def _joined(values) -> str:
    return "; ".join(str(value) for value in values if value)


def _phone(store: Store) -> str:
    return _joined(f"{phone.grouped} ({phone.label})" if phone.label else phone.grouped for phone in store.phones.all())


def _product(product: StoreProduct) -> str:
    return f"{product.name} (OCOP {product.ocop_stars} sao)" if product.has_ocop else product.name


def _recognition(recognition: Recognition) -> str:
    until = f"{recognition.valid_until:%d/%m/%Y}"
    return f"{recognition.scheme.short_name} {recognition.number}, {recognition.public_state_label}, {until}"


def _hours(store: Store) -> str:
    return _joined(f"{row.label}: {row.text}" for row in week_rows(store.hours_rule))


def _of(relation: str, value: Callable) -> Callable[[Store], object]:
    """A value of a fact that may not be there."""
    return lambda store: value(getattr(store, relation)) if hasattr(store, relation) else ""


# The key names the field where there is one, so that the heading is what the form calls it.
EXPORTED: dict[str, Exported] = {
    "name": Exported(_("tên"), lambda s: s.name),
    "other_names": Exported(_("tên khác"), lambda s: s.other_names),
    "kind": Exported(_("loại điểm bán"), lambda s: s.kind.name),
    "categories": Exported(_("nhóm hàng"), lambda s: _joined(s.categories.all())),
    "unit": Exported(_("xã, phường"), lambda s: str(s.unit)),
    "unit_code": Exported(_("mã xã, phường"), lambda s: s.unit.code),
    "address": Exported(_("địa chỉ"), lambda s: s.address),
    "landmark": Exported(_("chỉ dẫn"), lambda s: s.landmark),
    "lat": Exported(_("vĩ độ"), _of("position", lambda position: position.lat)),
    "lng": Exported(_("kinh độ"), _of("position", lambda position: position.lng)),
    "precision": Exported(_("độ chính xác"), _of("position", lambda position: position.get_precision_display())),
    "phones": Exported(_("điện thoại"), _phone),
    "website": Exported(_("trang web"), lambda s: s.website),
    "links": Exported(_("mạng xã hội"), lambda s: _joined(s.links.all())),
    "hours": Exported(_("giờ mở cửa"), _hours),
    "hours_rule": Exported(_("giờ mở cửa (OSM)"), lambda s: s.hours_rule),
    "recognitions": Exported(_("công nhận"), lambda s: _joined(map(_recognition, s.recognitions.all()))),
    "products": Exported(_("mặt hàng"), lambda s: _joined(map(_product, s.products.all()))),
    "practices": Exported(_("việc làm xanh"), lambda s: _joined(s.practices.all())),
    "payment_ways": Exported(_("cách thanh toán"), lambda s: _joined(s.payment_labels)),
    "parking": Exported(_("chỗ để xe"), lambda s: s.get_parking_display()),
    "wheelchair": Exported(_("xe lăn"), lambda s: s.get_wheelchair_display()),
    "own_containers": Exported(_("nhận đồ đựng khách mang đến"), lambda s: s.get_own_containers_display()),
    "deposit_bottles": Exported(_("chai, hũ có đặt cọc"), lambda s: s.get_deposit_bottles_display()),
    "bag_discount": Exported(_("ưu đãi khi mang túi, hộp"), lambda s: s.bag_discount),
    "description": Exported(_("giới thiệu"), lambda s: s.description),
    "verified_on": Exported(_("kiểm tra gần nhất"), lambda s: s.verified_on),
    "missing": Exported(_("còn thiếu"), lambda s: _joined(missing_of(s))),
    "live": Exported(_("đang hiện"), lambda s: s.live),
    "is_sample": Exported(_("dữ liệu mẫu"), lambda s: s.is_sample),
    "source": Exported(_("nguồn thông tin"), lambda s: s.source),
    "page": Exported(_("trang"), lambda s: s.get_absolute_url()),
}


def listed(stores: QuerySet[Store]) -> QuerySet[Store]:
    """With all that the list and the spreadsheet show, in a number of queries that does not grow."""
    recognitions = Recognition.objects.select_related("scheme").order_by("scheme__order", "-decided_on")
    return with_quality(
        stores.select_related("kind", "unit", "latest_revision", "position", "hours", "verification").prefetch_related(
            Prefetch("recognitions", queryset=recognitions),
            "categories", "phones", "links", "products", "practices",
        )
    )  # fmt: skip
