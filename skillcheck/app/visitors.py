"""Who is asking: a visitor is a random word in a signed cookie, and a folder whose name does not give the word away."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, RequestHandler
from traitlets import Bool, Unicode

COOKIE = "skillcheck-visitor"
DAYS = 400  # the longest that browsers keep a cookie
_NOT_YOURS = "This workbook is somebody's own. Open it with the address that its terminal printed."


@dataclass(frozen=True)
class Visitor:
    """One browser: its name in the server's books, and where its answers are kept."""

    name: str
    home: Path


def visitor_of(word: str, home: Path, single: bool) -> Visitor:
    """Return the visitor with this word; alone on their own machine, a person's answers are in the folder itself."""
    name = hashlib.sha256(word.encode()).hexdigest()[:32]
    return Visitor(name, home if single else home / "visitors" / name)


def cookie_secret(home: Path) -> bytes:
    """Return what this folder's cookies are signed with, made once: a restart forgets nobody."""
    path = home / "site-secret"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").encode()


class Visitors(IdentityProvider):
    """Knows a browser by its cookie. In single mode only the one that came with the key is let in."""

    home = Unicode(config=True, help="Where answers are kept.")
    single = Bool(False, config=True, help="One person, on their own machine.")
    key = Unicode("", config=True, help="What the address of a single person's site ends with.")

    auth_enabled = False

    def get_user(self, handler: RequestHandler) -> User:
        """Return the visitor as Jupyter's user; a new browser gets its cookie here."""
        word = (handler.get_signed_cookie(COOKIE, max_age_days=DAYS) or b"").decode()
        if self.single:
            word = self._let_in(handler, word)
        elif not word:
            word = secrets.token_urlsafe(32)
            self._remember(handler, word)
        visitor = visitor_of(word, Path(self.home), self.single)
        handler.visitor = visitor
        return User(username=visitor.name)

    def _let_in(self, handler: RequestHandler, word: str) -> str:
        """Return the key if the browser has it in its cookie or in the address; else refuse."""
        given = handler.get_query_argument("key", "")
        if secrets.compare_digest(given.encode(), self.key.encode()):
            self._remember(handler, self.key)
            return self.key
        if not secrets.compare_digest(word.encode(), self.key.encode()):
            raise HTTPError(403, _NOT_YOURS)
        return word

    def _remember(self, handler: RequestHandler, word: str) -> None:
        secure = "https" in (handler.request.protocol, handler.request.headers.get("X-Forwarded-Proto", ""))
        # Lax: a link from elsewhere may lead here, but no other site's script acts in the visitor's name.
        handler.set_signed_cookie(COOKIE, word, expires_days=DAYS, httponly=True, samesite="Lax", secure=secure)
