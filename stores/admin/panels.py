"""The form of a store, in the order in which an officer knows the answers."""

from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from stores.facts import SET_FACTS
from stores.forms import StoreForm
from stores.hours import week_rows
from stores.models import StorePrivate
from stores.review import VERIFY


class FactsPanel(Panel):
    """What no draft holds, position, hours, last check, and where each is changed. A new store is saved first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stores/admin/facts_panel.html"

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            store, user = self.instance, self.request.user
            private = f"{StorePrivate._meta.app_label}.view_{StorePrivate._meta.model_name}"
            return super().get_context_data(parent_context) | {
                "store": store,
                "hours_rows": week_rows(store.hours_rule) if store.pk else [],
                "may_set": user.has_perm(SET_FACTS),
                "may_verify": user.has_perm(VERIFY),
                "may_see_owner": user.has_perm(private),
                "verify_url": f"{reverse('wagtail_bulk_action', args=['stores', 'store', 'verify'])}?id={store.pk}",
            }


def _ticks(field: str) -> FieldPanel:
    """A short list is ticked, not selected with a key held down."""
    return FieldPanel(field, widget=CheckboxSelectMultiple)


def _place() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("other_names"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
                FieldPanel("address"),
                FieldPanel("landmark"),
            ],
            heading=_("Điểm bán"),
        ),
        FactsPanel(heading=_("Vị trí, giờ mở cửa, kiểm tra")),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("description_en")], heading=_("Giới thiệu")),
        MultipleChooserPanel(
            "photos", chooser_field_name="image", heading=_("Ảnh"), label=_("ảnh"),
            panels=[FieldPanel("image"), FieldPanel("caption")],
            help_text=_("Văn bản thay thế, người chụp và giấy phép ghi ở chính bức ảnh."),
        ),
    ]  # fmt: skip


def _contact() -> list[Panel]:
    return [
        InlinePanel(
            "phones", heading=_("Điện thoại"), label=_("số điện thoại"),
            panels=[FieldRowPanel([FieldPanel("number"), FieldPanel("label"), FieldPanel("has_zalo")])],
            help_text=_("Số công khai của cửa hàng. Số riêng của chủ thì ghi ở “Thông tin riêng”."),
        ),
        FieldPanel("website"),
        InlinePanel("links", heading=_("Mạng xã hội, sàn bán hàng"), label=_("địa chỉ")),
    ]  # fmt: skip


def _goods() -> list[Panel]:
    ocop = [FieldRowPanel([FieldPanel("ocop_stars"), FieldPanel("ocop_until")]),
            FieldRowPanel([FieldPanel("ocop_issuer"), FieldPanel("ocop_decision")])]  # fmt: skip
    return [
        _ticks("categories"),
        InlinePanel(
            "products", heading=_("Mặt hàng"), label=_("mặt hàng"),
            panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("note")]), *ocop],
            help_text=_("Sao OCOP hết hiệu lực thì trang tự thôi hiện."),
        ),
    ]  # fmt: skip


def _visit() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                _ticks("practices"),
                FieldPanel("practice_note"),
                FieldRowPanel([FieldPanel("own_containers"), FieldPanel("deposit_bottles")]),
                FieldPanel("bag_discount"),
            ],
            heading=_("Việc làm xanh"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("payment_ways"),
                FieldPanel("parking"),
                FieldRowPanel([FieldPanel("wheelchair"), FieldPanel("wheelchair_note")]),
            ],
            heading=_("Trước khi đến"),
        ),
    ]


def store_form() -> TabbedInterface:
    publishing = [FieldPanel("slug"), FieldPanel("is_sample"), FieldPanel("source"), PublishingPanel()]
    return TabbedInterface(
        [
            ObjectList(_place(), heading=_("Điểm bán")),
            ObjectList(_contact(), heading=_("Liên hệ")),
            ObjectList(_goods(), heading=_("Hàng bán")),
            ObjectList(_visit(), heading=_("Xanh, tiện ích")),
            ObjectList(publishing, heading=_("Đăng")),
        ],
        base_form_class=StoreForm,
    )
