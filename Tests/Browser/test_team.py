# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two people, two desks, one case: each sees what their keys open, and nothing says that there is more."""
import desk_steps as desk
import portal_steps as portal
import team_steps as team

ORGANISATION = "Шлюпка помощи 5120"
REQUEST = "Меня ищут в части 60123, прошу о помощи."
ALIAS = "Ласточка"
SURNAME = "Вешняков"


def test_a_colleague_joins_and_reads_what_they_were_given(up, visitor, worker, colleague, tmp_path):
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    team.go(worker, "/members")
    invitation = worker.locator(".invitation").inner_text()

    second = team.Desk(tmp_path / "second", up.relay_port)
    try:
        fingerprint = team.ask_to_join(colleague, second.address(), invitation, "Борис")
        team.admit(worker, "Борис", fingerprint, roles=(2,))
        team.wait_until_admitted(colleague)

        # A request becomes a case; the colleague is its deputy.
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
        worker.locator("#field-alias").fill(ALIAS)
        team.choose(worker, "deputy", "Борис")
        team.submit(worker)
        assert ALIAS in worker.locator("h1").inner_text()
        case = worker.url.split("#")[0]
        path = "/" + "/".join(case.split("/")[3:5])

        # A name is recorded in a part whose key the deputy does not have.
        worker.locator("a[href$='/name']").click()
        worker.locator("#field-family").fill(SURNAME)
        worker.locator("#field-given").fill("Пётр")
        team.choose(worker, "script", "Cyrillic")
        team.choose(worker, "source", "the person says so")
        team.submit(worker)
        assert SURNAME in worker.locator("main").inner_text()

        # The deputy finds the case by itself, with the work and the conversation, and without the name.
        team.go(colleague, "/cases")
        row = colleague.locator("#list a[data-row]", has_text=ALIAS)
        row.wait_for(timeout=60_000)
        row.click()
        text = colleague.locator("main").inner_text()
        assert "Work" in text and REQUEST[:20] in text
        assert SURNAME not in text and "Identity" not in text
        for address in ("/today", path + "/history", path + "/access"):
            team.go(colleague, address)
            assert SURNAME not in colleague.content() and "Identity" not in colleague.locator("main").inner_text()

        # The key is given with a reason, and the name is there.
        worker.goto(case + "/access")
        worker.locator("section.part", has_text="Identity").locator("a[href$='/grant']").click()
        team.choose(worker, "member", "Борис")
        worker.locator("#field-reason").fill("едет встречать")
        team.submit(worker)
        team.go(colleague, path)
        colleague.locator("main", has_text=SURNAME).wait_for(timeout=60_000)

        # Both lists say who could know it, and why.
        team.go(colleague, path + "/access")
        assert "едет встречать" in colleague.locator("main").inner_text()
    finally:
        colleague.goto("about:blank")
        second.stop()


def test_what_was_typed_stays_when_a_colleague_takes_the_step_first(up, visitor, worker):
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    portal.wait_until_open(visitor, up.address("Visitors"), ORGANISATION)
    portal.open_door(visitor, up.address("Visitors"), "ru")
    portal.take_words(visitor)
    portal.write(visitor, REQUEST, "")
    visitor.locator('[role="status"]').wait_for()
    team.go(worker, "/requests")
    worker.locator("#list a[data-row]").first.wait_for(timeout=30_000)
    desk.open_first_request(worker)
    request = worker.url
    worker.locator("button[name='state'][value='3']").click()
    worker.locator("a[href$='/accept']").click()
    worker.locator("#field-alias").fill(ALIAS)
    worker.locator("#field-note").fill("a long thought")

    # The same desk in another window: the request moves on, and this form leads nowhere any more.
    other = worker.context.new_page()
    other.goto(request)
    other.locator("button[name='state'][value='4']").click()
    other.wait_for_load_state()
    worker.bring_to_front()
    worker.wait_for_timeout(2_000)
    assert worker.url.endswith("/accept")
    assert worker.locator("#field-note").input_value() == "a long thought"
    other.close()
