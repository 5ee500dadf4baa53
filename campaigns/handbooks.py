"""The file of a handbook: made of what is live, addressed by its inputs, and made again when one of them changes."""

import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.core.files import locks
from django.core.files.base import ContentFile
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from campaigns.addresses import BEGINNING, site_address
from campaigns.models import ArticlePage, GuidePage, HandbookEdition, HandbookPage
from home.delivery.remembered import remembered
from home.document_files import page_count
from home.documents import render
from home.documents.content import Reader, day
from home.documents.drawings import qr
from home.documents.richtext import nodes
from home.documents.typesetting import fingerprint
from home.jobs import job
from home.visibility import public_pages

TEMPLATE = "handbook"


@job()
def make_handbook(handbook_id: int) -> str:
    """After a handbook or one of its chapters was published or taken back."""
    handbook = public_pages(HandbookPage.objects.filter(pk=handbook_id)).first()
    edition = make(handbook) if handbook else None
    if edition is None:
        for old in HandbookEdition.objects.filter(handbook=handbook_id):
            _forget(old)
        return "none"
    return edition.digest


def edition_of(handbook: HandbookPage) -> HandbookEdition | None:
    """The file for the present state of its pages; made now when the job has not come to it. None without chapters."""
    digest = digest_of(handbook.pk)
    if not digest:
        return None
    found = HandbookEdition.objects.filter(handbook=handbook.pk, digest=digest).first()
    return found or make(handbook)


@remembered
def digest_of(handbook_id: int) -> str:
    handbook = public_pages(HandbookPage.objects.filter(pk=handbook_id)).first()
    return Content(handbook).digest if handbook and handbook.public_chapters() else ""


def make(handbook: HandbookPage) -> HandbookEdition | None:
    """One process of a machine at a time; who waited finds the work done."""
    folder = Path(settings.DATA_DIR) / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "handbook.lock").open("a") as lock:
        locks.lock(lock, locks.LOCK_EX)
        try:
            content = Content(handbook)
            if not content.chapters:
                return None
            found = HandbookEdition.objects.filter(handbook=handbook.pk).first()
            if found is not None and found.digest == content.digest:
                return found
            return _store(handbook, found, content)
        finally:
            locks.unlock(lock)


def _store(handbook: HandbookPage, old: HandbookEdition | None, content: "Content") -> HandbookEdition:
    body = content.pdf()
    edition = old or HandbookEdition(handbook=handbook)
    if old is not None:
        old.file.delete(save=False)
    edition.digest, edition.size = content.digest, len(body)
    edition.page_count = page_count(io.BytesIO(body), "pdf")
    edition.file.save(f"{content.digest}.pdf", ContentFile(body), save=False)
    edition.save()
    return edition


def _forget(edition: HandbookEdition) -> None:
    edition.file.delete(save=False)
    edition.delete()


class Content:
    """Everything that goes into the file, read once."""

    def __init__(self, handbook: HandbookPage) -> None:
        self.handbook = handbook
        self.chapters = handbook.public_chapters()
        self.reader = Reader(site_address())
        self.language = handbook.locale.language_code
        with override(self.language):
            self.data = self._data()

    @property
    def digest(self) -> str:
        """Pictures are named by their content, so their names stand for them."""
        text = json.dumps(self.data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{fingerprint(TEMPLATE)}\0{self._date().isoformat()}\0{text}".encode()).hexdigest()

    def pdf(self) -> bytes:
        return render(TEMPLATE, self.data, pictures=self.reader.pictures, made_at=self._date())

    def _date(self) -> datetime:
        """When the newest of its pages was published."""
        dates = [page.last_published_at for page in (self.handbook, *self.chapters) if page.last_published_at]
        return max(dates, default=BEGINNING)

    def _data(self) -> dict:
        handbook = self.handbook
        site = str(settings.SITE_NAME)
        day_made = date_format(localtime(self._date()).date())
        values = {"version": handbook.version, "day": day_made}
        return {
            "title": handbook.title,
            "summary": handbook.summary,
            "author": handbook.agency.name if handbook.agency else site,
            "site": site,
            "language": self.language,
            "keywords": [topic.label for topic in handbook.topics],
            "edition": _("Phiên bản %(version)s, ngày %(day)s") % values,
            "short-edition": _("bản %(version)s, %(day)s") % values,
            "preface": nodes(handbook.preface, self.reader.base),
            "chapters": [self._chapter(page) for page in self.chapters],
            "words": {
                "contents": _("Trong sổ tay này"),
                "page": _("Trang"),
                "live": _("Quét mã để đọc bản mới nhất trên mạng"),
                "sources": _("Nguồn"),
            },
        }

    def _chapter(self, page: Page) -> dict:
        address = urljoin(self.reader.base, page.url)
        code = f"qr-{page.pk}.svg"
        self.reader.pictures[code] = qr(address)
        reviewed = day(page.last_reviewed)
        return {
            "title": page.title,
            "summary": page.summary,
            "url": address,
            "qr": code,
            "qr-alt": _("Mã QR dẫn tới %(address)s") % {"address": address},
            "facts": facts(page),
            "body": self.reader.body(page.body),
            "sources": self.reader.sources(page.sources),
            "reviewed": _("Rà soát gần nhất: %(day)s.") % {"day": reviewed} if reviewed else "",
        }


def facts(page: Page) -> list[dict[str, str]]:
    """What stands in the strip under a chapter's title."""
    found: list[tuple[str, str]] = []
    if isinstance(page, GuidePage):
        found = [
            (_("Thay cho"), page.replaces),
            (_("Chuẩn bị"), page.preparation_time),
            (_("Chi phí một lần"), page.cost),
            (_("Dùng được"), page.lifespan),
        ]
    elif isinstance(page, ArticlePage):
        found = [(_("Bài"), page.author), (_("Ngày đăng"), day(page.published_on))]
    return [{"label": label, "value": value} for label, value in found if value]
