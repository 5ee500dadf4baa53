"""Entries as Atom, RSS 2.0 and JSON Feed 1.1: the same bytes for the same entries."""

import json
import re
import unicodedata
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils.feedgenerator import (
    Atom1Feed,
    Enclosure,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.feeds.entries import BEGINNING, Entry, entries_of, tag_base
from home.feeds.scopes import EVERYTHING, Scope, site_base

# What XML 1.0 may not hold in any spelling (its production "Char"); half surrogates are no text anywhere.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", NO_XML.sub("", text))


class SteadyFeed(SyndicationFeed):
    """Its date is that of its newest entry, never that of the request."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEGINNING)


class AtomFeed(SteadyFeed, Atom1Feed):
    """With the whole text, and every author."""

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


class RssFeed(SteadyFeed, Rss201rev2Feed):
    """The summary as description, the whole text beside it."""

    def rss_attributes(self) -> dict[str, str]:
        spaces = {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
        }
        return super().rss_attributes() | spaces

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dcterms:modified", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])


class JsonFeed(SteadyFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False))

    def _item(self, item: dict) -> dict:
        found = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["html"],
            "summary": item["description"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [{"name": name} for name in item["authors"]],
            "tags": list(item["categories"]),
            "language": self.feed["language"],
        }
        for picture in item["enclosures"]:
            size = {"size_in_bytes": int(picture.length)} if int(picture.length) else {}
            found["image"] = picture.url
            found["attachments"] = [{"url": picture.url, "mime_type": picture.mime_type} | size]
        return {name: value for name, value in found.items() if value}


GENERATORS: dict[str, type[SteadyFeed]] = {"atom": AtomFeed, "rss": RssFeed, "json": JsonFeed}


def title_of(scope: Scope) -> str:
    return str(settings.SITE_NAME) if scope.sort == EVERYTHING else f"{settings.SITE_NAME}: {scope.label}"


def write_feed(scope: Scope, ending: str) -> tuple[bytes, str, datetime]:
    """The feed's bytes, their type and the date of the newest entry."""
    base = site_base()
    feed = GENERATORS[ending](
        title=clean(title_of(scope)),
        link=urljoin(base, scope.page_path),
        description=clean(_("Nội dung mới và mới cập nhật: %(what)s.") % {"what": scope.label}),
        language=get_language(),
        author_name=str(settings.SITE_NAME),
        feed_url=urljoin(base, scope.path(ending)),
        feed_guid=f"{tag_base()}{get_language()}/{scope.anchor}",
    )
    for entry in entries_of(scope):
        _add(feed, entry)
    return feed.writeString("utf-8").encode(), feed.content_type, feed.latest_post_date()


def _add(feed: SteadyFeed, entry: Entry) -> None:
    picture = entry.picture
    feed.add_item(
        title=clean(entry.title),
        link=entry.url,
        description=clean(entry.summary) or None,
        unique_id=entry.identity,
        unique_id_is_permalink=False,
        pubdate=entry.published,
        updateddate=entry.updated,
        categories=[clean(topic) for topic in entry.topics],
        enclosures=[Enclosure(picture.url, str(picture.size), picture.content_type)] if picture else [],
        html=clean(entry.html),
        authors=[clean(name) for name in entry.authors],
    )
