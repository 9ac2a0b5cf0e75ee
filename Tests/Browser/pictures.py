# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of the portal and the desk for people who read about them; see scripts/pictures."""
import pathlib
import subprocess
import sys
import tempfile

import portal_steps as portal
from playwright.sync_api import sync_playwright
from practice import Demo, unlock

# Width and height of the page in CSS pixels; a height cuts what is longer.
WIDE, PHONE = (1200, 1500), (360, 1000)
# By the name of the picture: the links to follow from Today, each the first that fits, and how high the picture is at most.
WAYS = {
    "today": [], "doubts": ["/doubts"], "requests": ["/requests"], "cases": ["/cases"], "case": ["/doubts", "/cases/"],
    "history": ["/doubts", "/cases/", "/history"], "who": ["/doubts", "/cases/", "/access"], "exposure": ["/exposure"],
    "overview": ["/numbers"], "members": ["/members"], "conversation": ["/requests", "/requests/"],
    "search": ["/search"],
}


def follow(page, base, way):
    page.goto(base + "/today")
    for part in way:
        links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
        # A link to one of many has an identifier behind the part, or before it.
        fits = [link for link in links if link.split("#")[0].split("?")[0].endswith(part) or part.endswith("/") and link.startswith(part)
                and len(link.split("/")[2]) >= 32]
        assert fits, f"no link to {part} on {page.url}"
        page.goto(base + fits[0])
    # What is looked for stands in no address.
    if way == WAYS["search"]:
        page.locator("#query").fill("passport")
        page.locator("form.search button").click()
        page.locator(".hits li").first.wait_for()


def keep(page, folder, name, size):
    width, height = size
    path = folder / f"{name}.png"
    full = page.evaluate("document.documentElement.scrollHeight")
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, full)})
    # Flat colours need no more than a palette, and a page is read at three quarters of its size.
    scale = ["-resize", "75%"] if width > 400 else []
    subprocess.run(["convert", path, *scale, "-colors", "96", "-define", "png:compression-level=9", path], check=True)
    print(path)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        demo = Demo(pathlib.Path(scratch) / "demo", cases=40)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            first = browser.new_context(locale="en-GB")
            unlock(first.new_page(), demo)
            let_in, base = first.storage_state(), f"http://127.0.0.1:{demo.desk_port}"

            def look(names, size, scheme, ending=""):
                context = browser.new_context(
                    locale="en-GB", storage_state=let_in, color_scheme=scheme, viewport={"width": size[0], "height": 800})
                page = context.new_page()
                for name in names:
                    follow(page, base, WAYS[name])
                    keep(page, folder, f"desk-{name}{ending}", size)
                context.close()

            look(WAYS, WIDE, "light")
            look(["case"], WIDE, "dark", "-dark")
            look(["case"], PHONE, "light", "-phone")
            context = browser.new_context(locale="ru", viewport={"width": PHONE[0], "height": 800}, java_script_enabled=False)
            page = context.new_page()
            portal.open_door(page, demo.address("Visitors"))
            page.locator('form[action*="/start"] button').click()
            keep(page, folder, "portal-words", (PHONE[0], 1800))
            browser.close()
        finally:
            demo.stop()


main(pathlib.Path(sys.argv[1]))
