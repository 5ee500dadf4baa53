"""The maps that pages show: the directory's, and the small one of a store."""

import json

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from stores.directory import Directory
from stores.map.directory_map import directory_map
from stores.map.mini import MiniMap, mini_map_of
from stores.models import Store

register = template.Library()


def texts() -> dict[str, list[str]]:
    """The sentences that the map says with a number put in by the browser, for one and for many."""
    return {
        "total": [ngettext("{n} điểm", "{n} điểm", n) for n in (1, 2)],
        "inView": [ngettext("{n} điểm trong khung nhìn.", "{n} điểm trong khung nhìn.", n) for n in (1, 2)],
        "onMap": [ngettext("Cả bản đồ có {n} điểm.", "Cả bản đồ có {n} điểm.", n) for n in (1, 2)],
        "unplaced": [ngettext("{n} điểm chưa có vị trí.", "{n} điểm chưa có vị trí.", n) for n in (1, 2)],
        "more": [
            ngettext("Còn {n} điểm nữa, phóng to để xem hết.", "Còn {n} điểm nữa, phóng to để xem hết.", n)
            for n in (1, 2)
        ],
        "showList": [ngettext("Xem danh sách {n} điểm", "Xem danh sách {n} điểm", n) for n in (1, 2)],
    }


@register.inclusion_tag("stores/map/directory.html", name="directory_map")
def directory_map_panel(directory: Directory) -> dict:
    """The directory's map beside its list."""
    described = directory_map(directory.all_units)
    return {
        "map": described,
        "script_url": reverse("stores:map_script", args=[described.script_hash]),
        "latest_url": reverse("stores:map_latest"),
        "schemes": directory.all_schemes,
        "texts": json.dumps(texts(), ensure_ascii=False),
    }


@register.inclusion_tag("stores/map/mini.html")
def mini_map(store: Store) -> dict[str, MiniMap | Store | None]:
    """Where a store lies in its commune: no script, no tiles."""
    return {"map": mini_map_of(store), "store": store}
