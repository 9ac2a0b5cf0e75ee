# SPDX-License-Identifier: AGPL-3.0-or-later
"""Consent over the twelve words: asked at the desk, answered without script, narrowed, judged, confirmed, taken back."""
import pytest

import desk_steps as desk
import portal_steps as portal
import reading
import samples
import team_steps as team

ORGANISATION = "Шлюпка помощи 7731"
REQUEST = "Меня ищут в части 60123, прошу о помощи."
ALIAS = "Зимородок"
NEWSROOM = "Редакция Полярная 8812"
QUESTION = "Редакция просит ваш рассказ о части. ВОПРОС-8813. Его прочитают трое."
OWN = ["Мой рассказ редакции, без имени. ОТВЕТ-8814", "Помощь останется. ОТВЕТ-8815"]
SISTER = "имя моей сестры Аглаи"


@pytest.fixture
def colleague_reads():
    return "ru-RU"


def reload_until(page, address, text, seconds=60):
    for _ in range(seconds * 2):
        page.goto(address)
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(text + " is not in: " + page.locator("main").inner_text())


def keep(page, name):
    """Nothing sticks out at the side, and a picture is kept for people to look at."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    reading.picture(page, name)


def open_case(worker, colleague, up, visitor, second):
    """A request that became a case, carried by two; returns the visitor's words and the case's address."""
    team.go(worker, "/members")
    invitation = worker.locator(".invitation").inner_text()
    fingerprint = team.ask_to_join(colleague, second.address(), invitation, "Борис")
    team.admit(worker, "Борис", fingerprint, roles=(2,))
    team.wait_until_admitted(colleague)
    portal.wait_until_open(visitor, up.address("Visitors"), ORGANISATION)
    portal.open_door(visitor, up.address("Visitors"), "ru")
    words = portal.take_words(visitor)
    portal.write(visitor, REQUEST, "", urgency="2")
    visitor.locator('[role="status"]').wait_for()
    team.go(worker, "/requests")
    worker.locator("#list a[data-row]").first.wait_for(timeout=30_000)
    desk.open_first_request(worker)
    worker.locator("button[name='state'][value='3']").click()
    worker.locator("a[href$='/accept']").click()
    worker.locator("#field-alias").fill(ALIAS)
    team.choose(worker, "deputy", "Борис")
    team.submit(worker)
    return words, worker.url.split("#")[0]


def ask(worker, case):
    worker.goto(case)
    worker.locator("a[href$='/ask-consent']").click()
    team.choose(worker, "purpose", "newsroom, under another name")
    team.choose(worker, "recipient-class", "newsroom")
    worker.locator("#field-recipient-name").fill(NEWSROOM)
    worker.locator("input[name='items-2']").check()
    worker.locator("input[name='items-3']").check()
    team.choose(worker, "identifiability", "pseudonymous")
    worker.locator("#field-actions").select_option("4")
    team.choose(worker, "initiative", "we raised it")
    worker.locator("#field-consent-explanation").fill(QUESTION)
    keep(worker, "desk-ask-consent")
    team.submit(worker)


def test_consent_is_asked_given_in_part_judged_and_taken_back(up, visitor, worker, colleague, tmp_path):
    door = up.address("Visitors")
    inbox = f"{door.rstrip('/')}/ru/inbox"
    worker.set_viewport_size({"width": 1200, "height": 900})
    visitor.set_viewport_size({"width": 360, "height": 740})
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    second = team.Desk(tmp_path / "second", up.relay_port)
    try:
        words, case = open_case(worker, colleague, up, visitor, second)
        ask(worker, case)
        assert "Asked at the portal" in worker.locator("main").inner_text()

        # The person comes back and reads what is asked; nothing is chosen for them.
        portal.come_back(visitor, door, words)
        reload_until(visitor, inbox, "ВОПРОС-8813")
        keep(visitor, "portal-consent-inbox-ru")
        visitor.locator('main a[href$="/consent/1"]').click()
        text = visitor.locator("main").inner_text()
        for part in ("Наша помощь не зависит от вашего ответа", NEWSROOM, "ВОПРОС-8813", "Если вы не ответите, это значит «нет»"):
            assert part in text
        assert visitor.locator("main input:checked").count() == 0
        keep(visitor, "portal-consent-ru")
        consent = visitor.url
        visitor.goto(consent.replace("/ru/", "/en/"))
        keep(visitor, "portal-consent-en")
        visitor.goto(consent)

        # Who says yes to everything and forbids something is asked which of the two holds, and nothing is lost.
        visitor.locator('input[name="choice"][value="yes"]').check()
        visitor.locator("#leave-out").fill(SISTER)
        visitor.locator("#own-1").fill(OWN[0])
        visitor.locator("main form button").click()
        assert visitor.locator('[role="alert"]').count() == 1 and visitor.locator(".receipt").count() == 0
        keep(visitor, "portal-consent-which-holds-ru")
        assert visitor.locator("#leave-out").input_value() == SISTER
        assert visitor.locator('input[name="choice"][value="yes"]').is_checked()
        visitor.goto(consent)

        # Half an answer loses nothing.
        visitor.locator('input[name="choice"][value="less"]').check()
        visitor.locator('input[name="seen"][value="9"]').check()
        visitor.locator("#own-1").fill(OWN[0])
        visitor.locator("main form button").click()
        assert visitor.locator('[role="alert"]').count() == 1
        keep(visitor, "portal-consent-problem-ru")
        assert visitor.locator("#own-1").input_value() == OWN[0]
        assert visitor.locator('input[name="seen"][value="9"]').is_checked()
        visitor.locator("#own-2").fill(OWN[1])
        visitor.locator("#leave-out").fill(SISTER)
        visitor.locator("main form button").click()
        receipt = visitor.locator(".receipt").inner_text()
        for part in (OWN[0], OWN[1], SISTER, "ничего, что указывает на вас", "ВОПРОС-8813"):
            assert part in receipt
        keep(visitor, "portal-receipt-ru")
        visitor.goto(visitor.url.replace("/ru/", "/en/"))
        keep(visitor, "portal-receipt-en")

        # The desk has it with the exact wording; it is not in force.
        # It arrives in the conversation first, and stands in the casework a moment later.
        reload_until(worker, case, "not in force")
        text = worker.locator("main").inner_text()
        assert OWN[0] in text and SISTER in text and "anonymous" in text
        worker.locator("details.deeper summary", has_text="word for word").first.click()
        keep(worker, "desk-consent-answer")
        reload_until(visitor, inbox, "Оно ещё не действует")
        reload_until(colleague, team.base(colleague) + "/" + "/".join(case.split("/")[3:]), OWN[0])
        keep(colleague, "desk-consent-answer-ru")

        # Somebody reads the person's own words; then it is in force, and the person is told by a signed answer.
        # It is somebody else than whoever asked, whichever desk took the answer in.
        assert worker.locator("a[href*='/judge-consent']").count() == 0
        assert "Judged by one of these" in worker.locator("main").inner_text()
        colleague.locator("a[href*='/judge-consent']").click()
        team.choose(colleague, "teach-back", "понято")
        keep(colleague, "desk-judge-consent")
        team.submit(colleague)
        reload_until(visitor, inbox, "Оно действует до")
        worker.goto(case)
        assert "given" in worker.locator("table.rows", has_text=NEWSROOM).inner_text()
        keep(visitor, "portal-consent-in-force-ru")

        # Another visit, with nothing but the words, takes it back.
        portal.leave(visitor)
        portal.come_back(visitor, door, words)
        visitor.locator('main a[href$="/consent/1"]').click()
        visitor.locator('input[name="choice"][value="no"]').check()
        visitor.locator("main form button").click()
        assert "Отзываю согласие" in visitor.locator(".receipt").inner_text()
        reload_until(worker, case, "withdrawn")
        assert "withdrawn" in worker.locator("table.rows", has_text=NEWSROOM).inner_text()
        keep(worker, "desk-consent-withdrawn")
        reload_until(visitor, inbox, "Вы сказали «нет» или отозвали согласие")
    finally:
        colleague.goto("about:blank")
        second.stop()

    # Nothing of it stands in what the relay keeps, or on the disks of desk and portal.
    worker.goto("about:blank")
    up.stop()
    read = 0
    for part in ("relay", "desk", "portal"):
        for path, content in up.kept_bytes(part):
            read += len(content)
            for text in (NEWSROOM, QUESTION, *OWN, SISTER, "ВОПРОС-8813", "ОТВЕТ-8814", "ОТВЕТ-8815"):
                for form in samples.forms_of(text.encode()):
                    assert form not in content, f"{path} holds {text!r}"
    assert read > 200_000
    for line in up.lines:
        assert not any(text in line for text in (NEWSROOM, "8813", "8814", "8815"))
