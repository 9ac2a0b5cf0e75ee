# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker drops a list and a text, sees whose names may stand there, decides, and decides anew."""
import desk_steps as desk
import portal_steps as portal
import team_steps as team

ORGANISATION = "Шлюпка помощи 7331"
ALIAS = "Зимородок"
TITLE = "Розыск-проверка"
LIST = """id,name,birth_date
NK-1,Ivan Petrov,1970-01-01
,,
NK-2,"OSETSHKIN, Vladimir",1981-06-14
"""
TEXT = "Yesterday Vladimir Osechkin spoke in Paris. Osetškin, as the Finns write him, was not alone."


def open_case(worker, colleague, visitor, up, second):
    """A case of one person whose names the colleague does not hold; gives its path."""
    desk.found(worker, up.address("Desk"), ORGANISATION, "Анна")
    team.go(worker, "/members")
    invitation = worker.locator(".invitation").inner_text()
    fingerprint = team.ask_to_join(colleague, second.address(), invitation, "Борис")
    team.admit(worker, "Борис", fingerprint, roles=(2,))
    team.wait_until_admitted(colleague)
    portal.wait_until_open(visitor, up.address("Visitors"), ORGANISATION)
    portal.open_door(visitor, up.address("Visitors"), "ru")
    portal.take_words(visitor)
    portal.write(visitor, "Меня ищут, прошу о помощи.", "", urgency="2")
    visitor.locator('[role="status"]').wait_for()
    team.go(worker, "/requests")
    worker.locator("#list a[data-row]").first.wait_for(timeout=30_000)
    desk.open_first_request(worker)
    worker.locator("button[name='state'][value='3']").click()
    worker.locator("a[href$='/accept']").click()
    worker.locator("#field-alias").fill(ALIAS)
    team.choose(worker, "deputy", "Борис")
    team.submit(worker)
    path = "/" + "/".join(worker.url.split("#")[0].split("/")[3:5])
    worker.locator("a[href$='/name']").click()
    worker.locator("#field-family").fill("Осечкин")
    worker.locator("#field-given").fill("Владимир")
    team.choose(worker, "script", "Cyrillic")
    team.choose(worker, "source", "the person says so")
    team.submit(worker)
    return path


def add_list(page, folder, title=TITLE, content=LIST, date="2026-11-01"):
    file = folder / "list.csv"
    file.write_text(content, encoding="utf-8")
    page.locator("#list-title").fill(title)
    page.locator("#list-source").fill("сайт ведомства, скачала Анна")
    page.locator("#list-date").fill(date)
    page.locator("#list-licence").fill("CC BY 4.0")
    page.locator("#list-file").set_input_files(str(file))
    page.locator("form[action='/exposure/lists'] button").click()
    page.wait_for_load_state()


def compare_text(page, title="Газета", text=TEXT):
    page.locator("#text-title").fill(title)
    page.locator("#text-text").fill(text)
    page.locator("form[action='/exposure/texts'] button").click()
    page.wait_for_load_state()


def decide(card, page, verdict, reason):
    card.locator("a[href*='/exposure-decide']").click()
    team.choose(page, "verdict", verdict)
    page.locator("#field-reason").fill(reason)
    team.submit(page)


def test_a_list_and_a_text_are_compared_and_decided(up, visitor, worker, colleague, tmp_path):
    second = team.Desk(tmp_path / "second", up.relay_port)
    try:
        path = open_case(worker, colleague, visitor, up, second)
        worker.locator("nav a[href='/exposure']").click()
        main = worker.locator("main")
        assert "No list is kept here yet." in main.inner_text()

        # A list with a broken row: the hit says both spellings, why, and where the row comes from.
        add_list(worker, tmp_path)
        said = main.inner_text()
        for words in (ALIAS, "Осечкин Владимир", "OSETSHKIN, Vladimir", "NK-2, line 4", "1981-06-14", TITLE,
                      "сайт ведомства", "2026-11-01", "CC BY 4.0", "1 row left out", "1 hit.", "surname"):
            assert words in said, words
        # What goes wrong is said, and what was typed stays.
        worker.locator("#list-title").fill("Другой")
        worker.locator("#list-source").fill("откуда-то")
        worker.locator("#list-file").set_input_files(
            {"name": "empty.csv", "mimeType": "text/csv", "buffer": b"1\n2\n"})
        worker.locator("form[action='/exposure/lists'] button").click()
        assert "No name was found" in worker.locator("[role=alert]").inner_text()
        assert worker.locator("#list-title").input_value() == "Другой"

        # A text, which is not kept; and one that names nobody, with what that is worth.
        team.go(worker, "/exposure")
        compare_text(worker)
        assert "Yesterday Vladimir Osechkin spoke" in main.inner_text() and "Osetškin" in main.inner_text()
        compare_text(worker, "Пустая", "Nobody is here.")
        assert "Absence proves nothing" in worker.locator("#texts").inner_text()

        # The hit is a task of today, and is decided.
        team.go(worker, "/today")
        assert "See whether it is the same person" in main.inner_text()
        team.go(worker, "/exposure")
        decide(worker.locator(".card.open", has_text=TITLE), worker, "not the same", "другой год рождения")
        assert "not the same person" in main.inner_text()
        decide(worker.locator(".card.open", has_text="Газета"), worker, "cannot tell", "мало слов")

        # The same list, newer: remembered, not asked again.
        team.go(worker, "/exposure")
        assert "Nothing waits for a decision." in main.inner_text()
        add_list(worker, tmp_path, content=LIST.replace("Ivan Petrov", "Petr Ivanov"), date="2026-11-20")
        assert "Nothing waits for a decision." in main.inner_text()
        assert "0 of them were not known before." in main.inner_text()

        # The decision is reversed; both stay.
        worker.locator("details.deeper", has_text="decided").first.locator("summary").first.click()
        decide(worker.locator(".card", has_text="NK-2"), worker, "same person", "видели документ")
        said = main.inner_text()
        assert "The person is there" in said and "2 decisions" in said

        # Whoever does not hold the names sees none of it.
        team.go(colleague, "/cases")
        colleague.locator("#list a[data-row]", has_text=ALIAS).wait_for(timeout=60_000)
        for address in ("/today", "/exposure", "/exposure/duplicates", path, path + "/history", "/numbers"):
            team.go(colleague, address)
            content = colleague.content()
            for secret in ("Осечкин", "OSETSHKIN", "Газета", TITLE, "exposure-decide"):
                assert secret not in content, (address, secret)

        # The list goes, and the page says so.
        team.go(worker, "/exposure")
        worker.locator("form[action$='/remove'] button").click()
        worker.wait_for_load_state()
        assert "No list is kept here yet." in main.inner_text()
    finally:
        colleague.goto("about:blank")
        second.stop()
