# SPDX-License-Identifier: AGPL-3.0-or-later
"""A visitor and a worker who use the two sites' forms over plain HTTP."""
import re
import time

from plain_http import Broken, Client, texts

PASSPHRASE = "correct horse battery staple 7"


class Visitor:
    def __init__(self, port):
        self.client = Client(port)
        self.words = None

    def arrive(self):
        """Gets twelve words and confirms them."""
        self.client.cookies.clear()
        self.client.post("/en/start", {})
        words = texts(r"<li>(.*?)</li>", re.search(r'<ol class="words".*?</ol>', self.client.get("/en/words").text, re.S)[0])
        assert len(words) == 12
        page = self.client.get("/en/confirm")
        fields = {"csrf": page.hidden("csrf")}
        for name, label in re.findall(r'<label for="([^"]+)">([^<]+)</label>', page.text):
            fields[name] = words[int(re.search(r"\d+", label)[0]) - 1]
        answer = self.client.post("/en/confirm", fields)
        assert answer.status == 303 and answer.headers["Location"].endswith("/write"), answer.status
        self.words = words

    def come_back(self):
        """Opens the conversation again with the words; returns the inbox."""
        self.client.cookies.clear()
        answer = self.client.post("/en/return", {"words": " ".join(self.words)})
        assert answer.status == 303, answer.status
        return self.client.get("/en/inbox")

    def form(self):
        """A fresh form to write in: its hidden fields. Comes back with the words where the visit is forgotten."""
        page = self.client.get("/en/write")
        if 'name="form"' not in page.text:
            self.come_back()
            page = self.client.get("/en/write")
        return [("csrf", page.hidden("csrf")), ("form", page.hidden("form"))]

    def send(self, form, body, files=()):
        """True if the portal says that the message has arrived, False if it says that nothing was sent."""
        answer = self.client.post_files(
            "/en/write", form + [("urgency", "1"), ("contact", ""), ("body", body)], files)
        return answer.status == 303 and answer.headers["Location"].endswith("/sent")

    def answers(self):
        """The texts of all answers, and the addresses of their files."""
        page = self.come_back()
        assert page.status == 200, page.status
        return texts(r"<article>(.*?)</article>", page.text), re.findall(r'href="(/en/file/[^"]+)"', page.text)


class Worker:
    """A worker at the desk. `address` gives the desk's one-time address, as often as it is asked."""

    def __init__(self, port, address):
        # What a browser sends with every form (Fetch Metadata).
        self.client = Client(port, timeout=60, headers={"Sec-Fetch-Site": "same-origin"})
        self.address = address

    def enter(self):
        self.client.cookies.clear()
        path = "/enter" + self.address().split("/enter", 1)[1]
        answer = self.client.request("GET", path, headers={"Sec-Fetch-Site": "none"})
        assert answer.status == 303, answer.status
        return self.client.get(answer.headers["Location"])

    def found(self, name="Lifeboat Test"):
        page = self.enter()
        fields = {"token": page.hidden("token"), "name": name, "language-en": "1", "member": "Anna",
                  "passphrase": PASSPHRASE, "repeat": PASSPHRASE}
        answer = self.client.post("/welcome", fields)
        assert answer.status == 303, answer.text
        page = self.client.get("/sheet")
        answer = self.client.post("/sheet", {"token": page.hidden("token"), "kept": "1"})
        assert answer.status == 303, answer.text

    def unlock(self):
        page = self.client.get("/unlock")
        if page.status != 200:
            page = self.enter()
        answer = self.client.post("/unlock", {"token": page.hidden("token"), "passphrase": PASSPHRASE})
        assert answer.status == 303, answer.text

    def ready(self, seconds=120):
        """The list of requests, unlocking a desk that was killed, for as long as it takes."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                page = self.client.get("/requests")
                if page.status == 200 and 'id="list"' in page.text:
                    return page
                self.unlock()
            except (Broken, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def requests(self):
        """The paths of all conversations."""
        found, path = [], "/requests"
        self.ready()
        while path:
            page = self.client.get(path)
            found += re.findall(r'<a href="(/requests/[^"?]+)" data-row', page.text)
            following = re.search(r'rel="next" href="([^"]+)"', page.text)
            path = following and following[1].replace("&amp;", "&")
        return found

    def timeline(self, request):
        """(kind, text, {name: path}) of every message, kind being person, reply or note; the newest page first."""
        found, path = {}, request
        while path:
            page = self.client.get(path)
            for kind, anchor, item in re.findall(
                    r'<li class="message (\w+)[^"]*" id="([^"]*)">(.*?)(?=<li class="(?:message|event)|</ol>\n)', page.text, re.S):
                # By its anchor, for what arrives between two pages moves messages from one to the other.
                found[anchor] = (kind, texts(r'<div class="body" dir="auto">(.*?)</div>', item)[0],
                                 {name: path for path, name in re.findall(r'<a href="(/requests/[^"]+)"><bdi>(.*?)</bdi>', item)})
            earlier = re.search(r'id="older"><a rel="prev" href="([^"#]+)', page.text)
            path = earlier and earlier[1].replace("&amp;", "&")
        return list(found.values())

    def reply(self, request, body, files=()):
        """True if the desk took the reply."""
        page = self.client.get(request)
        if 'name="token"' not in page.text or page.status != 200:
            raise Broken("the desk is locked")
        # A file that nothing at the desk reads for its author goes only with this tick.
        fields = [("token", page.hidden("token")), ("body", body)] + ([("traces", "1")] if files else [])
        answer = self.client.post_files(f"{request}/reply", fields, files)
        return answer.status == 303 and answer.headers["Location"] == request

    def saved(self, path):
        """The bytes of an attachment."""
        # Any page of the session has its token; this one is small.
        token = self.client.get("/help").hidden("token")
        answer = self.client.post(f"{path}/save", {"token": token, "understood": "1"})
        assert answer.status == 200, answer.text[:400]
        return answer.body
