# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves the desk and what is brought in: a case for a partner who has age, and requests from a table."""
import subprocess

import pytest

import case_steps as cases
import desk_steps as desk
import portal_steps as portal
import team_steps as team
from running import PROGRAM

ORGANISATION = "Шлюпка помощи 7204"
REQUEST = "Меня ищут в части 70412, прошу о помощи."
TABLE = "Сообщение;Как ответить;Срочность;Номер\nПрошу вывезти семью;только ночью;дни;А-1\nБез срочности;;послезавтра;А-2\n"


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def deputy(up, worker, colleague, tmp_path):
    """A colleague at a desk of their own, admitted by the worker, who founds the organisation."""
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    team.go(worker, "/members")
    invitation = worker.locator(".invitation").inner_text()
    second = team.Desk(tmp_path / "second", up.relay_port)
    try:
        fingerprint = team.ask_to_join(colleague, second.address(), invitation, "Борис")
        team.admit(worker, "Борис", fingerprint, roles=(2,))
        team.wait_until_admitted(colleague)
        yield colleague
    finally:
        colleague.goto("about:blank")
        second.stop()


def agree(worker, case, witness):
    """The person is told everything, and allows their words to any shelter or service."""
    cases.act(worker, case, "explain-consent", purpose="partner", recipient_class="shelter or service", version="2026-3",
              initiative="the person", consequences=True, withdrawal_shown=True, aid_independent=True)
    team.go(worker, case)
    worker.locator("main a[href*='/answer-consent']").first.click()
    for kind in worker.locator("fieldset#field-items input").all():
        kind.check()
    cases.fill(worker, consent_answer="yes", identifiability="explicitly personal", understood=True,
               consent_method="in person", witness=witness)
    team.submit(worker)


def test_a_case_leaves_sealed_and_its_recipient_checks_it(up, visitor, worker, deputy, tmp_path):
    portal.wait_until_open(visitor, up.address("Visitors"), ORGANISATION)
    portal.open_door(visitor, up.address("Visitors"), "ru")
    portal.take_words(visitor)
    portal.write(visitor, REQUEST, "", urgency="2")
    visitor.locator('[role="status"]').wait_for()
    team.go(worker, "/requests")
    worker.locator("#list a[data-row]").first.wait_for(timeout=30_000)
    desk.open_first_request(worker)
    worker.locator("button[name='state'][value='3']").click()
    worker.locator("a[href$='/accept']").click()
    worker.locator("#field-alias").fill("Ласточка")
    team.choose(worker, "deputy", "Борис")
    team.submit(worker)
    case, path = worker.url.split("#")[0], cases.path(worker)
    worker.locator("a[href$='/export']").click()
    assert "It cannot be taken back" in worker.locator("main").inner_text()
    assert worker.locator("fieldset input:checked").count() == 0
    worker.set_viewport_size({"width": 360, "height": 740})
    assert overflow(worker) <= 0
    worker.set_viewport_size({"width": 1200, "height": 800})

    key = tmp_path / "key.txt"
    subprocess.run([PROGRAM, "age", "keygen", "--x25519", "-o", str(key)], check=True, capture_output=True)
    public = next(line.split(": ")[1] for line in key.read_text().splitlines() if line.startswith("# public key"))
    worker.locator("fieldset label", has_text="Conversation").locator("input").check()
    worker.locator("#field-recipient-name").fill("Приют")
    worker.locator("#field-keys").fill(public[:-1])
    worker.locator("#field-why").fill("передача дела")
    team.choose(worker, "purpose", "partner")
    team.choose(worker, "recipient-class", "shelter or service")
    worker.locator("#field-understood").check()
    worker.locator("form.form button").click()
    assert "a character is missing" in worker.locator("#trouble").inner_text()
    worker.locator("#field-keys").fill(public)
    worker.locator("form.form button").click()
    assert "silence is a no" in worker.locator("#trouble").inner_text()
    assert "Conversation: " in worker.locator("#export-consent").inner_text()
    # Nothing on the page goes past that: the person is asked.
    agree(worker, path, witness="Борис")
    worker.goto(case + "/export")
    worker.locator("fieldset label", has_text="Conversation").locator("input").check()
    worker.locator("#field-recipient-name").fill("Приют")
    worker.locator("#field-keys").fill(public)
    worker.locator("#field-why").fill("передача дела")
    team.choose(worker, "purpose", "partner")
    team.choose(worker, "recipient-class", "shelter or service")
    worker.locator("#field-understood").check()
    with worker.expect_download() as waiting:
        worker.locator("form.form button").click()
    sealed = waiting.value
    assert sealed.suggested_filename.startswith("bag-") and sealed.suggested_filename.endswith(".age")
    opened = subprocess.run(["age", "-d", "-i", str(key), str(sealed.path())], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(tmp_path)], input=opened, check=True)
    bag, = tmp_path.glob("bag-*")

    # The page has the whole fingerprint only where somebody needs it: in the bag's own words for its recipient.
    readme = (bag / "data" / "README.txt").read_text()
    fingerprint = readme.split("--organisation '")[1].split("'")[0]
    team.go(worker, "/status")
    assert fingerprint[:19] in worker.locator("main").inner_text()
    checked = subprocess.run(
        [PROGRAM, "verify", str(bag), "--organisation", fingerprint], check=True, capture_output=True, text=True)
    assert checked.stdout.startswith("Genuine and complete")

    worker.goto(case + "/access")
    assert "Приют (age key" in worker.locator("main").inner_text()

    # A caseworker's desk cannot sign, and says who can.
    team.go(deputy, "/cases")
    deputy.locator("#list a[data-row]", has_text="Ласточка").click(timeout=60_000)
    deputy.locator("a[href$='/export']").click()
    assert "this desk cannot sign" in deputy.locator("#trouble").inner_text()

    # What the recipient reads: without script, without anybody else, on a narrow screen too.
    reader = worker.context.new_page()
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    for width in (1200, 360):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.goto((bag / "data" / "case.html").as_uri())
        assert REQUEST in reader.locator("body").inner_text() and overflow(reader) <= 0
    assert all(url.startswith("file://") for url in asked)
    reader.close()


def test_requests_are_brought_in_from_a_table(up, worker, tmp_path):
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    table = tmp_path / "requests.csv"
    table.write_bytes(TABLE.encode("cp1251"))
    for time in ("first", "again"):
        team.go(worker, "/requests")
        worker.locator("a[href='/requests/import']").click()
        worker.locator("#table").set_input_files(str(table))
        worker.locator("form[action='/requests/import'] button.main").click()
        assert "not in this encoding" in worker.locator("[role=alert]").inner_text()
        worker.locator("#encoding").select_option("windows-1251")
        worker.locator("#table").set_input_files(str(table))
        worker.locator("form[action='/requests/import'] button.main").click()
        worker.locator("#summary").wait_for()
        assert "Line 3:" in worker.locator("#problems").inner_text()
        worker.set_viewport_size({"width": 360, "height": 740})
        assert overflow(worker) <= 0
        worker.set_viewport_size({"width": 1200, "height": 800})
        if time == "first":
            worker.locator("button[value='write']").click()
            assert "1 request was written." in worker.locator("#done").inner_text()
        else:
            assert worker.locator("button[value='write']").count() == 0
            assert "there already" in worker.locator("#summary").inner_text()
            worker.locator("button[value='drop']").last.click()
    team.go(worker, "/requests")
    assert worker.locator("#list a[data-row]").count() == 1
    desk.open_first_request(worker)
    text = worker.locator("main").inner_text()
    assert "Прошу вывезти семью" in text and "А-1" in text and "came from a table" in text
    assert worker.locator("form[action$='/reply']").count() == 0
