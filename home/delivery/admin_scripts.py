"""Wagtail's admin without inline code.

Wagtail 7.4 starts its date fields, choosers and inline panels with small inline scripts: a function, and arguments that
are JSON. Here each becomes a block of data, `<script type="application/json" data-start="…">`, which our one script
`js/admin/start.js` starts. So the admin, where an injected script would do the most harm, needs no 'unsafe-inline'. Any
other inline script stays as it is and is refused by the browser; tests/browser drives the screens and reads its console.
"""

import json
import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

_CALL = r"(?P<new>new )?(?P<name>(?:init|create)?[A-Z]\w*Chooser)\((?P<args>.*?)\);"
_PANEL = r"\(function\(\) \{\s*var panel = new (?P<panel>(?:Inline|MultipleChooser)Panel)\(JSON\.parse\((?P<text>\".*?\")\)\);"
_INLINE = re.compile(rf"<script>\s*(?:{_CALL}|{_PANEL}\s*\}}\)\(\);)\s*</script>")


def without_inline_code(html: str) -> str:
    """The page with every start that we know turned into data."""
    return _INLINE.sub(_as_data, html)


def _as_data(match: re.Match[str]) -> str:
    name, new = match["panel"] or match["name"], bool(match["panel"] or match["new"])
    try:
        args = [json.loads(json.loads(match["text"]))] if match["panel"] else json.loads(f"[{match['args']}]")
    except ValueError:  # not only data after all
        return match[0]
    text = json.dumps(args).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/json" data-start="{name}"{" data-new" if new else ""}>{text}</script>'


def start_script() -> SafeString:
    """For the hook `insert_global_admin_js`."""
    return format_html('<script src="{}" defer></script>', static("js/admin/start.js"))


class AdminScriptsMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            not response.streaming
            and response.get("Content-Type", "").startswith("text/html")
            and request.path_info.startswith(reverse("wagtailadmin_home"))
            and b"<script>" in response.content
        ):
            response.content = without_inline_code(response.content.decode()).encode()
            response["Content-Length"] = str(len(response.content))
        return response
