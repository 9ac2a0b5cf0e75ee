// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Pages
import Testing

@testable import Desk

/// Every way in that has to stay shut.
struct WebProtectionTests {
    static let pages = ["/", "/requests", "/search", "/status", "/help", "/unlock", "/welcome", "/sheet", "/events"]

    @Test(arguments: pages)
    func `without a session there is no page`(path: String) async throws {
        let desk = try await WebDesk(isSignedIn: false)
        #expect(await desk.get(path).status == 401)
    }

    @Test func `a one-time address opens once, and leads to a clean one`() async throws {
        let desk = try await WebDesk(isSignedIn: false)
        let token = await desk.site.sessions.makeToken()
        let first = await desk.get("/enter?token=\(token)")
        #expect(first.isRedirect && first.location == "/")
        let cookie = try #require(first.headers[.setCookie])
        #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict") && !cookie.contains(token))
        let second = await desk.get("/enter?token=\(token)")
        #expect(second.status == 401 && second.headers[.setCookie] == nil)
    }

    @Test func `the browser that used the address may use it again, and gets in no second time`() async throws {
        var desk = try await WebDesk(isSignedIn: false)
        try await desk.signIn()
        let answer = await desk.get("/enter?token=used")
        #expect(answer.isRedirect && answer.headers[.setCookie] == nil)
    }

    @Test(arguments: ["", "?token=", "?token=guess", "?other=1"])
    func `a guessed token opens nothing`(query: String) async throws {
        let desk = try await WebDesk(isSignedIn: false)
        _ = await desk.site.sessions.makeToken()
        #expect(await desk.get("/enter\(query)").status == 401)
    }

    @Test func `unused tokens do not pile up`() async throws {
        let desk = try await WebDesk(isSignedIn: false)
        let first = await desk.site.sessions.makeToken()
        for _ in 0..<4 { _ = await desk.site.sessions.makeToken() }
        #expect(await desk.site.sessions.enter(token: first) == nil)
    }

    static let foreignHosts: [String?] = [
        nil, "", "evil.example", "evil.example:8390", "127.0.0.1", "127.0.0.1:80", "localhost", "localhost:8391",
        "127.0.0.1:8390.evil.example", "[::1]:8390", "127.0.0.1:8390@evil.example", "0.0.0.0:8390",
    ]

    @Test(arguments: foreignHosts)
    func `a request to another host name is misdirected`(authority: String?) async throws {
        let desk = try await WebDesk()
        let answer = await desk.send(.get, "/requests", authority: authority)
        #expect(answer.status == 421)
        #expect(!answer.says("Линия жизни"))
    }

    @Test func `both names of this machine are answered`() async throws {
        let desk = try await WebDesk()
        for name in ["127.0.0.1:8390", "localhost:8390"] {
            #expect(await desk.send(.get, "/requests", authority: name).status == 200)
        }
    }

    static let foreignPosts: [[String: String]] = [
        [:], ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://127.0.0.1:9999"],
        ["Origin": "https://127.0.0.1:8390"], ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
        ["Sec-Fetch-Site": "none"], ["Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"],
        ["Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8390"],
    ]

    @Test(arguments: foreignPosts)
    func `what another site made the browser send changes nothing`(headers: [String: String]) async throws {
        let desk = try await WebDesk()
        #expect(await desk.post("/lock", headers: headers).status == 403)
        #expect(await desk.work.phase == .unlocked)
    }

    static let ownPosts: [[String: String]] = [
        ["Sec-Fetch-Site": "same-origin"], ["Sec-Fetch-Site": "same-origin", "Origin": "null"],
        ["Origin": "http://127.0.0.1:8390"],
    ]

    @Test(arguments: ownPosts)
    func `forms of our own pages are taken`(headers: [String: String]) async throws {
        let desk = try await WebDesk()
        #expect(await desk.post("/lock", headers: headers).isRedirect)
        #expect(await desk.work.phase == .locked)
    }

    @Test(arguments: ["cross-site", "same-site"])
    func `another site cannot even ask for a page`(site: String) async throws {
        let desk = try await WebDesk()
        #expect(await desk.get("/requests", headers: ["Sec-Fetch-Site": site]).status == 403)
    }

    static let forms = ["/lock", "/unlock", "/language", "/welcome", "/recover", "/sheet", "/search"]

    @Test(arguments: forms)
    func `a form without its token is refused`(path: String) async throws {
        let desk = try await WebDesk()
        #expect(await desk.post(path, withToken: false).status == 403)
        #expect(await desk.post(path, ["token": "guess"], withToken: false).status == 403)
        #expect(await desk.work.phase == .unlocked)
    }

    @Test(arguments: ["opened", "note", "move", "files/00/save"])
    func `a form on a conversation without its token is refused`(action: String) async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "help")
        let before = await desk.work.state
        let answer = await desk.post(
            "/requests/\(PagesWork.id(10) as ID<Casework.Request>)/\(action)", withToken: false)
        #expect(answer.status == 403)
        #expect(await desk.work.state == before)
    }

    @Test(arguments: [
        "/requests", "/requests/\(PagesWork.id(10) as ID<Casework.Request>)", "/search", "/status", "/help",
    ])
    func `a locked desk shows nothing`(path: String) async throws {
        let desk = try await WebDesk()
        await desk.work.receive(10, body: "confession")
        _ = await desk.post("/lock")
        let answer = await desk.get(path)
        #expect(answer.isRedirect && answer.location == "/")
        #expect(await desk.get("/").location == "/unlock")
        #expect(!(await desk.get("/unlock").says("Линия жизни")))
    }

    @Test func `every answer forbids what could leak`() async throws {
        let desk = try await WebDesk()
        for path in ["/requests", "/enter", "/no-such-page", "/assets/none.css"] {
            let headers = await desk.get(path).headers
            let policy = try #require(headers[.contentSecurityPolicy])
            for rule in [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
                "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
            ] { #expect(policy.contains(rule)) }
            #expect(!policy.contains("unsafe"))
            #expect(headers[.cacheControl] == "no-store")
            #expect(headers[.named("Referrer-Policy")] == "no-referrer")
            #expect(headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func `nobody there for the limit, and the desk is locked`() async throws {
        let desk = try await WebDesk(settings: DeskSettings(idleMinutes: 15))
        desk.clock.advance(.seconds(14 * 60))
        #expect(await desk.get("/requests").status == 200)
        desk.clock.advance(.seconds(14 * 60))
        #expect(await desk.get("/requests").status == 200, "use starts the time anew")
        desk.clock.advance(.seconds(15 * 60))
        #expect(await desk.get("/requests").isRedirect)
        #expect(await desk.work.phase == .locked)
    }

    @Test func `the watch locks an abandoned desk without anybody asking`() async throws {
        let desk = try await WebDesk(settings: DeskSettings(idleMinutes: 1))
        await desk.site.lockIfIdle()
        #expect(await desk.work.phase == .unlocked)
        desk.clock.advance(.seconds(60))
        await desk.site.lockIfIdle()
        #expect(await desk.work.phase == .locked)
    }

    @Test func `typing is use of the desk`() async throws {
        let desk = try await WebDesk(settings: DeskSettings(idleMinutes: 15))
        for _ in 0..<3 {
            desk.clock.advance(.seconds(14 * 60))
            #expect(await desk.post("/used", withToken: false).status == 204)
        }
        #expect(await desk.work.phase == .unlocked)
        desk.clock.advance(.seconds(15 * 60))
        _ = await desk.post("/used", withToken: false)
        #expect(
            await desk.work.phase == .locked, "a tab that was left open does not unlock it, nor keep it open too late")
    }

    @Test func `a form that comes after the lock comes back whole`() async throws {
        let desk = try await WebDesk(settings: DeskSettings(idleMinutes: 15))
        desk.clock.advance(.seconds(15 * 60))
        let address = "/requests/0123456789abcdef0123456789abcdef/note"
        let kept = await desk.post(address, ["note": "Он вышел в \"семь\" <утра>"])
        #expect(kept.status == 423)
        #expect(kept.says("value=\"Он вышел в &quot;семь&quot; &lt;утра&gt;\""))
        #expect(kept.says("action=\"\(address)\"") && kept.says("/unlock"))
        #expect(await desk.post(address, ["note": "x"], withToken: false).status == 403)
        let files = await desk.send(
            .post, address,
            headers: ["Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=b"])
        #expect(files.status == 423 && files.says("Choose the files again."))
    }

    @Test func `updates that come by themselves are no use`() async throws {
        let desk = try await WebDesk(settings: DeskSettings(idleMinutes: 15))
        for _ in 0..<2 {
            desk.clock.advance(.seconds(8 * 60))
            _ = await desk.get("/requests", headers: ["Lifeboat-Live": "0"])
        }
        #expect(await desk.work.phase == .locked)
    }

    @Test func `an update that comes too late is told that the desk is locked`() async throws {
        let desk = try await WebDesk()
        _ = await desk.post("/lock")
        let live = await desk.get("/requests", headers: ["Lifeboat-Live": "0"])
        #expect(live.status == 401, "a redirect could be that of any page")
        #expect(await desk.get("/requests").isRedirect)
    }

    @Test func `a session is not shown by printing`() async throws {
        let desk = try await WebDesk()
        let session = try #require(await desk.site.sessions.enter(token: await desk.site.sessions.makeToken()))
        var dumped = ""
        dump(session, to: &dumped)
        #expect(!"\(session) \(String(reflecting: session)) \(dumped)".contains(session.secret))
    }

    @Test(arguments: ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a b", ""])
    func `the language switch leads nowhere else`(address: String) async throws {
        let desk = try await WebDesk()
        #expect(await desk.post("/language", ["language": "ru", "address": address]).location == "/")
        #expect(await desk.post("/language", ["language": "ru", "address": "/status"]).location == "/status")
    }

    @Test func `a body over the bound is refused`() async throws {
        let desk = try await WebDesk()
        let answer = await desk.post("/search", ["query": String(repeating: "x", count: 1 << 20)])
        #expect(answer.status == 413)
    }

    @Test(arguments: ["%", "a=%zz", "query=%ff", "token=a&token=b"])
    func `a form that no page of ours sends is refused`(body: String) async throws {
        let desk = try await WebDesk()
        let answer = await desk.send(
            .post, "/search", headers: ["Sec-Fetch-Site": "same-origin"], body: Array(body.utf8))
        #expect(answer.status == 400)
    }
}
