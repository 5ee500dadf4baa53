"""Names, contacts, the announcement and the navigation."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Page, Site

from config.demo_loader.files import read_yaml
from home.models import FooterItem, HeaderItem, Navigation, SiteSettings


def load() -> None:
    data = read_yaml("settings.yaml")
    site = Site.objects.get(is_default_site=True)
    settings, created = SiteSettings.objects.get_or_create(site=site)
    if created:
        _fill(settings, dict(data))
    navigation, created = Navigation.objects.get_or_create(site=site)
    if created:
        navigation.header_items = [HeaderItem(**_item(entry)) for entry in data["navigation"]["header"]]
        navigation.footer_items = [FooterItem(**_item(entry)) for entry in data["navigation"]["footer"]]
        navigation.save()


def _fill(settings: SiteSettings, data: dict) -> None:
    announcement = data.pop("announcement")
    data.pop("navigation")
    for name, value in data.items():
        setattr(settings, name, value)
    settings.announcement_text = announcement["text"]
    settings.announcement_link_text = announcement["link_text"]
    settings.announcement_text_en = announcement["text_en"]
    settings.announcement_link_text_en = announcement["link_text_en"]
    settings.announcement_page = _find(announcement["page"])
    settings.announcement_start = _midnight(announcement["start"])
    settings.announcement_end = _midnight(announcement["end"] + timedelta(days=1))
    settings.full_clean()
    settings.save()


def _item(entry: dict) -> dict:
    page = _find(entry["page"]) if "page" in entry else None
    return {"page": page, "route": entry.get("route", ""), "label": entry["label"], "label_en": entry["label_en"]}


def _find(path: str) -> Page:
    return Page.objects.get(url_path__endswith=f"/{path.strip('/')}/", locale__language_code="vi")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
