// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import HTTPTypes
import RelayAPI
import Testing

@Suite struct FieldTests {
    struct Work: Decodable, Sendable {
        let salt, subject: String
        let difficulty: UInt8
        let x: UInt64
        let ticket, firstPart, laterPart: String
        let offset: UInt64

        enum CodingKeys: String, CodingKey {
            case salt, subject, difficulty, x, ticket, offset
            case firstPart = "first_part"
            case laterPart = "later_part"
        }
    }

    @Test func `a range is read in the one form that is printed`() {
        for start in [0, 1, 65_536, UInt64.max] {
            #expect(BlobRange(parsing: BlobRange(from: start).field) == BlobRange(from: start))
        }
        for field in [
            "", "bytes=", "bytes=-", "bytes=-5", "bytes=0-5", "bytes=00-", "bytes=+1-", "bytes= 1-", "Bytes=1-",
            "bytes=1-,5-", "bytes=18446744073709551616-", "bytes=١-", "items=1-", "bytes=1--",
        ] { #expect(BlobRange(parsing: field) == nil, "\(field)") }
    }

    @Test func `a second implementation finds the same proof of work`() throws {
        let vector = try vector("work.json", as: Work.self)
        let request = try #require(WorkRequest(difficulty: vector.difficulty, salt: try bytes(vector.salt)))
        let proof = try #require(request.solve(subject: try bytes(vector.subject)) { false })
        #expect(proof.x == vector.x)
        #expect(proof.zeroBits(subject: try bytes(vector.subject)) >= 14)
        #expect(WorkProof(parsing: proof.field) == proof)
        #expect(WorkRequest(parsing: request.field) == request)
    }

    @Test func `a second implementation does the work for a part of an upload on the same subject`() throws {
        let vector = try vector("work.json", as: Work.self)
        let ticket = try #require(UploadTicket(try bytes(vector.ticket)))
        #expect(ticket.workSubject(at: 0) == (try bytes(vector.firstPart)))
        #expect(ticket.workSubject(at: vector.offset) == (try bytes(vector.laterPart)))
    }

    @Test func `work stops when nobody waits for it`() throws {
        let request = try #require(WorkRequest(difficulty: 255, salt: [UInt8](repeating: 0, count: 16)))
        #expect(request.solve(subject: []) { true } == nil)
    }

    @Test(arguments: [
        "", "salt=, x=1", "salt=AAECAwQFBgcICQoLDA0ODw, x=", "salt=AAECAwQFBgcICQoLDA0ODw,x=1",
        "x=1, salt=AAECAwQFBgcICQoLDA0ODw", "salt=AAECAwQFBgcICQoLDA0ODw, x=01",
        "salt=AAECAwQFBgcICQoLDA0ODw, x=1, x=2",
        "salt=AAECAwQFBgcICQoLDA0ODw==, x=1", "salt=AAECAwQFBgcICQoLDA0O, x=1",
    ])
    func `another form of proof is none`(field: String) { #expect(WorkProof(parsing: field) == nil) }

    @Test func `how full a disk is survives its field`() {
        for use in [
            DiskUse(used: 0, share: 0, isFull: false), DiskUse(used: .max, share: .max, isFull: true),
            DiskUse(used: 16_106_127_361, share: 21_474_836_480, isFull: false),
        ] { #expect(DiskUse(parsing: use.field) == use) }
        #expect(DiskUse(used: 5, share: 7, isFull: true).field == "used=5, share=7, full=?1")
    }

    @Test(arguments: [
        "", "used=1, share=2", "used=1, share=2, full=1", "used=1, share=2, full=?2", "used=01, share=2, full=?0",
        "used=1,share=2, full=?0", "share=2, used=1, full=?0", "used=-1, share=2, full=?0", "used=, share=2, full=?0",
        "used=1, share=18446744073709551616, full=?0", "used=1, share=2, full=?0,", "used=1, share=2, full=?0, more=1",
        " used=1, share=2, full=?0", "used=1, share=2, full=?0 ", "used=١, share=2, full=?0",
        "Used=1, share=2, full=?0", "used=1, share=2, full=?0\(String(repeating: " ", count: 90))",
    ])
    func `another form of how full a disk is is none`(field: String) { #expect(DiskUse(parsing: field) == nil) }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Mon, 23 Nov 2026 02:40:00 GMT", 1_795_401_600), ("Wed, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
    ])
    func `dates are read`(text: String, seconds: Int64) { #expect(HTTPDate.parse(text) == seconds) }

    @Test(arguments: [
        "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 29 Feb 2024 23:59:59 GMT",
        "Fri, 01 Mar 2024 00:00:00 GMT", "Mon, 01 Mar 2100 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
    ])
    func `dates are written as they are read`(text: String) throws {
        #expect(HTTPDate.text(try #require(HTTPDate.parse(text))) == text)
    }

    @Test func `every day is written as it is read`() {
        for day in stride(from: Int64(0), to: 2_932_896, by: 13) {
            let second = day * 86_400 + day % 86_400
            guard HTTPDate.parse(HTTPDate.text(second)) != second else { continue }
            Issue.record("\(second)")
        }
    }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37  GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:4:037 GMT",
    ])
    func `other dates are not`(text: String) { #expect(HTTPDate.parse(text) == nil) }

    @Test(arguments: [
        "", "sha-256=", "sha-512=:\(String(repeating: "A", count: 43))=:",
        "sha-256=:\(String(repeating: "A", count: 44)):",
        "sha-256=:\(String(repeating: "-", count: 43))=:", "sha-256=:\(String(repeating: "A", count: 42))B=:",
        "sha-256=:\(String(repeating: "A", count: 43))=:, sha-256=:\(String(repeating: "A", count: 43))=:",
    ])
    func `another form of digest is none`(field: String) { #expect(ContentDigest(parsing: field) == nil) }

    @Test func `a digest survives its field`() {
        let digest = ContentDigest(of: Array("{\"hello\": \"world\"}".utf8))
        // RFC 9530, appendix B.1.
        #expect(digest.field == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")
        #expect(ContentDigest(parsing: digest.field) == digest)
    }

    static let problems: [Problem] = [
        .malformed, .notFound, .methodNotAllowed(allowed: [.get, .post]), .tooLarge(limit: 5), .wrongSize, .tooSlow,
        .notAuthorised, .clock, .replayed, .conflict, .wrongOffset(current: 7), .noSuchRange(byteCount: 9),
        .workRequired(WorkRequest(difficulty: 3, salt: [UInt8](repeating: 0, count: 16))!), .busy(retryAfter: 4), .full,
        .broken,
    ]

    @Test(arguments: problems)
    func `a problem's document says which it is`(problem: Problem) throws {
        let document = try #require(ProblemDocument(parsing: Array(problem.body.utf8)))
        #expect(document.name == problem.name)
        #expect(document.limit == (problem == .tooLarge(limit: 5) ? 5 : nil))
        #expect(problem.fields[.contentType] == "application/problem+json")
        #expect(problem.status.code >= 400)
    }

    @Test func `problems have names of their own`() {
        #expect(Set(Self.problems.map(\.name)).count == Self.problems.count)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"type":"about:blank"}"#, #"{"type":7}"#, #"{"type":"urn:lifeboat:problem:full","limit":-1}"#,
    ])
    func `other documents are none`(body: String) { #expect(ProblemDocument(parsing: Array(body.utf8)) == nil) }

    @Test func `a part of an upload ends at the next multiple of four mebibytes`() {
        let part = RelayLimits.uploadPartByteCount
        #expect([0, 1, part - 1].map(RelayLimits.endOfPart) == [part, part, part])
        #expect([part, part + 7].map(RelayLimits.endOfPart) == [2 * part, 2 * part])
        #expect(RelayLimits.endOfPart(at: .max) == .max)
    }

    @Test func `the bounds of bodies fit the calls`() {
        let limits = RelayLimits()
        #expect(limits.bodyByteCount(of: .deliver) == 131_072)
        #expect(limits.bodyByteCount(of: .fetchSlots) == 512)
        #expect(limits.bodyByteCount(of: .checkpoint) == 0)
        #expect(
            RelayLimits.entryByteCounts == [
                1024, 2048, 4096, 8192, 16384, 32768, 65536, 131_072, 262_144, 524_288, 1_048_576,
            ])
        #expect(limits.answerByteCount >= limits.pageByteCount)
    }
}
