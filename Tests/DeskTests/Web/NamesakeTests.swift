// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Testing

@testable import Desk

/// Somebody who calls themself what a member is called (docs/decisions/0101).
struct NamesakeTests {
    private static let boris = "Юмухамет"

    /// The sample organisation, in which Boris is called so.
    private func desk(where name: String) async throws -> WebDesk {
        let desk = try await WebDesk()
        await desk.work.callBoris(name)
        await desk.work.receive(40, body: "Нас двое")
        await desk.work.receive(41, body: "Помогите уехать", at: 2_000_000)
        await desk.work.openSampleCase(with: CompartmentKind.allCases)
        return desk
    }

    /// Every kind of page that a link leads to, as it is read: without what differs from one opening to the next.
    private func pages(_ desk: WebDesk) async throws -> [String: String] {
        let (first, last) = (SampleCase.path("/export"), SampleCase.path("/history"))
        var open = ["/status", "/today", "/members", "/cases", "/requests", "/doubts", "/exposure", first, last]
        var counts: [String: Int] = [:]
        var pages: [String: String] = [:]
        while let path = open.popLast() {
            guard pages[path] == nil else { continue }
            let shape = path.replacing(/[0-9a-f]{32}/, with: "*").replacing(/about=.*/, with: "about")
            guard counts[shape, default: 0] < 4 else { continue }
            counts[shape, default: 0] += 1
            let page = await desk.get(path)
            guard page.text.hasPrefix("<!doctype html>") else { continue }
            pages[path] = page.text.replacing(/name="(token|once)" value="[^"]*"/, with: "")
                .replacing(/<meta name="token"[^>]*>/, with: "")
            for match in page.text.matches(of: /href="(\/[^"#]*)[^"]*"/) {
                open.append(String(match.1).replacing("&amp;", with: "&"))
            }
        }
        return pages
    }

    /// The same walk through two organisations that differ in one name: where the one says it, the other says "Анна (2)".
    @Test func `on every page a namesake bears the number`() async throws {
        let plain = try await pages(try await desk(where: Self.boris))
        let namesake = try await pages(try await desk(where: "АННА"))
        #expect(plain.count > 60 && Set(plain.keys) == Set(namesake.keys))
        var naming = 0
        for (path, page) in plain {
            guard page.contains(Self.boris) else { continue }
            naming += 1
            let other = try #require(namesake[path])
            #expect(Self.count(Self.boris, page) == Self.count("АННА (2)", other), "\(path)")
            #expect(Self.count("АННА", other) == Self.count("АННА (2)", other), "\(path)")
        }
        #expect(naming > 20, "\(naming)")
    }

    private static func count(_ words: String, _ page: String) -> Int { page.ranges(of: words).count }

    private func path(of applicant: Applicant) -> String { "/members/applicants/\(applicant.id.hex)/admit" }

    private func ask(_ name: String, _ desk: WebDesk) async -> Applicant {
        let applicant = Applicant(
            id: PagesWork.id(990), name: name, fingerprint: "0123 4567 89ab cdef 0123", sentAt: 1_000_000)
        await desk.work.ask(applicant)
        return applicant
    }

    @Test(arguments: ["Анна", "anna", "Вера"])
    func `whoever asks under the name of a member is not admitted without a word`(name: String) async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        await desk.work.record(.memberRemoved(member: SampleCase.vera, reason: "ушла"))
        let applicant = await ask(name, desk)
        let page = await desk.get(path(of: applicant))
        #expect(page.says("The name is taken") && page.says("field-same-name"))
        #expect(page.says("removed on") == (name == "Вера"))
        let refused = await desk.post(path(of: applicant), ["roles-2": "1", "same": "1"])
        #expect(refused.status == 422 && refused.says("field-same-name-problem"))
        let blank = await desk.post(path(of: applicant), ["roles-2": "1", "same": "1", "name": " \(name)\u{200B}"])
        #expect(blank.status == 422, "the same name again")
        #expect(await desk.work.admitted.isEmpty)
    }

    @Test func `another name, or a tick for those whom the form named`() async throws {
        let desk = try await WebDesk()
        await desk.work.openSampleCase(with: [])
        let applicant = await ask("Анна", desk)
        let shown = try #require(await desk.get(path(of: applicant)).shown)
        let typed: KeyValuePairs = [
            "roles-2": "1", "same": "1", "name": "Вера", "same-name": "1", "shown": shown,
        ]
        let other = await desk.post(path(of: applicant), typed)
        #expect(other.status == 422 && other.says("Вера"), "the tick was for Anna")
        #expect(other.text.firstMatch(of: /name="same-name"[^>]*checked/) == nil)
        let named: KeyValuePairs = ["roles-2": "1", "same": "1", "name": "Анна Жукова", "shown": shown]
        #expect(await desk.post(path(of: applicant), named).isRedirect)
        #expect(await desk.work.admittedAs[applicant.id] == "Анна Жукова")
        let again = await ask("Анна", desk)
        let ticked: KeyValuePairs = [
            "roles-2": "1", "same": "1", "name": "Анна", "same-name": "1", "shown": shown,
        ]
        #expect(await desk.post(path(of: again), ticked).isRedirect)
        #expect(await desk.work.admittedAs[applicant.id] == "Анна")
    }

    @Test func `the members' page says why somebody bears a number`() async throws {
        let why = "the name reads like that of somebody who was admitted before"
        #expect(await !(try desk(where: Self.boris)).get("/members").says(why))
        #expect(await (try desk(where: "Anna")).get("/members").says(why))
    }
}

extension PagesWork {
    /// Boris of the sample organisation is admitted under this name.
    func callBoris(_ name: String) {
        rewrite { event in
            guard case .memberAdmitted(let member, "Борис", let device, let key, let recipient, let word) = event
            else { return event }
            return .memberAdmitted(
                member: member, name: name, device: device, verificationKey: key, recipient: recipient,
                endorsement: word)
        }
    }
}
