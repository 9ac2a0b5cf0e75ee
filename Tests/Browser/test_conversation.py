# SPDX-License-Identifier: AGPL-3.0-or-later
"""One conversation, end to end: a visitor without script, a relay that is blind, a worker at a desk."""
import desk_steps as desk
import portal_steps as portal
import samples

ORGANISATION = "Шлюпка помощи 4417"
MEMBER = "Worker Zeldovich"
REQUEST = "Я служил в войсковой части 54321 и отказался выполнять приказ."
CONTACT = "Только здесь, никогда по телефону +7 900 123-45-67."
ANSWER = "Мы прочитали ваше письмо. Не покидайте город до четверга."
FOLLOW_UP = "Спасибо. Моя сестра Марфа Вешнякова тоже в опасности."
NOTE = "Looks genuine; ask Brodsky about unit 54321."


def test_a_person_writes_is_answered_and_writes_again(up, visitor, worker, complaints, tmp_path):
    door = up.address("Visitors")

    # The worker opens the desk, creates the organisation and gets a recovery sheet.
    sheet = desk.found(worker, up.address("Desk"), ORGANISATION, MEMBER)
    assert len(sheet) == 24

    # The portal now greets visitors in that organisation's name.
    portal.wait_until_open(visitor, door, ORGANISATION)

    # A visitor picks Russian, gets twelve Russian words, confirms them, writes, and sends two files.
    portal.open_door(visitor, door, "ru")
    words = portal.take_words(visitor)
    assert all(any("а" <= letter <= "я" or letter == "ё" for letter in word) for word in words)
    photo = samples.photo(tmp_path / "лицо.jpg")
    document = samples.document(tmp_path / "order.pdf")
    portal.write(visitor, REQUEST, CONTACT, urgency="1", files=[photo, document])
    visitor.locator('[role="status"]').wait_for()

    # The desk shows the request without a reload.
    row = worker.locator("#list a[data-row]")
    row.first.wait_for(timeout=20_000)
    assert row.count() == 1 and REQUEST[:20] in row.first.inner_text()
    desk.open_first_request(worker)
    assert REQUEST in worker.locator("#timeline").inner_text()
    assert CONTACT in worker.locator("#facts").inner_text()

    # The photo opens as pixels, and nothing else of it is shown.
    worker.locator("ul.files a", has_text="лицо.jpg").click()
    picture = worker.locator("p.picture img")
    picture.wait_for()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 640
    source = worker.request.get(picture.evaluate("image => image.src")).body()
    assert source.startswith(b"\x89PNG") and samples.SECRET_IN_PHOTO not in source
    worker.go_back()

    # The PDF is saved as it was sent, after a warning.
    assert desk.download(worker, "order.pdf") == document.read_bytes()
    worker.go_back()

    # The worker makes a note and answers in Russian with a file.
    worker.locator("#note").fill(NOTE)
    worker.locator("form[action$='/note'] button").click()
    worker.locator("li.message.note", has_text="Brodsky").wait_for()
    plan = tmp_path / "план.txt"
    plan.write_text("Вокзал, 14:05, южный вход. PLANTED-PLAN-3308", encoding="utf-8")
    desk.answer(worker, ANSWER, [plan])

    # The visitor leaves, returns with a mistyped word, is offered the near one, and reads the answer.
    portal.leave(visitor)
    mistyped = list(words)
    mistyped[4] = mistyped[4][:-1] + ("ы" if mistyped[4][-1] != "ы" else "о")
    portal.come_back(visitor, door, mistyped)
    assert words[4] in visitor.locator("main").inner_text()
    portal.come_back(visitor, door, words)
    answer = visitor.locator("article", has_text=ANSWER)
    for _ in range(20):
        if answer.count():
            break
        visitor.wait_for_timeout(500)
        visitor.goto(f"{door.rstrip('/')}/ru/inbox")
    assert answer.count() == 1
    with visitor.expect_download() as waiting:
        answer.locator("a").first.click()
    assert open(waiting.value.path(), "rb").read() == plan.read_bytes()

    # The follow-up joins the same conversation at the desk.
    visitor.goto(f"{door.rstrip('/')}/ru/inbox")
    visitor.locator('main a[href$="/write"]').click()
    portal.write(visitor, FOLLOW_UP)
    visitor.locator('[role="status"]').wait_for()
    worker.locator("li.message.person", has_text="Вешнякова").wait_for(timeout=20_000)
    worker.locator(".up a").click()
    worker.locator("#list").wait_for()
    assert worker.locator("#list a[data-row]").count() == 1

    # Any process may be killed at any moment; nothing that was acknowledged is gone.
    complaints.expect("/events")  # the stream of a desk that is killed breaks off,
    complaints.expect("ERR_CONNECTION_REFUSED")  # and so does a page that asks just then
    for part in ("relay", "portal", "desk"):
        up.kill(part)
    desk.unlock(worker, up.address("Desk"))
    worker.locator("#list a[data-row]").wait_for()
    desk.open_first_request(worker)
    timeline = worker.locator("#timeline").inner_text()
    for text in (REQUEST, ANSWER, FOLLOW_UP, NOTE):
        assert text in timeline
    assert desk.download(worker, "лицо.jpg") == photo.read_bytes()
    portal.come_back(visitor, up.address("Visitors"), words)
    assert visitor.locator("article", has_text=ANSWER).count() == 1

    # Search finds Cyrillic text whatever its case.
    worker.goto(up.address("Desk").split("/enter")[0] + "/search")
    worker.locator("#query").fill("ВЕШНЯКОВА")
    worker.locator("ol.hits li").first.wait_for()

    # No byte that the relay keeps, and none that the desk or the portal leaves on disk, says anything: while they run, with
    # the log of what the database has not yet taken over; as a kill leaves them; and after a stop.
    planted = [ORGANISATION, MEMBER, REQUEST, CONTACT, ANSWER, FOLLOW_UP, NOTE, desk.PASSPHRASE, "54321", "Вешнякова",
               "Brodsky", "PLANTED-PLAN-3308", "лицо.jpg", "order.pdf", "план.txt", "image/jpeg", "application/pdf",
               " ".join(words), " ".join(sheet)]
    # Single words of five letters and more; shorter ones turn up in random bytes.
    planted += [word for word in words + sheet if len(word.encode()) >= 8]
    secrets = [text.encode() for text in planted] + [samples.SECRET_IN_PHOTO, samples.SECRET_IN_PDF,
                                                     photo.read_bytes()[:64], document.read_bytes()[:64]]
    assert search(up, secrets) > 0, "a running relay has a write-ahead log"
    up.kill_everything()
    assert search(up, secrets) > 0, "a killed relay leaves its write-ahead log"
    up.start()
    up.address("Desk")
    up.stop()
    search(up, secrets)


def search(up, secrets):
    """Looks for every secret in each of its forms in every file and every line; returns the bytes of the write-ahead log."""
    patterns = {form: secret for secret in secrets for form in samples.forms_of(secret)}
    read, logged = 0, 0
    for part in ("relay", "desk", "portal"):
        for path, content in up.kept_bytes(part):
            read += len(content)
            logged += len(content) if path.name == "relay.sqlite-wal" else 0
            for form, secret in patterns.items():
                assert form not in content, f"{path} holds {secret!r}"
            for secret in secrets:
                assert secret not in str(path.name).encode()
    assert read > 200_000
    for line in up.lines:
        for secret in secrets:
            assert secret not in line.encode(), f"the log says {secret!r}"
    return logged
