"""Private links for people without an account: random tokens, kept only as a hash, for one purpose and one object.

Mail scanners open links, so opening one never changes anything: the page behind it shows a button that posts.
"""

from .service import issue, revoke, target_of, targets
from .views import private_link

__all__ = ["issue", "private_link", "revoke", "target_of", "targets"]
