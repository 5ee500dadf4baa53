"""Forms of pages in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models.topics import PageTopic, Topic
from home.slugs import PageForm
from home.translation.forms import TranslationFormMixin


class SitePageForm(TranslationFormMixin, PageForm):
    """The form of every page: slugs made on the server, translations declared finished."""


class ContentPageForm(SitePageForm):
    """Topics are ticked in a list; they are kept as rows of `PageTopic`, which belong to the page's revision."""

    topics = forms.ModelMultipleChoiceField(
        queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Chủ đề")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["topics"] = [link.topic_id for link in self.instance.topic_links.all()]

    def save(self, commit: bool = True):
        chosen = self.cleaned_data["topics"]
        kept = {link.topic_id: link for link in self.instance.topic_links.all()}
        self.instance.topic_links = [kept.get(topic.pk) or PageTopic(topic=topic) for topic in chosen]
        return super().save(commit)
