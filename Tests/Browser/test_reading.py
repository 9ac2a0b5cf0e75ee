# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page of both sites for those who hear it, see it in the dark, without style, or have a keyboard only."""
import pathlib

import desk_steps as desk
import portal_steps as portal
import pytest
import samples
from plain_http import Broken
from plain_people import Visitor, Worker
from reading import LANGUAGES, inspect, picture, tab_to, tree, without_style, words
from running import Up

REQUEST = "They will come for me on Thursday.\nMy name stands on the list."
ANSWER = "Go to the south entrance at two.\n\nTake no telephone with you."


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """An organisation with one conversation: a request with two files, an answer with one."""
    folder = tmp_path_factory.mktemp("house")
    up = Up(folder / "state")
    up.address("Desk")
    worker = Worker(up.desk_port, lambda: up.address("Desk"))
    worker.found("Seabirds")
    up.address("Visitors")
    up.visitor = Visitor(up.portal_port)
    wait_for(lambda: "Seabirds" in up.visitor.client.get("/en/").text)
    up.visitor.arrive()
    files = [("passport.jpg", samples.photo(folder / "p.jpg").read_bytes()),
             ("order.pdf", samples.document(folder / "o.pdf").read_bytes())]
    assert up.visitor.send(up.visitor.form(), REQUEST, files)
    wait_for(lambda: len(worker.requests()) == 1)
    assert worker.reply(worker.requests()[0], ANSWER, [("plan.txt", b"14:05")])
    wait_for(lambda: len(up.visitor.answers()[0]) == 1)
    yield up
    up.stop()


def wait_for(condition, tries=240):
    import time
    for _ in range(tries):
        try:
            if condition():
                return
        except (Broken, AssertionError):
            pass
        time.sleep(0.25)
    raise AssertionError("it did not come to be")


def portal_walk(page, door, language, known):
    """Shows every page of the portal, one after the other, and says which. `known`: words of a conversation with an answer."""
    t = words(language)
    page.goto(door)
    yield "languages"
    page.goto(f"{door}/{language}/")
    yield "home"
    page.goto(f"{door}/{language}/help")
    yield "help"
    page.goto(f"{door}/{language}/nowhere")
    yield "missing"
    page.goto(f"{door}/{language}/return")
    yield "return"
    mistyped = known[:4] + [known[4][:-1] + "q"] + known[5:]
    portal.come_back(page, door, mistyped, language)
    assert t["return.problem_title"] in page.get_by_role("alert").inner_text()
    assert page.locator("#words").get_attribute("aria-invalid") == "true"
    yield "return-mistyped"
    for place in range(1, len(known)):
        portal.come_back(page, door, known[place:] + known[:place], language)
        # One order in sixteen has a sound checksum, and is somebody's words.
        if page.get_by_role("alert").count():
            break
    assert t["return.problem_title"] in page.get_by_role("alert").inner_text()
    yield "return-disordered"
    portal.come_back(page, door, known, language)
    assert page.get_by_role("article").count() == 1
    yield "inbox"
    page.goto(f"{door}/{language}/")
    page.locator('form[action*="/start"] button').click()
    yield "words"
    fresh = page.locator("ol.words li").all_inner_texts()
    page.locator('main a[href$="/confirm"]').click()
    yield "confirm"
    portal.confirm(page, ["mistake"] * 12)
    assert t["confirm.wrong_title"] in page.get_by_role("alert").inner_text()
    yield "confirm-mistaken"
    portal.confirm(page, fresh)
    yield "write"
    page.locator('form[action$="/write"] button').click()
    assert t["problem.empty"] in page.get_by_role("alert").inner_text()
    yield "write-refused"
    portal.write(page, REQUEST)
    page.get_by_role("status").wait_for()
    yield "sent"
    page.goto(f"{door}/{language}/inbox")
    yield "inbox-empty"
    page.context.clear_cookies()
    page.goto(f"{door}/{language}/write")
    yield "expired"


@pytest.mark.parametrize("language, scheme", [(language, "light") for language in LANGUAGES] + [("ru", "dark")])
def test_every_page_of_the_portal_reads_well(house, chromium, complaints, language, scheme):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale=language, color_scheme=scheme)
    page = context.new_page()
    complaints.watch(page)
    door = house.address("Visitors").rstrip("/")
    for name in portal_walk(page, door, language, house.visitor.words):
        inspect(page, f"portal-{language}-{scheme}-{name}", language)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_is_told_each_control_in_order(house, chromium, language):
    """The tree of the page on which most depends, and of the others their landmarks."""
    t = words(language)
    context = chromium.new_context(java_script_enabled=False, locale=language)
    page = context.new_page()
    door = house.address("Visitors").rstrip("/")
    for name in portal_walk(page, door, language, house.visitor.words):
        spoken = tree(page)
        assert spoken.startswith(f'- navigation "{t["exit.label"]}"'), f"{name}: the way out comes first\n{spoken}"
        assert page.get_by_role("main").count() == 1 and page.get_by_role("contentinfo").count() == 1
        assert page.get_by_role("main").get_by_role("heading", level=1).count() == 1
        assert page.get_by_role("contentinfo").get_by_role("navigation", name=t["footer.languages"]).count() == 1
        if name == "words":
            assert page.get_by_role("list").filter(has=page.locator("xpath=self::ol")).get_by_role("listitem").count() == 12
            assert page.locator("ol.words").get_attribute("lang") == ("en" if language in ("uk", "de") else language)
        if name == "confirm-mistaken":
            for field in page.get_by_role("textbox").all():
                described = field.get_attribute("aria-describedby")
                assert field.get_attribute("aria-invalid") == "true" and page.locator(f"#{described}").inner_text()
        if name == "write":
            group = page.get_by_role("group", name=t["write.urgency"])
            assert group.get_by_role("radio").count() == 5
            for key in ("write.contact", "write.body"):
                assert page.get_by_role("textbox", name=t[key], exact=True).count() == 1
            assert page.get_by_label(t["write.files"], exact=True).count() == 1
            order = [t[key] for key in ("write.title", "write.urgency", "write.contact", "write.body", "write.files", "write.send")]
            places = [spoken.index(f'"{text}"') for text in order if f'"{text}"' in spoken]
            assert len(places) >= 5 and places == sorted(places), spoken
    context.close()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_portal_is_whole_without_style(house, chromium, language):
    context = chromium.new_context(java_script_enabled=False, locale=language, viewport={"width": 360, "height": 740})
    page = context.new_page()
    without_style(page)
    door = house.address("Visitors").rstrip("/")
    for name in portal_walk(page, door, language, house.visitor.words):
        picture(page, f"portal-{language}-bare-{name}")
        assert page.locator("style").count() == 0
        # What stands on the page is seen, in the order in which it is read: nothing leans on style to be found or hidden.
        parts = page.locator("nav.exit, header, main h1, main h2, main p, main label, main input:not([type=hidden]), "
                             "main textarea, main select, main button, footer").all()
        boxes = [part.bounding_box() for part in parts]
        assert all(boxes) and len(boxes) >= 4, f"{name}: something is not seen"
        tops = [box["y"] for box in boxes]
        assert all(later >= earlier - 40 for earlier, later in zip(tops, tops[1:])), f"{name}: order"
    context.close()


def test_a_visit_with_nothing_but_a_keyboard(house, chromium, complaints):
    """Tab, arrows, Space and Enter, from the languages to the answer; and each stop can be seen."""
    context = chromium.new_context(locale="ru-RU", viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints.watch(page)

    def go(selector, key="Enter"):
        here = tab_to(page, selector)
        ring = here.evaluate("element => { const style = getComputedStyle(element); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }")
        assert ring, f"the focus on {selector} cannot be seen"
        if key:
            page.keyboard.press(key)
        return here

    page.goto(house.address("Visitors"))
    page.keyboard.press("Tab")
    assert page.locator("nav.exit a:focus").count() == 1, "quick exit is the first stop"
    go('main a[hreflang="ru"]')
    page.wait_for_url("**/ru/")
    go('form[action*="/start"] button')
    page.wait_for_url("**/words")
    twelve = page.locator("ol.words li").all_inner_texts()
    go('main a[href$="/confirm"]')
    page.wait_for_url("**/confirm")
    for _ in range(3):
        field = go('input[type="text"]', None)
        label = page.locator(f'label[for="{field.get_attribute("id")}"]').inner_text()
        page.keyboard.type(twelve[int("".join(c for c in label if c.isdigit())) - 1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/write")
    go('input[type="radio"]', None)
    page.keyboard.press("ArrowDown")
    go("#contact", None)
    page.keyboard.type("Только здесь.")
    go("#body", None)
    page.keyboard.type("Набрано без мыши.")
    go('form[action$="/write"] button')
    page.get_by_role("status").wait_for()
    page.goto(f"{house.address('Visitors').rstrip('/')}/ru/return")
    go("#words", None)
    page.keyboard.type(" ".join(house.visitor.words))
    go('form[action*="/return"] button')
    page.wait_for_url("**/inbox")
    go("article a", None)
    go('main a[href$="/write"]')
    page.wait_for_url("**/write")
    page.keyboard.press("Tab")
    with page.expect_request("https://www.wikipedia.org/**"):
        page.keyboard.press("Enter")
    context.close()


def test_a_visit_with_firefox_which_tor_browser_is_made_of(house, firefox):
    """Every page again in Debian's Firefox. The driver needs script there; the site has none."""
    page = firefox.new_context().new_page()
    door = house.address("Visitors").rstrip("/")
    for name in portal_walk(page, door, "ru", house.visitor.words):
        assert page.locator("html").get_attribute("lang") == "ru" or name == "languages"
        assert page.get_by_role("heading", level=1).count() == 1, name
        assert page.locator("script").count() == 0


def desk_walk(up, page, visitor):
    """Founds an organisation and shows every page of the desk; says which."""
    page.goto(up.address("Desk"))
    yield "welcome"
    page.locator("#name").fill("Seabirds")
    page.locator("#member").fill("Anna")
    page.locator("#passphrase").fill(desk.PASSPHRASE)
    page.locator("#repeat").fill("something else altogether 9")
    page.locator("form[action='/welcome'] button.main").click()
    page.get_by_role("alert").wait_for()
    yield "welcome-refused"
    page.locator("#name").fill("Seabirds")
    page.locator("#passphrase").fill(desk.PASSPHRASE)
    page.locator("#repeat").fill(desk.PASSPHRASE)
    page.locator("form[action='/welcome'] button.main").click()
    page.locator("ol.words li").first.wait_for()
    yield "sheet"
    page.locator('input[name="kept"]').check()
    page.locator("form[action='/sheet'] button.main").click()
    page.locator("#today").wait_for()
    desk.see_requests(page)
    yield "requests-empty"
    wait_for(lambda: "Seabirds" in visitor.client.get("/en/").text)
    visitor.arrive()
    folder = pathlib.Path(up.state)
    files = [("passport.jpg", samples.photo(folder / "p.jpg").read_bytes()), ("notes.txt", b"notes")]
    assert visitor.send(visitor.form(), REQUEST, files)
    page.locator("#list a[data-row]").first.wait_for(timeout=20_000)
    yield "requests"
    desk.open_first_request(page)
    yield "request"
    page.locator("form[action$='/reply'] button.main").click()
    page.get_by_role("alert").wait_for()
    yield "reply-refused"
    desk.answer(page, ANSWER)
    page.locator("#note").fill("Ask about the list.")
    page.locator("form[action$='/note'] button").click()
    page.locator("li.message.note").wait_for()
    yield "request-answered"
    page.locator("ul.files a", has_text="passport.jpg").first.click()
    page.locator("p.picture img").wait_for()
    yield "attachment"
    page.go_back()
    page.locator("ul.files a", has_text="notes.txt").first.click()
    yield "attachment-unseen"
    base = up.address("Desk").split("/enter")[0]
    page.goto(base + "/search")
    page.locator("#query").fill("thursday")
    page.locator("ol.hits li").first.wait_for()
    yield "search"
    page.goto(base + "/status")
    yield "status"
    page.goto(base + "/help")
    yield "help"
    page.goto(base + "/nowhere")
    yield "missing"
    page.goto(base + "/help")
    page.locator("form[action='/lock'] button").click()
    page.locator("#passphrase").wait_for()
    yield "unlock"
    page.locator("#passphrase").fill("not the passphrase at all")
    page.locator("form[action='/unlock'] button.main").click()
    page.get_by_role("alert").wait_for(timeout=30_000)
    yield "unlock-refused"


@pytest.mark.parametrize("language, scheme, width", [
    ("en", "light", 1200), ("ru", "dark", 1200), ("ru", "light", 360)])
def test_every_page_of_the_desk_reads_well(up, chromium, complaints, language, scheme, width):
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale=language, color_scheme=scheme)
    page = context.new_page()
    complaints.watch(page)
    up.address("Visitors")
    for name in desk_walk(up, page, Visitor(up.portal_port)):
        inspect(page, f"desk-{language}-{scheme}-{width}-{name}", language)
    context.close()


def test_a_worker_with_nothing_but_a_keyboard(up, chromium, complaints):
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    complaints.watch(page)
    desk.found(page, up.address("Desk"), "Seabirds")
    visitor = Visitor(up.portal_port)
    up.address("Visitors")
    wait_for(lambda: "Seabirds" in visitor.client.get("/en/").text)
    visitor.arrive()
    assert visitor.send(visitor.form(), REQUEST)
    page.locator("#list a[data-row]").wait_for(timeout=20_000)
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").is_visible(), "the way past the menu is the first stop, and is seen"
    tab_to(page, "a[data-row]")
    page.keyboard.press("Enter")
    page.locator("#timeline").wait_for()
    tab_to(page, "#reply")
    page.keyboard.type("Typed without a mouse.")
    tab_to(page, "form[action$='/reply'] button")
    page.keyboard.press("Enter")
    page.locator("li.message.reply").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.locator("#list").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.press("t")
    page.locator("#query:focus").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("thursday")
    page.locator("ol.hits li").first.wait_for()
    tab_to(page, "ol.hits a")
    page.keyboard.press("Enter")
    page.locator("#timeline").wait_for()
    tab_to(page, "form[action='/lock'] button")
    page.keyboard.press("Enter")
    page.locator("#passphrase").wait_for()
    page.keyboard.type(desk.PASSPHRASE)
    page.keyboard.press("Enter")
    page.locator("#today").wait_for(timeout=30_000)
    context.close()
