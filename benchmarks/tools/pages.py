"""Pages whose words are as frequent as in a language: a few very often, most seldom."""

import json
import random
from itertools import accumulate

RARE_EVERY = 200  # pages; the rare word is not rarer in a larger site, its hits grow with it

WORDS = (
    "chợ làn tre nhựa túi giấy rác thải môi trường đồng hỷ định hóa phổ yên sông cầu nước mắm cửa hàng xanh bền vững "
    "tiêu dùng sản xuất địa phương hợp tác xã nông sản chè tân cương phân loại tại nguồn gia đình trẻ em học sinh "
    "người bán mua giá đồng một hai ba năm mười bình thủy tinh ống hút lá dong hộp cơm cặp lồng dây cói mây đan thợ "
    "nghề huyện tỉnh phường thành phố khu dân cư tổ chức hội phụ nữ đoàn thanh niên công thương kế hoạch thực hiện"
)
FREQUENT = WORDS.split()
# As many syllables again as a language has: each seldomer than the one before it.
ONSETS = ("b", "c", "d", "g", "h", "kh", "l", "m", "n", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "ng")
RHYMES = (
    "am",
    "ăng",
    "anh",
    "ay",
    "âm",
    "ân",
    "âu",
    "eo",
    "em",
    "ên",
    "iên",
    "im",
    "oan",
    "oc",
    "ôi",
    "ôn",
    "ơm",
    "ua",
    "ung",
    "ươi",
)
TONES = ("", "1", "2", "3", "4", "5")
SYLLABLES = [*FREQUENT, *(onset + rhyme + tone for tone in TONES for rhyme in RHYMES for onset in ONSETS)]
WEIGHTS = list(accumulate(1 / (place + 2) for place in range(len(SYLLABLES))))


def text(chance: random.Random, length: int) -> str:
    """Words as frequent as in a language: a few very often, most seldom."""
    return " ".join(chance.choices(SYLLABLES, cum_weights=WEIGHTS, k=length))


def seed(start: int, stop: int) -> None:
    """Pages in bulk: every one has "xanh", every two-hundredth has "quýt"."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page

    from home.bootstrap import ensure_home
    from home.models import StandardPage

    home, chance = ensure_home(), random.Random(start)
    kind = ContentType.objects.get_for_model(StandardPage)
    with transaction.atomic():
        for number in range(start, stop):
            title = text(chance, 6).capitalize()
            base = Page(
                title=title, draft_title=title, slug=f"trang-{number}", url_path=f"{home.url_path}trang-{number}/",
                path=home.path + Page._int2str(number + 1).rjust(Page.steplen, "0"), depth=home.depth + 1,
                live=True, content_type=kind, locale=home.locale,
            )  # fmt: skip
            base.save_base(raw=True)
            rare = " quýt" if number % RARE_EVERY == 0 else ""
            body = [{"type": "text", "value": f"<p>xanh {text(chance, 150)}{rare}</p>"}]
            page = StandardPage(page_ptr=base, summary=text(chance, 20), body=json.dumps(body))
            page.save_base(raw=True)
        Page.objects.filter(pk=home.pk).update(numchild=stop)
