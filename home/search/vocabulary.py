"""Which words the site uses, how they are spelled and which stand beside each other: what a wrong word is put right by."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wagtail.models import get_page_models

from home.delivery.remembered import remembered
from home.models import BasePage, Topic
from home.registry import search_words
from home.search.synonyms import synonyms
from home.search.words import read_words
from home.text import normalise
from home.visibility import public_pages

_NEAR = 8  # words that look most like a wrong one

Spellings = dict[str, Counter[str]]


class Vocabulary:
    """Words by their folded form, and pairs of neighbours."""

    def __init__(self, texts: Iterable[str]):
        words: Spellings = defaultdict(Counter)
        pairs: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        for text in texts:
            before = None
            for word in read_words(normalise(text)):
                words[word.folded][word.spelled] += 1
                if before is not None:
                    pairs[before.folded, word.folded][before.spelled, word.spelled] += 1
                before = word
        self._spelled = {folded: spellings.most_common(1)[0][0] for folded, spellings in words.items()}
        self._times = {folded: spellings.total() for folded, spellings in words.items()}
        self._pairs = {pair: spellings.most_common(1)[0][0] for pair, spellings in pairs.items()}
        self._words = list(self._times)

    def __contains__(self, folded: str) -> bool:
        return folded in self._times

    def stand_together(self, first: str, second: str) -> bool:
        return (first, second) in self._pairs

    def near(self, folded: str) -> list[tuple[str, int]]:
        """The words one slip away (two in a long word), with how many slips; the likeliest first."""
        most = 1 if len(folded) < 6 else 2
        found = process.extract(folded, self._words, scorer=OSA.distance, score_cutoff=most, limit=None)
        found = [(word, int(slips)) for word, slips, _place in found if slips]
        return sorted(found, key=lambda item: (item[1], -self._times[item[0]]))[:_NEAR]

    def split(self, folded: str) -> Iterator[tuple[str, str]]:
        """ "phanloai": two words that stand together somewhere, written as one."""
        for place in range(1, len(folded)):
            if self.stand_together(folded[:place], folded[place:]):
                yield folded[:place], folded[place:]

    def spelled(self, folded: Iterable[str]) -> list[str]:
        """With the marks that the words mostly have beside each other here."""
        words = list(folded)
        shown = []
        for place, word in enumerate(words):
            before = self._pairs.get((words[place - 1], word)) if place else None
            after = self._pairs.get((word, words[place + 1])) if place + 1 < len(words) else None
            shown.append(before[1] if before else after[0] if after else self._spelled.get(word, word))
        return shown


@remembered
def vocabulary(language: str) -> Vocabulary:
    """Of the titles and summaries that the public may read, of topics, synonyms and what the apps have names for."""
    return Vocabulary(_texts(language))


def _texts(language: str) -> Iterator[str]:
    told = [
        public_pages(model.objects.filter(locale__language_code=language)).order_by().values_list("title", "summary")
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    for title, summary in told[0].union(*told[1:], all=True):
        yield title
        yield summary
    for topic in Topic.objects.all():
        yield topic.name
        yield topic.name_en
    yield from synonyms().sayings
    yield from search_words()
