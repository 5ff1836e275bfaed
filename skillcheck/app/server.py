"""The site's server: Voila with our pages, our look and none of its doors to files, folders or code."""

import asyncio
import contextlib
import hashlib
import json
import logging
import shutil
import tempfile
import threading
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, StaticFileHandler
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from skillcheck.app import records
from skillcheck.app.kernels import VISITOR, WarmKernels
from skillcheck.app.pages import Page, pages
from skillcheck.app.visitors import Visitors, cookie_secret
from skillcheck.model import SkillcheckError
from skillcheck.rendering.look import FILE as LOOK

HERE = Path(__file__).parent
IDLE = 3600  # seconds after which an idle page rests
_KERNEL = r"(?P<kernel_id>[\w-]+)"
_FULL = "All places are taken at the moment. Try again in a few minutes; nothing is lost."
# Widgets arrive as modules made in the page (blob:), and Voila's own bundle needs to evaluate.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'"
)
_EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@voila-dashboards/widgets-manager7", "anywidget"]
_EXTENSIONS += ["@jupyter-widgets/jupyterlab-manager"]


class Site(Voila):
    """Serves the pages that were written into `root_dir`."""

    def __init__(self, found: Mapping[str, Page], settings: "Settings", **traits: Any) -> None:
        super().__init__(config_file_paths=[], **traits)
        self.found, self.settings = found, settings
        self.needed: dict[str, None] = {}  # what pages asked for so far: the first page lets browsers fetch it early

    def setup_template_dirs(self) -> None:
        """Put our templates in front of Voila's."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(HERE / "templates"))

    def init_settings(self) -> dict:
        """Add the secret of the cookies, and headers that keep other sites out."""
        settings = super().init_settings()
        settings["voila_jinja2_env"].globals["site"] = layout(self.found, self.settings.single)
        return settings | {
            "site": self,
            "allow_remote_access": not self.settings.single,
            "compress_response": True,
            "ws_ping_timeout": 30_000,  # milliseconds, as its interval: tornado remarks on a longer one
            "headers": {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"},
        }

    def init_handlers(self) -> list:
        """Name every address there is; whatever else is asked for does not exist."""
        names = "|".join(self.found)
        voila = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        return [
            (r"/", HomeHandler),
            (rf"/({names})", PageHandler, voila),
            (r"/answers\.json", AnswersHandler),
            (r"/site/(look\.css)", StaticFileHandler, {"path": str(LOOK.parent)}),
            (r"/site/(.*)", StaticFileHandler, {"path": str(HERE / "static")}),
            (r"/voila/static/(.*)", KeptFileHandler, {"paths": self.static_paths}),
            (r"/voila/labextensions/(.*)", KeptFileHandler, {"paths": self.labextensions_path}),
            (rf"/api/kernels/{_KERNEL}", OwnKernelHandler),
            (rf"/api/kernels/{_KERNEL}/channels", OwnSocketHandler),
            (rf"/voila/api/shutdown/{_KERNEL}", OwnShutdownHandler),
            (r"/.*", NothingHandler),
        ]

    def listen(self) -> None:
        """Listen, say where, and serve until somebody stops it; SkillcheckError if the port is taken."""
        try:
            self.app.listen(self.port, self.ip)
        except OSError as error:
            why = f"Port {self.port} on {self.ip} cannot be used ({error.strerror}). Choose another with --port."
            raise SkillcheckError(why) from None
        self.settings.announce(self.port, self.ip)
        if self.open_browser:
            threading.Thread(target=webbrowser.open, args=[self.settings.address(self.port, self.ip)]).start()
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.kernel_manager.fill)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            print("Stopped.")
        finally:
            self.ioloop.run_sync(lambda: self.kernel_manager.shutdown_all(now=True))
            shutil.rmtree(self.connection_dir, ignore_errors=True)


def layout(found: Mapping[str, Page], single: bool) -> dict[str, Any]:
    """Return what the templates ask for: the pages of the navigation, and a version that changes with the style."""
    version = hashlib.sha256(b"".join(path.read_bytes() for path in (LOOK, *sorted((HERE / "static").iterdir()))))
    listed = [
        {"name": page.name, "title": page.title, "about": page.about, "group": page.group}
        for page in found.values()
        if page.group in ("", "levels")
    ]
    return {"pages": listed, "single": single, "version": version.hexdigest()[:8]}


# --- what is served ---------------------------------------------------------------------------------


class SiteHandler(JupyterHandler):
    """A page that needs no kernel; the visitor is known to every handler of the site."""

    def render_template(self, name: str, **known: Any) -> str:
        """Fill in one of our templates; it is told nothing but what it is given."""
        return self.settings["voila_jinja2_env"].get_template(name).render(**known)

    @property
    def site(self) -> Site:
        """The server."""
        return self.settings["site"]

    async def prepare(self, **options: Any) -> None:
        """Find out who is asking; an address with the key in it is not kept in the address bar."""
        await super().prepare(**options)
        if self.request.method == "GET" and "key" in self.request.query_arguments:
            self.redirect(self.request.path)


class NothingHandler(SiteHandler):
    """Every other address."""

    def get(self) -> None:
        """Say kindly that there is nothing here."""
        raise HTTPError(404)


class HomeHandler(SiteHandler):
    """The first page: what this is, where one stands, and where to go."""

    async def get(self) -> None:
        """Show it; needs no kernel, so it is there at once."""
        self.set_header("Cache-Control", "no-store")
        known = await asyncio.to_thread(records.summary, self.visitor.home, self.site.settings.data)
        self.write(self.render_template("home.html", known=known, early=self.site.needed, here="", title="skillcheck"))


class AnswersHandler(SiteHandler):
    """A visitor's answers as the file that an instructor grades and that other workbooks read."""

    async def get(self) -> None:
        """Send it; 404 when nothing has been answered."""
        body = await asyncio.to_thread(records.submission, self.visitor.home, self.site.settings.data)
        if body is None:
            raise HTTPError(404, "You have not answered anything yet.")
        self.set_header("Content-Type", "application/json")
        self.set_header("Content-Disposition", 'attachment; filename="answers.json"')
        self.set_header("Cache-Control", "no-store")
        self.write(body)


class PageHandler(SiteHandler, TornadoVoilaHandler):
    """One page made by Voila, in a kernel of the visitor's own."""

    async def get(self, name: str) -> None:
        """Stream the page while its kernel fills it."""
        kernels: WarmKernels = self.kernel_manager
        if kernels.in_use >= self.site.settings.seats:
            raise HTTPError(503, _FULL)
        VISITOR.set(self.visitor)
        with contextlib.suppress(StreamClosedError):  # the visitor has gone on meanwhile
            async for html in self.get_generator(f"{name}.ipynb"):
                self.write(html)
                await self.flush()


class KeptFileHandler(MultiStaticFileHandler):
    """Voila's own scripts and styles; a browser keeps them for an hour and need not ask for each."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file, and note that pages need it."""
        await super().get(path, include_body)
        if self.get_status() == 200:
            self.settings["site"].needed[self.request.path] = None

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        """Seconds to keep a file."""
        return 3600


class _Own:
    """Only who opened a page reaches its kernel."""

    async def prepare(self, **options: Any) -> None:
        """Refuse as if there were no such kernel."""
        await super().prepare(**options)
        if not self.kernel_manager.belongs(self.path_kwargs["kernel_id"], self.visitor.name):
            raise HTTPError(404)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the number: scripts ask here, not people."""
        self.finish()


class OwnKernelHandler(_Own, KernelHandler):
    """Whether a page's kernel is there."""


class OwnSocketHandler(_Own, VoilaKernelWebsocketHandler):
    """What widgets and kernel say to each other: comm messages only, never code."""


class OwnShutdownHandler(_Own, VoilaShutdownKernelHandler):
    """A page was closed."""

    def check_xsrf_cookie(self) -> None:
        """Leave out the token: a closing page cannot send it, and no other site's request carries our cookie."""


# --- starting ---------------------------------------------------------------------------------------


class Settings:
    """What the site is started with."""

    def __init__(self, home: Path, data: Path | None, single: bool, seats: int) -> None:
        self.home, self.data, self.single, self.seats = home, str(data) if data else None, single, seats
        self.secret = cookie_secret(home)
        self.key = hashlib.sha256(b"key" + self.secret).hexdigest()[:40] if single else ""

    def address(self, port: int, ip: str) -> str:
        """Return the address to open."""
        host = "localhost" if ip in ("", "0.0.0.0", "127.0.0.1", "::", "::1") else ip
        return f"http://{host}:{port}/" + (f"?key={self.key}" if self.single else "")

    def announce(self, port: int, ip: str) -> None:
        """Say where the site is and whose answers go where."""
        print(f"skillcheck is at {self.address(port, ip)}")
        if self.single:
            print(f"It is yours alone; your answers are in {self.home}, where your notebooks keep them too.")
        else:
            print(f"Every browser has a record of its own, below {self.home / 'visitors'}.")
        print("Ctrl-C stops it; nobody loses an answer by that.", flush=True)


def configuration(settings: Settings, found: Mapping[str, Page], spare: int) -> Config:
    """Return Voila's configuration: nothing on view but what cells show, nothing to override, no files."""
    warm = f"from skillcheck.app.visit import warm; warm({settings.data!r})"
    return Config(
        {
            "VoilaConfiguration": {
                "template": "lab",
                "theme": "light",
                "strip_sources": True,
                "file_allowlist": [],
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "show_tracebacks": False,
                "resources": {"site": layout(found, settings.single)},
                "extension_allowlist": _EXTENSIONS,
                "extension_denylist": [],
                "multi_kernel_manager_class": WarmKernels,
            },
            "VoilaExecutor": {"cell_error_instruction": "Reload the page; every answer given is kept."},
            "WarmKernels": {"spare": spare, "loading": warm, "cull_idle_timeout": IDLE, "cull_connected": True},
            "AsyncIOLoopKernelManager": {"client_class": "skillcheck.app.kernels.PromptClient"},
            "MappingKernelManager": {"cull_interval": 120, "transport_encryption": "auto"},
            "Visitors": {"home": str(settings.home), "single": settings.single, "key": settings.key},
        }
    )


def serve(
    notebooks: Path,
    settings: Settings,
    *,
    port: int = 8866,
    ip: str = "127.0.0.1",
    browser: bool = True,
    spare: int = 2,
) -> None:
    """Serve the notebooks as a site until it is stopped."""
    for name in ("tornado.access", "tornado.general"):
        logging.getLogger(name).setLevel(logging.ERROR)  # who asked for what is nobody's business
    found = pages(notebooks)
    folder = Path(tempfile.mkdtemp(prefix="skillcheck-pages-"))
    start = f"from skillcheck.app.visit import open_book\nbook = open_book({settings.data!r})"
    try:
        for page in found.values():
            path = folder / f"{page.name}.ipynb"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(page.notebook(start)), encoding="utf-8")
        site = Site(
            found,
            settings,
            root_dir=str(folder),
            port=port,
            ip=ip,
            open_browser=browser,
            cookie_secret=settings.secret,
            identity_provider_class=Visitors,
            log_level=logging.ERROR,
            config=configuration(settings, found, spare),
        )
        site.initialize([])
        with contextlib.suppress(KeyboardInterrupt):
            site.start()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
