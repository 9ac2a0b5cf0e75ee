# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done in a case, step by step: every act is a form behind a link of the case's page."""
import team_steps as team


def path(page):
    """The address of the case that a page shows, without the machine."""
    return "/" + "/".join(page.url.split("#")[0].split("/")[3:5])


def fill(page, **values):
    """Fills a form's fields by name (`_` stands for `-`). A choice is named by how its words begin."""
    for key, value in values.items():
        name = key.replace("_", "-")
        field = page.locator(f"form.form [name='{name}']").first
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            team.choose(page, name, value)
        elif kind == "checkbox":
            field.set_checked(value)
        else:
            field.fill(value)


def act(page, case, step, **values):
    """Opens the case, follows the link of the step, fills its form and records it."""
    team.go(page, case)
    page.locator(f"main a[href*='/{step}']").first.click()
    fill(page, **values)
    team.submit(page)
    assert path(page) == case and not page.url.split("#")[0].endswith("/" + step.rstrip("?")), page.url


def tick(page, part, names, reason):
    """Who else may read a part of the case that is opened."""
    for name in names:
        page.locator(f"#field-readers-{part}").get_by_label(name).check()
    page.locator(f"#field-reason-{part}").fill(reason)


def wait_for(page, case, text):
    """Until the case's page shows `text`, which comes from another desk."""
    for _ in range(200):
        team.go(page, case)
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{text} is not on {page.url}: " + page.locator("main").inner_text())
