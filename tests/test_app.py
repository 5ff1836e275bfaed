"""The site: pages cut from the notebooks, a record for each visitor, no door to code or files, what a person sees."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from browsing import CHROMIUM, ROOT, browser, free_port, wait_for
from click.testing import CliRunner

from skillcheck import Workbook
from skillcheck.app import MISSING, notebooks, visit
from skillcheck.app.pages import SAID_HERE, pages, said_here
from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.record import read_submission

NEEDS_BROWSER = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("SKILLCHECK_REQUIRE_BROWSER"),
    reason="no Chromium on this machine (Debian: apt-get install chromium)",
)


# --- pages ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found():
    return pages(notebooks())


def prose(page):
    return "\n".join(source for kind, source in page.cells if kind == "markdown")


def test_every_skill_and_level_has_a_page_and_the_navigation_comes_first(found):
    skills = {f"skill/{skill}" for skill in Catalog.open().skills}

    assert skills <= set(found)
    assert list(found)[:6] == ["check-in", "check", "profile", "gaps", "progress", "portfolio"]
    assert [page.name for page in found.values() if page.group == "levels"] == ["beginner", "intermediate", "advanced"]


def test_no_page_speaks_of_what_only_a_notebook_has(found):
    words = re.compile(r"\bcells?\b|\bkernel\b|Run All|this notebook|`@?book|\.ipynb|book\.solve", re.IGNORECASE)

    assert [(page.name, words.search(prose(page))) for page in found.values() if words.search(prose(page))] == []


def test_no_page_opens_a_record_or_shows_an_exercise_itself(found):
    code = "\n".join(source for page in found.values() for kind, source in page.cells if kind == "code")

    assert "Workbook.open" not in code
    assert "book.exercise(" not in code
    assert not re.search(r"^print\(", code, re.MULTILINE)


def test_every_link_between_pages_leads_to_one(found):
    links = {link for page in found.values() for link in re.findall(r"\]\(/([^)]*)\)", prose(page))}

    assert links
    assert links <= set(found)


def test_every_rewording_is_still_needed():
    text = "\n".join(path.read_text("utf-8") for path in sorted(notebooks().glob("[0-6]*.ipynb")))

    assert [words for words in SAID_HERE if json.dumps(words)[1:-1] not in text] == []


def test_sentences_about_cells_go_and_their_neighbours_stay():
    words = "Look at it.\nRun the next cell again.\nSee [40 Gaps](40_gaps.ipynb) in this notebook."

    assert said_here(words) == "Look at it.\nSee [Gaps](/gaps) in this page."


def test_a_page_is_a_valid_notebook(found):
    import nbformat

    for page in found.values():
        nbformat.validate(nbformat.from_dict(page.notebook("pass")))


# --- what a page's kernel says --------------------------------------------------------------------


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("SKILLCHECK_HOME", str(tmp_path / "visitor"))
    return visit.open_book()


def test_the_end_of_a_check_leads_to_pages_not_to_methods(book):
    panel = book.check(length=2)
    while not panel.finished:
        panel.skip()
        panel.next()

    assert "[your gaps](/gaps)" in panel.seat.summary
    assert "book." not in panel.seat.summary
    assert 'href="/gaps"' in panel.card.summary


def test_a_pause_speaks_of_the_page(book):
    panel = book.quiz("beginner", length=2)
    panel.pause()

    assert "open this page again another day" in panel.card.summary


def test_calls_in_a_view_become_links_but_never_inside_a_tag():
    catalog = Catalog.open()
    html = '<img alt="see book.check(length=15)"><p><code>book.gaps()</code>, book.quiz(&#x27;nlp-text&#x27;, 6)</p>'

    assert visit.in_html(html, catalog) == (
        '<img alt="see the check"><p><a href="/gaps">Your gaps</a>, '
        '<a href="/skill/nlp-text">a quiz on Natural language processing</a></p>'
    )


def test_a_link_that_begins_a_sentence_begins_with_a_capital():
    html = visit.in_html("<p>Nothing yet. `book.check()` or `book.check_in()` is next.</p>", Catalog.open())

    assert html == '<p>Nothing yet. <a href="/check">The check</a> or <a href="/check-in">the check-in</a> is next.</p>'


def test_views_are_free_of_calls(book):
    panel = book.check(length=3)
    panel.skip()
    for view in (book.gaps(), book.projects(), book.calibration()):
        assert "book." not in visit.in_html(view._repr_html_(), book.catalog)


def test_long_words_are_folded_and_short_ones_are_not(book, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda html: shown.append(html.data))
    book.in_words("a < b")
    book.in_words("\n".join(f"line {number}" for number in range(40)))

    assert shown[0] == '<div class="site-words">a &lt; b</div>'
    assert "<summary>Read on</summary>line 10" in shown[1]


def test_a_note_about_the_record_names_no_folder_of_the_server(book):
    home = os.environ["SKILLCHECK_HOME"]

    assert (
        visit._without_paths(f"The file {home}/answers.sqlite3 is full.", book)
        == "The file your record/answers.sqlite3 is full."
    )


# --- visitors -------------------------------------------------------------------------------------


def test_a_visitors_folder_does_not_give_the_cookie_away(tmp_path):
    from skillcheck.app.visitors import visitor_of

    one, other = visitor_of("one", tmp_path, False), visitor_of("other", tmp_path, False)

    assert one.home.parent == other.home.parent == tmp_path / "visitors"
    assert one.home != other.home
    assert "one" not in str(one.home.name)
    assert visitor_of("one", tmp_path, True).home == tmp_path


def test_the_secret_of_the_cookies_is_made_once_and_is_the_owners_alone(tmp_path):
    from skillcheck.app.visitors import cookie_secret

    secret = cookie_secret(tmp_path / "new")

    assert cookie_secret(tmp_path / "new") == secret
    assert len(secret) == 64
    if os.name == "posix":
        assert (tmp_path / "new" / "site-secret").stat().st_mode & 0o077 == 0


# --- the command ----------------------------------------------------------------------------------


def test_without_voila_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr("skillcheck.app.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["app"])

    assert done.exit_code == 1
    assert done.output.strip() == f"Error: {MISSING}"


def test_a_data_folder_that_is_none_is_refused_before_anything_starts(tmp_path):
    done = CliRunner().invoke(main, ["app", "--data", str(tmp_path), "--home", str(tmp_path)])

    assert done.exit_code == 1
    assert "no data folder here" in done.output


def test_a_port_in_use_is_refused_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            command(tmp_path, taken.getsockname()[1]), capture_output=True, text=True, check=False, timeout=60
        )

    assert done.returncode == 1
    assert re.fullmatch(
        r"Error: Port \d+ on 127.0.0.1 cannot be used \(.*\)\. Choose another with --port\.\n", done.stderr
    )


# --- the server -----------------------------------------------------------------------------------


def command(home, port, *options):
    pytest.importorskip("voila", reason='the site needs Voila: pip install "skillcheck[app]"')
    start = [sys.executable, "-m", "skillcheck.cli", "app", "--no-browser"]
    return [*start, "--port", str(port), "--home", str(home), *options]


@contextmanager
def site(home: Path, *options):
    """Serve the site; yields its address and what it printed."""
    port = free_port()
    home.mkdir(exist_ok=True)
    with (home / "server.log").open("w+") as log:
        server = subprocess.Popen(command(home, port, *options), stdout=log, stderr=log, cwd=ROOT)
        try:
            wait_for(f"http://127.0.0.1:{port}/site/site.css")
            yield f"http://127.0.0.1:{port}", home / "server.log"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def address(home):
    with site(home) as (address, log):
        yield address
    assert "Traceback" not in log.read_text()


class Visitor:
    """A browser without a screen: keeps its cookies, and an error page is an answer too."""

    def __init__(self, address):
        self.address, self.cookies = address, CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path, method="GET", headers=None):
        request = urllib.request.Request(self.address + path, method=method, headers=headers or {})
        try:
            reply = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            return reply.status, reply.headers, reply.read().decode()

    @property
    def cookie(self):
        return "; ".join(f"{one.name}={one.value}" for one in self.cookies)


def kernel_of(html):
    return json.loads(re.search(r'id="jupyter-config-data" type="application/json">(.*?)</script>', html)[1])[
        "kernelId"
    ]


def test_the_first_page_is_there_at_once_and_makes_nothing_on_disk(address, home):
    visitor = Visitor(address)
    status, headers, html = visitor.get("/")
    cookie = headers["Set-Cookie"]

    assert status == 200
    assert "Where do you stand in machine learning?" in html
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert not (home / "visitors").exists() or all(
        (one / "answers.sqlite3").exists() for one in (home / "visitors").iterdir()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/render/check.ipynb",
        "/voila/api/contents",
        "/api/contents",
        "/api/kernels",
        "/api/terminals",
        "/api/kernelspecs",
        "/voila/files/check.ipynb",
        "/check.ipynb",
        "/site/../server.py",
        "/site/..%2fserver.py",
        "/voila/static/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/login",
        "/skill/no-such-skill",
        "/check?template=reveal/../..",
    ],
)
def test_there_is_no_other_door(address, path):
    status, _, html = Visitor(address).get(path)
    if path.startswith("/check?"):
        assert status == 200
        assert "skillcheck</title>" in html
        return

    assert status in (403, 404)
    assert "import" not in html
    assert "Traceback" not in html


def test_an_address_that_is_none_is_answered_kindly_on_a_page_of_the_site(address):
    status, _, html = Visitor(address).get("/nothing")

    assert status == 404
    assert "There is no such page" in html
    assert "To the first page" in html


def test_no_code_stands_in_a_page(address):
    _, _, html = Visitor(address).get("/skill/sql-data-access")

    assert "<h1>SQL and data access</h1>" in html
    assert "book.quiz" not in html
    assert "open_book" not in html


def test_only_who_opened_a_page_reaches_its_kernel(address):
    owner, stranger = Visitor(address), Visitor(address)
    kernel = kernel_of(owner.get("/check")[2])
    stranger.get("/")

    assert owner.get(f"/api/kernels/{kernel}")[0] == 200
    assert stranger.get(f"/api/kernels/{kernel}")[0] == 404
    assert stranger.get(f"/api/kernels/{kernel}", "DELETE")[0] in (403, 404)
    assert stranger.get(f"/voila/api/shutdown/{kernel}", "POST")[0] == 404
    assert owner.get(f"/api/kernels/{kernel}")[0] == 200
    assert owner.get(f"/voila/api/shutdown/{kernel}", "POST")[0] == 204
    assert owner.get(f"/api/kernels/{kernel}")[0] == 404


def test_a_cookie_that_the_server_did_not_sign_is_nobodys(address):
    owner = Visitor(address)
    kernel = kernel_of(owner.get("/check")[2])
    value = next(one.value for one in owner.cookies if one.name == "skillcheck-visitor")
    forged = value[:-3] + ("000" if not value.endswith("000") else "111")

    status, headers, _ = Visitor(address).get(
        f"/api/kernels/{kernel}", headers={"Cookie": f"skillcheck-visitor={forged}"}
    )

    assert status == 404
    assert "skillcheck-visitor" in headers["Set-Cookie"]


def test_a_visitor_cannot_run_code_over_the_widgets_channel(address, tmp_path):
    from tornado.httpclient import HTTPClientError, HTTPRequest
    from tornado.websocket import websocket_connect

    visitor = Visitor(address)
    kernel = kernel_of(visitor.get("/check")[2])
    url = f"{address.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id=s"
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "s",
        "version": "5.3",
    }
    code = f"open({str(tmp_path / 'owned')!r}, 'w').close()"
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}

    async def try_it():
        with pytest.raises(HTTPClientError):
            await websocket_connect(HTTPRequest(url))
        socket = await websocket_connect(HTTPRequest(url, headers={"Cookie": visitor.cookie}))
        await socket.write_message(json.dumps(message))
        await asyncio.sleep(1)
        socket.close()

    asyncio.run(try_it())

    assert not (tmp_path / "owned").exists()


@pytest.mark.slow
def test_one_visitors_many_pages_do_not_take_the_places_of_others(address):
    visitor = Visitor(address)
    kernels = [kernel_of(visitor.get("/skill/nlp-text")[2]) for _ in range(5)]
    there = [visitor.get(f"/api/kernels/{kernel}")[0] == 200 for kernel in kernels]

    assert there == [False, True, True, True, True]


@pytest.mark.slow
def test_alone_on_ones_own_machine_the_answers_are_those_of_the_notebooks(tmp_path):
    own = tmp_path / "own"
    panel = Workbook.open(home=own).check(length=15)
    panel.skip()
    with site(own, "--single", "--seats", "1") as (address, log):
        start = re.search(r"http://localhost:\d+(/\?key=\w+)", log.read_text())[1]
        assert "kept in memory" not in log.read_text()
        stranger, person = Visitor(address), Visitor(address)

        assert stranger.get("/")[0] == 403
        assert "somebody&#39;s own" in stranger.get("/check")[2]
        assert stranger.get("/?key=guess")[0] == 403
        assert stranger.get("/", headers={"Host": "elsewhere.example"})[0] == 403
        assert "Your check waits at question 2 of 15." in person.get(start)[2]
        person.get("/check")
        full = person.get("/profile")
        assert full[0] == 503
        assert "Try again in a few minutes" in full[2]
    assert not (own / "visitors").exists()


# --- in a browser ---------------------------------------------------------------------------------


def answer(page, number, of):
    """Choose the first option or say "I don't know", and wait for what comes back."""
    card = page.locator(".sk-card").first
    card.get_by_text(f"Question {number} of {of}").wait_for()
    if card.locator(".sk-option input").count():
        card.locator(".sk-option input").first.check()
        card.get_by_role("button", name="Check", exact=True).click()
    else:
        card.get_by_role("button", name="I don’t know").click()
    card.locator(".sk-verdict").wait_for()


@NEEDS_BROWSER
@pytest.mark.browser
def test_two_visitors_answer_side_by_side_and_a_reload_loses_nothing(address, home, tmp_path):
    with browser() as ada:
        alan = ada.context.browser.new_context().new_page()
        ada.goto(f"{address}/check")
        for number in (1, 2):
            answer(ada, number, 15)
            ada.get_by_role("button", name="Next", exact=True).click()
        alan.goto(f"{address}/check")
        answer(alan, 1, 15)
        stem = ada.locator(".sk-card .sk-stem").inner_text()
        ada.reload()
        ada.locator(".sk-card").get_by_text("Question 3 of 15").wait_for()
        alan.goto(address)

        assert ada.locator(".sk-card .sk-stem").inner_text() == stem
        assert "1 answer so far. Your check waits at question 2 of 15." in alan.locator(".standing").inner_text()
        ada.goto(address)
        assert "2 answers so far. Your check waits at question 3 of 15." in ada.locator(".standing").inner_text()
        with ada.expect_download() as download:
            ada.get_by_role("link", name="Take your answers with you").click()
        download.value.save_as(tmp_path / "answers.json")
        assert ada.problems == []
    records = [len(Workbook.open(home=one).standing().history.responses) for one in (home / "visitors").iterdir()]

    assert sorted(count for count in records if count) == [1, 2]
    assert len([entry for entry in read_submission(tmp_path / "answers.json").entries if hasattr(entry, "right")]) == 2


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.slow
def test_a_check_is_there_within_three_seconds_and_its_end_leads_on(address):
    with browser() as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        times = []
        for _ in range(3):
            time.sleep(4)  # a kernel waits again
            begun = time.monotonic()
            page.goto(f"{address}/skill/llm-evaluation")
            page.locator(".sk-card .sk-stem").wait_for()
            times.append(time.monotonic() - begun)
        for number in (1, 2, 3):
            answer(page, number, 3)
            page.get_by_role("button", name="Next" if number < 3 else "See the result", exact=True).click()
        page.get_by_text("3 answers").wait_for()
        page.get_by_role("link", name="your gaps").click()
        page.locator(".skillcheck-view img").first.wait_for()

        assert min(times) < 3, times
        assert page.url.endswith("/gaps")
        assert page.context.pages == [page]
        assert "book." not in page.locator("body").inner_text()
        assert complaints == []
        assert page.problems == []


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_pages_without_scrolling_sideways_and_axe_finds_nothing(address, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with browser(320, 800, color_scheme=scheme) as page:
        for name in ("", "check-in", "check", "portfolio"):
            page.goto(f"{address}/{name}")
            if name:
                page.locator("#wait").wait_for(state="detached")
            page.wait_for_timeout(300)
            found = Axe().run(page).response["violations"]

            assert page.evaluate("document.documentElement.scrollWidth") == 320
            assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []


@NEEDS_BROWSER
@pytest.mark.browser
def test_by_keyboard_the_first_stop_skips_the_navigation(address):
    with browser(320, 800) as page:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.closest('main') !== null")
        page.get_by_text("Pages", exact=True).click()
        page.get_by_role("link", name="Progress").first.click()
        page.get_by_role("heading", name="What changed").wait_for()
        assert page.locator("nav a[aria-current=page]").text_content() == "Progress"


@NEEDS_BROWSER
@pytest.mark.browser
def test_a_page_whose_kernel_has_gone_says_so_and_a_reload_goes_on(address):
    with browser() as page:
        page.goto(f"{address}/check")
        answer(page, 1, 15)
        page.locator("#wait").wait_for(state="detached")
        kernel = kernel_of(page.content())
        page.request.post(f"{address}/voila/api/shutdown/{kernel}")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.get_by_role("alert").get_by_text("This page has rested for long; every answer is kept.").wait_for()
        page.get_by_role("button", name="Reload").click()
        page.locator(".sk-card").get_by_text("Question 2 of 15").wait_for()
        # The browser says on its console that what has gone was not found.
        page.problems[:] = [problem for problem in page.problems if kernel not in problem]
