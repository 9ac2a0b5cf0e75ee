# SPDX-License-Identifier: AGPL-3.0-or-later
"""Director, caseworker, verifier and counsel, a desk each: a request becomes a case, and each sees what their keys open."""
import datetime
import re

import case_steps as case
import desk_steps as desk
import portal_steps as portal
import pytest
import team_steps as team

ORGANISATION = "Шлюпка помощи 4417"
ALIAS = "Swallow"
REQUEST = "Меня ищут в части 60123, прошу о помощи."
# One word for each part: whoever does not hold its key meets it nowhere.
SURNAME, TOWN, UNIT, SCREENED = "Вешняков", "Гюмри", "rota-5518", "ledger-of-orders-7731"
PAGES = ("/today", "/requests", "/cases", "/numbers", "/members", "/status")


class Colleague:
    """A person with a desk and a browser of their own, behind a line of their own."""

    def __init__(self, chromium, complaints, name, roles):
        self.name, self.roles = name, roles
        self.context = chromium.new_context(locale="en-GB", viewport={"width": 1200, "height": 800})
        self.page = self.context.new_page()
        complaints.watch(self.page)
        self.line = self.desk = None

    def join(self, folder, up, director, invitation):
        self.line = team.Line(up.relay_port)
        self.desk = team.Desk(folder / self.name, self.line.port)
        # The relay under another address: what counts is its key, which the organisation's link leads to.
        invitation = invitation.replace(str(up.relay_port), str(self.line.port))
        fingerprint = team.ask_to_join(self.page, self.desk.address(), invitation, self.name)
        team.admit(director, self.name, fingerprint, self.roles)
        team.wait_until_admitted(self.page)

    def leave(self):
        self.context.close()
        if self.desk:
            self.desk.stop()
        if self.line:
            self.line.close()


@pytest.fixture
def colleagues(chromium, complaints):
    team_of_three = [
        Colleague(chromium, complaints, "Boris", (2,)), Colleague(chromium, complaints, "Vera", (3,)),
        Colleague(chromium, complaints, "Oleg", (4,))]
    yield team_of_three
    for colleague in team_of_three:
        colleague.leave()


def everything(page, path):
    """All that a desk shows of the case and around it, as it came from the desk."""
    text = []
    for address in PAGES + (path, path + "/history", path + "/access"):
        team.go(page, address)
        text.append(page.content())
    for word in (SURNAME, TOWN, UNIT, SCREENED):
        team.go(page, "/search")
        page.locator("#query").fill(word)
        page.locator("form[data-search] button").first.click()
        page.wait_for_load_state()
        text.append(" ".join(page.locator("ol.hits").all_inner_texts()))
    return "\n".join(text)


def open_case(director, up, visitor):
    portal.wait_until_open(visitor, up.address("Visitors"), ORGANISATION)
    portal.open_door(visitor, up.address("Visitors"), "ru")
    portal.take_words(visitor)
    portal.write(visitor, REQUEST, "", urgency="2")
    visitor.locator('[role="status"]').wait_for()
    team.go(director, "/requests")
    director.locator("#list a[data-row]").first.wait_for(timeout=30_000)
    desk.open_first_request(director)
    director.locator("button[name='state'][value='3']").click()
    director.locator("a[href$='/accept']").click()
    case.fill(director, alias=ALIAS, danger="days", owner="Boris", deputy="Anna",
              open_evidence=True, open_whereabouts=True)
    case.tick(director, "casework", ("Vera", "Oleg"), "the team of this case")
    case.tick(director, "conversation", ("Boris",), "speaks with the person")
    case.tick(director, "identity", ("Boris",), "papers")
    case.tick(director, "whereabouts", ("Boris",), "route")
    case.tick(director, "evidence", ("Boris", "Vera"), "verification")
    team.submit(director)
    assert ALIAS in director.locator("h1").inner_text()
    return case.path(director)


def test_four_desks_from_a_request_to_a_removal(up, visitor, worker, colleagues, tmp_path):
    boris, vera, oleg = (colleague.page for colleague in colleagues)
    desk.found(worker, up.address("Desk"), ORGANISATION, "Anna")
    team.go(worker, "/members")
    invitation = worker.locator(".invitation").inner_text()
    for colleague in colleagues:
        colleague.join(tmp_path, up, worker, invitation)
    path = open_case(worker, up, visitor)
    today = datetime.date.today()
    later = (today + datetime.timedelta(days=30)).isoformat()
    for page in (boris, vera, oleg):
        case.wait_for(page, path, ALIAS)

    # The caseworker writes into the parts that the task asks for.
    case.act(boris, path, "name", family=SURNAME, given="Пётр", script="Cyrillic", source="the person")
    case.act(boris, path, "place", where=TOWN, precision="city", **{"from": today.isoformat()}, until=later)
    case.act(boris, path, "claim", claim_about="Service", claimed=f"Served as a captain in {UNIT}")
    case.act(boris, path, "statement", statement_kind="Full", held_on=today.isoformat(), setting="video",
             language="ru", interviewer="Boris")
    case.act(boris, path, "answer", topic="own conduct", question="Were you ever at a detention site?",
             outcome="denies", answer="No, never.")
    case.act(boris, path, "close-statement", read_back=True, confirmation="signed")
    case.act(boris, path, "assign?", checker="Vera", ceiling="PAP:AMBER")

    # The verifier is told where the day begins, and concludes with grades kept apart.
    case.wait_for(vera, path, "Begin the check")
    team.go(vera, "/today")
    assert "check" in vera.locator("main").inner_text()
    case.act(vera, path, "begin-check")
    for origin in ("identity card seen on video", "album of the unit"):
        case.act(vera, path, "line?", evidence_kind="open source", bearing="supports", origin=origin,
                 method="examining", source_grade="usually", information_grade="probably")
    case.act(vera, path, "conclude", finding="corroborated", source_grade="usually", information_grade="confirmed",
             independence="card and album come from different places")
    assert "B: usually reliable" in vera.locator("main").inner_text()
    assert "1: confirmed" in vera.locator("main").inner_text()

    # Whoever is asked again is asked for a reason; what contradicts stands beside what was said first.
    team.go(boris, path)
    boris.locator("main a[href$='/statement']").first.click()
    assert "asked 1 time" in boris.locator("main").inner_text()
    again = next(field.get_attribute("name") for field in boris.locator("form.form textarea").all())
    case.act(boris, path, "statement", statement_kind="Full", held_on=today.isoformat(), setting="in person",
             language="ru", interviewer="Boris", **{again: "a photograph shows otherwise"})
    case.act(boris, path, "answer", topic="own conduct", question="Where were you in spring 2022?",
             outcome="answered", answer="At a detention site, for three weeks.")
    case.act(boris, path, "close-statement", read_back=True, confirmation="signed")
    team.go(boris, path)
    boris.locator("main a[href*='/contradiction']").first.click()
    for name, said in (("earlier", "No, never."), ("later", "three weeks")):
        options = boris.locator(f"#field-{name} option").all()
        value = next(each.get_attribute("value") for each in options if said in each.inner_text())
        boris.locator(f"#field-{name}").select_option(value)
    team.submit(boris)
    case.wait_for(vera, path, "A contradiction that nobody has explained")
    assert "asked 2 times" in vera.locator("main").inner_text()

    # Exclusion is counsel's alone, in a part that nobody else can see.
    case.act(oleg, path, "open", kind="Law")
    case.act(oleg, path, "screen", exclusion="indicator", reasons=SCREENED)
    assert SCREENED in oleg.locator("main").inner_text()
    boris.wait_for_timeout(3_000)

    # Every page of every desk: the word of a part is there for those who hold its key, and for nobody else.
    holders = {SURNAME: {"Anna", "Boris"}, TOWN: {"Anna", "Boris"}, UNIT: {"Anna", "Boris", "Vera"},
               SCREENED: {"Oleg"}}
    desks = {"Anna": worker, "Boris": boris, "Vera": vera, "Oleg": oleg}
    for name, page in desks.items():
        shown = everything(page, path)
        for word, known in holders.items():
            assert (word in shown) == (name in known), f"{word} at the desk of {name}"
    for page, hidden in ((vera, ("Identity", "Whereabouts", "Law")), (oleg, ("Identity", "Evidence")), (boris, ("Law",))):
        for address in (path, path + "/access", path + "/history"):
            team.go(page, address)
            headings = " ".join(page.locator("h2, h3").all_inner_texts())
            for part in hidden:
                assert not re.search(rf"\b{part}\b", headings), (part, address)

    # Two desks without a line write into one case and meet again: both see everything, and what both rated stands apart.
    colleagues[0].line.cut()
    colleagues[1].line.cut()
    case.act(boris, path, "rate", danger="weeks")
    case.act(vera, path, "rate", danger="life")
    case.act(vera, path, "case-note", note_body="seen from the other side")
    colleagues[0].line.mend()
    colleagues[1].line.mend()
    case.wait_for(boris, path + "/history", "seen from the other side")
    danger = []
    for page in (boris, vera, worker):
        case.wait_for(page, path + "/history", "seen from the other side")
        page.wait_for_timeout(1_500)
        team.go(page, path)
        danger.append([words for words in ("life in danger now", "weeks")
                       if words in page.locator("h1 ~ *").first.inner_text()])
        team.go(page, path + "/history")
        history = page.locator("main").inner_text()
        assert "life in danger now" in history and "weeks" in history, "both ratings are on record"
    assert danger == [["life in danger now"]] * 3, "who did not see the graver rating does not hide it"

    # Whoever leaves reads nothing that is written afterwards; what they could have read is listed.
    team.go(worker, "/members")
    worker.locator("tr", has_text="Vera").locator("a", has_text="Remove").click()
    case.fill(worker, reason="moved to another organisation")
    team.submit(worker)
    team.go(worker, "/members")
    worker.locator("summary", has_text="could have read").click()
    assert ALIAS in worker.locator("details.deeper").inner_text()
    case.act(boris, path, "claim", claim_about="Threat", claimed="Written after somebody left: grey-heron-90")
    case.wait_for(worker, path, "grey-heron-90")
    vera.wait_for_timeout(3_000)
    team.go(vera, path)
    assert "grey-heron-90" not in vera.content()
