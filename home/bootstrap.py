"""The first page and the locales of an empty site, made once; Wagtail's own welcome page is replaced."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import HomePage

WELCOME_PATH = "00010001"


@transaction.atomic
def ensure_home(**fields) -> HomePage:
    """The Vietnamese home page; made, with the default site pointing to it, when there is none."""
    Locale.objects.get_or_create(language_code="en")
    vietnamese, _created = Locale.objects.get_or_create(language_code="vi")
    home = HomePage.objects.filter(locale=vietnamese).first()
    if home is not None:
        return home
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(path=WELCOME_PATH, content_type__model="page").first()
    if welcome is not None:
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
        root.refresh_from_db()
    home = HomePage(locale=vietnamese, **{"title": "Thái Nguyên Xanh", "slug": "trang-chu"} | fields)
    home.hero_title = home.hero_title or "Thái Nguyên Xanh"
    home.hero_lede = home.hero_lede or "Sản xuất và tiêu dùng bền vững."
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Thái Nguyên Xanh"}
    )
    return home
