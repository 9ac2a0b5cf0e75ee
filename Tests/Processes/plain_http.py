# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser without a window: cookies, redirects and forms over plain HTTP, one connection a request."""
import html
import http.client
import re
import secrets
import urllib.parse


class Broken(Exception):
    """The connection broke or nobody answered: what became of the request is not known."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def hidden(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} in a page with status {self.status}"
        return html.unescape(found[1])


class Client:
    """One person's browser at one site. `port` may be a function, for a port that changes."""

    def __init__(self, port, timeout=30, headers=None):
        self.port, self.timeout, self.cookies, self.headers = port, timeout, {}, headers or {}

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        sent = {"Connection": "close", **self.headers, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Broken(str(error)) from error
        finally:
            connection.close()
        return self.taken(Answer(answer.status, answer.headers, content))

    def taken(self, answer):
        """Keeps the cookies of an answer. A form is not answered with a page, but with the way to it: that page, then."""
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
        way = answer.headers.get("Location", "")
        return self.get(way) if answer.status == 303 and "/again/" in way else answer

    def get(self, path):
        answer = self.request("GET", path)
        return self.get(answer.headers["Location"]) if answer.status == 303 else answer

    def post(self, path, fields):
        body = urllib.parse.urlencode(fields).encode()
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_files(self, path, fields, files):
        """`files`: pairs of name and bytes, all in the field `files`."""
        kind, body = multipart(fields, files)
        return self.request("POST", path, body, {"Content-Type": kind})


def multipart(fields, files):
    boundary = "----" + secrets.token_hex(16)
    body = bytearray()
    for name, value in fields:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, content in files:
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
                 "Content-Type: application/octet-stream\r\n\r\n").encode()
        body += content + b"\r\n"
    return f"multipart/form-data; boundary={boundary}", bytes(body + f"--{boundary}--\r\n".encode())


def texts(pattern, page):
    """What the pattern's one group matches in a page, as text."""
    return [html.unescape(re.sub(r"<[^>]+>", "", found)).strip() for found in re.findall(pattern, page, re.S)]
