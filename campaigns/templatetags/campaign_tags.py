"""Campaigns and guides on pages that are not theirs."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from campaigns.alternatives.finder import often_wanted, replaced_by
from campaigns.leaflets import LeafletForm, steps_of
from campaigns.models import CampaignPage, EventPage, GuideIndexPage, GuidePage
from home.delivery.decorators import fresh_at_most
from home.delivery.remembered import remembered
from home.languages import in_reader_language, localized, original
from home.models import Unit
from home.pictures import with_pictures
from home.visibility import public_pages
from stores.models import Store

register = template.Library()

FEW = 3
OFTEN_WANTED = 4  # plastic items beside the search


@register.inclusion_tag("components/campaign_band.html", takes_context=True)
def campaign_band(context) -> dict:
    """The running campaign that began last, else the next to come; nothing when there is neither."""
    today = timezone.localdate()
    found = public_pages(CampaignPage.objects.filter(locale__language_code="vi", ends__gte=today)).order_by("starts")
    campaigns = list(found)
    running = [campaign for campaign in campaigns if campaign.starts <= today]
    campaign = running[-1] if running else next(iter(campaigns), None)
    if campaign is not None:
        fresh_at_most(context["request"], campaign.state_changes_at)
    return {"campaign": localized(campaign).specific if campaign else None}


@register.inclusion_tag("components/guide_door.html")
def guide_door() -> dict:
    """The search for an alternative, with the finder's states for what people most often want to replace."""
    return {"item_chips": [{"item": item, "count": count} for item, count in often_wanted(OFTEN_WANTED)]}


@register.inclusion_tag("components/finder_links.html")
def finder_links(guide: GuidePage) -> dict:
    """The finder's states of what this guide's own alternatives replace."""
    return {
        "links": [{"item": item, "count": count} for item, count in replaced_by(original(guide).pk)[:FEW]]
        if guide.pk
        else []
    }


@register.inclusion_tag("components/guide_teaser.html")
def guide_teaser() -> dict:
    """The first guides in the order editors gave them, and how many there are."""
    guides, index = _guides(get_language())
    return {"guides": guides[:FEW], "guide_total": len(guides), "guide_index": index}


@remembered
def _guides(language: str) -> tuple[list[GuidePage], GuideIndexPage | None]:
    found = public_pages(GuidePage.objects.filter(locale__language_code="vi")).order_by("path")
    guides = in_reader_language(with_pictures(found))
    index = public_pages(GuideIndexPage.objects.filter(locale__language_code="vi")).first() if guides else None
    return guides, index


@register.inclusion_tag("components/guides_for_store.html")
def guides_for_store(store: Store) -> dict:
    """Guides whose things this store sells."""
    return {"guides": _guides_for(store.pk, get_language()) if store.pk else []}


@remembered
def _guides_for(store: int, language: str) -> list[GuidePage]:
    guides = public_pages(GuidePage.objects.filter(categories__stores=store, locale__language_code="vi"))
    return in_reader_language(with_pictures(guides).distinct().order_by("path")[:FEW])


@register.inclusion_tag("components/events_in_unit.html", takes_context=True)
def events_in_unit(context, unit: Unit) -> dict:
    """What takes place in a commune or ward: the next events first, else the last ones that were."""
    now = timezone.now()
    here = public_pages(EventPage.objects.filter(unit=unit, locale__language_code="vi")).select_related("unit")
    coming = in_reader_language(here.filter(ends__gt=now).order_by("starts", "pk")[:FEW])
    past = [] if coming else in_reader_language(here.filter(ends__lte=now).order_by("-starts", "pk")[:FEW])
    for event in coming:
        fresh_at_most(context["request"], event.starts if event.starts > now else event.ends)
    return {"coming": coming, "past": past}


@register.inclusion_tag("campaigns/leaflet_section.html")
def leaflet_form(guide: GuidePage) -> dict:
    """The way to a printed copy of a guide with a commune's name on it; nothing where there are no steps to print."""
    return {"page": guide, "form": LeafletForm()} if steps_of(guide) else {}


@register.inclusion_tag("components/leaflet_fields.html")
def leaflet_fields(form: LeafletForm, page: GuidePage) -> dict:
    return {"form": form, "units": _units(), "page": page}


@remembered
def _units() -> list[tuple[str, str]]:
    """Today's communes and wards: the address's word and the name."""
    return [(unit.slug, unit.full_name) for unit in Unit.objects.current()]
