# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page tells those who do not see it as we do: screen readers, browsers without style, dark rooms, keyboards."""
import json
import os
import pathlib
import re

from axe_playwright_python.sync_playwright import Axe

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "ru", "uk", "fr", "de")

# Names that a role must have; a control without one is announced as "button", "edit".
STRUCTURE = """() => {
  const complaints = [];
  const shown = (element) => element.checkVisibility() && element.type !== "hidden";
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) complaints.push(`headings ${levels}: not one h1`);
  if (levels[0] !== 1) complaints.push(`headings ${levels}: the first is not the h1`);
  levels.forEach((level, i) => { if (i && level > levels[i - 1] + 1) complaints.push(`headings ${levels}: a level is left out`); });
  if (document.querySelectorAll("main").length !== 1) complaints.push("not one main");
  if (document.querySelector("main :is(main, footer[role], nav.exit)")) complaints.push("a landmark inside main");
  for (const nav of document.querySelectorAll("nav")) if (!nav.getAttribute("aria-label")) complaints.push("a nav without a name");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) complaints.push(`id ${id} twice`);
  for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]"))
    for (const name of ["aria-describedby", "aria-labelledby"])
      for (const id of (element.getAttribute(name) ?? "").split(/\\s+/).filter(Boolean))
        if (!document.getElementById(id)?.textContent.trim()) complaints.push(`${name} ${id} leads nowhere`);
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (!shown(field)) continue;
    const label = [...field.labels ?? []].map((each) => each.textContent.trim()).join("");
    if (!label) complaints.push(`no label for ${field.outerHTML.slice(0, 80)}`);
    if (field.type === "radio" && !field.closest("fieldset")?.querySelector("legend")?.textContent.trim())
      complaints.push(`no legend for ${field.name}`);
    if (field.getAttribute("aria-invalid") === "true" && !field.getAttribute("aria-describedby"))
      complaints.push(`${field.name} is wrong and does not say why`);
  }
  for (const control of document.querySelectorAll("a[href], button"))
    if (shown(control) && !control.textContent.trim() && !control.getAttribute("aria-label")) complaints.push(`no name for ${control.outerHTML.slice(0, 80)}`);
  for (const image of document.querySelectorAll("img")) if (!image.alt) complaints.push(`no words for ${image.outerHTML.slice(0, 80)}`);
  for (const link of document.querySelectorAll("a[hreflang]")) if (link.lang !== link.hreflang) complaints.push(`${link.href} is not marked as ${link.hreflang}`);
  if (!document.title.trim()) complaints.push("no title");
  if (!document.documentElement.lang) complaints.push("no language");
  return complaints;
}"""


def words(language):
    """The portal's catalogue of a language."""
    path = ROOT / f"Sources/Portal/Resources/Catalogues/portal_{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def picture(page, name):
    """Keeps a picture of the page where TEST_PICTURES names a folder, for people to look at."""
    folder = os.environ.get("TEST_PICTURES")
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def inspect(page, name, language):
    """Asserts what every page owes. Needs a page in which script may run, though the site sends none."""
    picture(page, name)
    assert page.locator("html").get_attribute("lang") == language, f"{name}: language"
    complaints = page.evaluate(STRUCTURE)
    assert complaints == [], f"{name}: {complaints}"
    found = Axe().run(page).response["violations"]
    serious = [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]} {each['nodes'][0].get('failureSummary', '')[:300]}"
               for each in found if each["impact"] in ("serious", "critical", "moderate")]
    assert serious == [], f"{name}: {serious}"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"{name}: too wide"


def large_letters(page, name):
    """Asserts that letters of twice the size need no second direction to scroll in, however long the words are."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert wide <= 0, f"{name}: {wide} pixels too wide with large letters"


def tree(page):
    """The page as a screen reader is told of it: one role with its name a line, in order."""
    return page.locator("body").aria_snapshot()


def without_style(page):
    """Takes every style from the pages that come, as a reader without CSS does."""
    def strip(route):
        # A page behind a redirect would not come by here again.
        answer = route.fetch()
        kind = answer.headers.get("content-type", "")
        if "text/css" in kind:
            return route.abort()
        body = answer.body()
        if "text/html" in kind:
            body = re.sub(rb"<style>.*?</style>", b"", body, flags=re.S)
        return route.fulfill(response=answer, body=body)
    page.route(re.compile(r"^http://127\.0\.0\.1"), strip)


def tab_to(page, selector, limit=80):
    """Presses Tab until the first element of `selector` has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({selector})").count():
            return page.locator(":focus")
    raise AssertionError(f"no Tab leads to {selector}")
