from django.urls import re_path

from home.views.cards import share_card

urlpatterns = [
    re_path(
        r"^(?P<source>[a-z]+)-(?P<language>vi|en)-(?P<key>[a-z0-9-]+)-(?P<digest>[0-9a-f]{16})\.(?P<extension>png|jpg)$",
        share_card,
        name="share_card",
    ),
]
