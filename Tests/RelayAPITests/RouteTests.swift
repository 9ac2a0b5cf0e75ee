// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import HTTPTypes
import RelayAPI
import Testing

@Suite struct RouteTests {
    static let name = RelayName([UInt8](repeating: 0xAB, count: 32))!
    static let ticket = UploadTicket([UInt8](repeating: 0xCD, count: 32))!
    static let all: [Route] = [
        .deliver, .readIntake(after: 0, limit: 1), .readIntake(after: .max, limit: .max), .removeIntake, .fetchSlots,
        .writeSlot(name), .removeSlots, .append(onto: nil), .append(onto: 0), .append(onto: .max),
        .readLedger(from: 7, limit: 9), .eraseLedger, .checkpoint,
        .changes(intake: 1, ledger: 2, wait: 30), .upload(ticket), .uploadOffset(ticket), .cancelUpload(ticket),
        .readBlob(name), .findBlob(name), .removeBlob(name), .enrol, .admit(name), .expel(name),
        .keepBlobs, .announce(name),
    ]

    @Test(arguments: all)
    func `what the client prints the relay reads`(route: Route) throws {
        #expect(try Route(method: route.method, target: route.target) == route)
        #expect(route.target.split(separator: "?")[0] == route.path)
    }

    @Test func `only visitors' calls need nothing`() {
        let open = Self.all.filter { $0.access == .nothing }.map(\.path)
        #expect(
            Set(open) == [
                "/v1/intake", "/v1/slots/fetch", "/v1/checkpoint", Route.upload(Self.ticket).path,
                Route.readBlob(Self.name).path,
            ])
        #expect(Route.readIntake(after: 0, limit: 1).access == .deviceSignature)
        #expect(Route.removeBlob(Self.name).access == .deviceSignature)
        #expect(Route.announce(Self.name).access == .deviceSignature)
        #expect(Self.all.filter { $0.access == .keepingSignature } == [.keepBlobs])
    }

    @Test(arguments: [
        "", "/", "v1/intake", "/v1", "/v1/", "/v2/intake", "/v1/intake/", "/v1/intake/other", "//v1/intake",
        "/v1//intake",
        "/v1/slots/\(String(repeating: "a", count: 63))", "/v1/slots/\(String(repeating: "A", count: 64))",
        "/v1/slots/\(String(repeating: "ab", count: 33))", "/v1/blobs/..", "/v1/blobs/%2e%2e", "/v1/uploads/short",
        "/v1/uploads/\(String(repeating: "A", count: 42))=", "/v1/uploads/\(String(repeating: "_", count: 43))",
        "/v1/keeping", "/v1/keeping/short", "/v1/blobs/keep/", "/v1/blobs/Keep",
        "http://relay/v1/intake", "*", "/v1/\(String(repeating: "a", count: 4096))",
    ])
    func `a path that is no call's is not found`(target: String) {
        #expect(throws: RouteError.notFound) { try Route(method: .post, target: target) }
    }

    @Test(arguments: [
        "/v1/intake", "/v1/intake?", "/v1/intake?after=1", "/v1/intake?after=1&limit=2&more=3",
        "/v1/intake?after=1&after=2", "/v1/intake?after=-1&limit=2", "/v1/intake?after=01&limit=2",
        "/v1/intake?after=+1&limit=2", "/v1/intake?after=&limit=2", "/v1/intake?after=18446744073709551616&limit=2",
        "/v1/intake?after=%31&limit=2", "/v1/intake?AFTER=1&limit=2", "/v1/checkpoint?", "/v1/checkpoint?x=1",
        "/v1/changes?intake=1&ledger=2", "/v1/ledger?from=1&limit=2?",
    ])
    func `a query that is not the call's is malformed`(target: String) {
        #expect(throws: RouteError.malformed) { try Route(method: .get, target: target) }
    }

    @Test(arguments: ["", "size=", "size=01", "size=-1", "size=1&size=1", "size=1&from=1", "from=1&limit=2"])
    func `an append names one size or none`(query: String) {
        #expect(throws: RouteError.malformed) { try Route(method: .post, target: "/v1/ledger?\(query)") }
    }

    @Test func `the fields of a query may stand in another order`() throws {
        let route = try Route(method: .get, target: "/v1/intake?limit=2&after=1")
        #expect(route == .readIntake(after: 1, limit: 2))
    }

    @Test(arguments: [
        ("/v1/intake", [HTTPRequest.Method.get, .post]), ("/v1/intake/remove", [.post]), ("/v1/slots/fetch", [.post]),
        (Route.writeSlot(name).path, [.put]), ("/v1/checkpoint", [.get]),
        (Route.upload(ticket).path, [.put, .head, .delete]),
        (Route.readBlob(name).path, [.get, .head, .delete]), (Route.admit(name).path, [.put, .delete]),
        ("/v1/devices", [.post]), ("/v1/blobs/keep", [.post]), (Route.announce(name).path, [.put]),
    ])
    func `another method is refused with those that are allowed`(path: String, allowed: [HTTPRequest.Method]) {
        #expect(throws: RouteError.methodNotAllowed(allowed: allowed)) { try Route(method: .patch, target: path) }
    }

    @Test func `ten thousand damaged request lines never name a call that prints differently`() {
        let seed: UInt64 = 0x0517
        var mutation = Mutation(seed: seed)
        for round in 0..<10_000 {
            let route = Self.all[round % Self.all.count]
            let target = mutation.mutated(route.target)
            guard let read = try? Route(method: route.method, target: target) else { continue }
            let again = try? Route(method: read.method, target: read.target)
            #expect(again == read, "seed \(seed), round \(round)")
            #expect(Set(read.target.split(separator: "&")).count == Set(target.split(separator: "&")).count)
        }
    }

    @Test func `a ticket is shown by no kind of printing`() {
        let ticket = UploadTicket(Array(0..<32))!
        var dumped = ""
        dump(ticket, to: &dumped)
        dump(Route.upload(ticket), to: &dumped)
        dumped += "\(ticket) \(Route.upload(ticket)) \(String(reflecting: ticket))"
        #expect(!dumped.contains("31") && !dumped.contains(Base64URL.encode(ticket.exposed)))
    }
}
