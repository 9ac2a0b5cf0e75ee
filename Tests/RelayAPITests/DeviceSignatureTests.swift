// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import HTTPTypes
import RelayAPI
import Testing

@Suite struct DeviceSignatureTests {
    struct Vector: Decodable, Sendable {
        let seed, relay, nonce, method, target, body, contentDigest, signatureInput, signature: String
        let created: Int64
    }

    static let relay = RelayName([UInt8](repeating: 1, count: 32))!
    static let key = AccessKey()
    static let now: Int64 = 1_795_000_000

    private func signed(
        _ target: String = "/v1/ledger", body: [UInt8] = [1, 2, 3], relay: RelayName = relay, created: Int64 = now,
        nonce: UInt8 = 0, key: AccessKey = key
    ) -> DeviceSignature {
        DeviceSignature(
            method: .post, target: target, body: body, relay: relay, created: created,
            nonce: [UInt8](repeating: nonce, count: 16), with: key)
    }

    private func fields(_ signature: DeviceSignature) -> HTTPFields {
        var fields = HTTPFields()
        for field in signature.fields { fields[field.name] = field.value }
        return fields
    }

    /// A relay's, which has run for `uptime` seconds.
    private func check(uptime: Int64 = 1000, limits: RelayLimits = RelayLimits()) -> SignatureCheck {
        var check = SignatureCheck(relay: Self.relay, startedAt: Self.now - uptime, limits: limits)
        check.advance(wall: Self.now, uptime: uptime)
        return check
    }

    @Test func `a claim is 256 names, signed as any call is`() throws {
        let vector = try vector("signatures.json", as: [Vector].self)[2]
        #expect(vector.method == "POST" && vector.target == Route.keepBlobs.target)
        let names = try WireForms.names(bytes(vector.body), limit: RelayLimits.namesPerClaim)
        #expect(names.count == RelayLimits.namesPerClaim)
        #expect(RelayLimits().bodyByteCount(of: .keepBlobs) == UInt64(try bytes(vector.body).count))
    }

    @Test(arguments: [0, 1, 2])
    func `a second implementation signs the same bytes`(index: Int) throws {
        let vector = try vector("signatures.json", as: [Vector].self)[index]
        let key = try AccessKey(seed: try bytes(vector.seed))
        let signature = DeviceSignature(
            method: try #require(.init(vector.method)), target: vector.target, body: try bytes(vector.body),
            relay: try #require(RelayName(hex: vector.relay)), created: vector.created, nonce: try bytes(vector.nonce),
            with: key)
        let fields = fields(signature)
        #expect(fields[.signatureInput] == vector.signatureInput)
        #expect(fields[.contentDigest] == vector.contentDigest)
        var theirs = fields
        theirs[.signature] = vector.signature
        let read = try DeviceSignature(reading: theirs)
        #expect(read.isValid(method: try #require(.init(vector.method)), target: vector.target))
    }

    @Test func `what is signed is read back and is valid for this call alone`() throws {
        let signature = signed("/v1/intake?after=1&limit=2")
        let read = try DeviceSignature(reading: fields(signature))
        #expect(read == signature)
        #expect(read.isValid(method: .post, target: "/v1/intake?after=1&limit=2"))
        #expect(!read.isValid(method: .get, target: "/v1/intake?after=1&limit=2"))
        #expect(!read.isValid(method: .post, target: "/v1/intake?after=1&limit=3"))
        #expect(!read.isValid(method: .post, target: "/v1/intake"))
        #expect(read.digest == ContentDigest(of: [1, 2, 3]))
        #expect(read.digest != ContentDigest(of: [1, 2, 4]))
    }

    @Test(arguments: [HTTPField.Name.contentDigest, .lifeboatRelay, .signatureInput, .signature])
    func `every field is needed, once`(name: HTTPField.Name) throws {
        var without = fields(signed())
        without[name] = nil
        #expect(throws: SignatureRefusal.self) { try DeviceSignature(reading: without) }
        var twice = fields(signed())
        twice.append(HTTPField(name: name, value: try #require(twice[name])))
        #expect(throws: SignatureRefusal.malformed) { try DeviceSignature(reading: twice) }
    }

    @Test func `a call without a signature says so`() {
        #expect(throws: SignatureRefusal.missing) { try DeviceSignature(reading: [:]) }
    }

    @Test(arguments: [
        ("@method", "@authority"), (" \"@query\"", ""), ("created=", "created=0"), (";tag=\"lifeboat-relay-v1\"", ""),
        ("lifeboat-relay-v1", "lifeboat-relay-v2"), ("lifeboat=(", "other=("),
        (";nonce=", ";alg=\"hmac-sha256\";nonce="),
        ("nonce=\"AAAA", "nonce=\"AAA"), (")", ");expires=1"), ("keyid=\"", "keyid=\"A"),
    ])
    func `another form of signature input is malformed`(part: String, replacement: String) {
        var fields = fields(signed())
        fields[.signatureInput] = fields[.signatureInput]?.replacing(part, with: replacement, maxReplacements: 1)
        #expect(throws: SignatureRefusal.malformed) { try DeviceSignature(reading: fields) }
    }

    @Test func `a call for another relay is refused`() {
        let elsewhere = signed(relay: RelayName([UInt8](repeating: 2, count: 32))!)
        #expect(throws: SignatureRefusal.otherRelay) {
            try check().examine(elsewhere) { _ in true }
        }
    }

    @Test(arguments: [-301, 301, 100_000, -100_000])
    func `a clock that is off by more than five minutes is refused`(difference: Int64) {
        let late = signed(created: Self.now + difference)
        #expect(throws: SignatureRefusal.clock) { try check().examine(late) { _ in true } }
    }

    @Test(arguments: [-300, 0, 300])
    func `a clock within five minutes is good`(difference: Int64) throws {
        try check().examine(signed(created: Self.now + difference)) { _ in true }
    }

    @Test func `what was signed before the relay started counts no more`() {
        #expect(throws: SignatureRefusal.clock) {
            try check(uptime: 0).examine(signed(created: Self.now - 1)) { _ in true }
        }
    }

    @Test func `an unknown device is refused`() {
        #expect(throws: SignatureRefusal.unknownDevice) {
            try check().examine(signed()) { _ in false }
        }
    }

    @Test func `a nonce counts once for a device, and again for another`() throws {
        var check = check()
        try check.spend(signed())
        check.advance(wall: Self.now + 299, uptime: 1299)
        #expect(throws: SignatureRefusal.replayed) { try check.spend(signed()) }
        try check.spend(signed(key: AccessKey()))
        try check.spend(signed(nonce: 9))
    }

    @Test func `nonces are bounded, and forgotten when they cannot be replayed`() throws {
        var limits = RelayLimits()
        limits.nonces = 3
        var check = check(limits: limits)
        for _ in 1...3 { try check.spend(signed(key: AccessKey())) }
        #expect(throws: SignatureRefusal.tooManyCalls) { try check.spend(signed()) }
        // The oldest call that still counts at that time was made after these.
        let later = Self.now + 1000
        check.advance(wall: later, uptime: 2000)
        try check.spend(signed(created: later, nonce: 1))
        #expect(throws: SignatureRefusal.replayed) { try check.spend(signed(created: later, nonce: 1)) }
    }

    @Test func `a device that calls without end keeps nobody else out`() throws {
        var limits = RelayLimits()
        limits.nonces = 16
        var check = check(limits: limits)
        for nonce in 1...4 { try check.spend(signed(nonce: UInt8(nonce))) }
        #expect(throws: SignatureRefusal.tooManyCalls) { try check.spend(signed(nonce: 5)) }
        for _ in 1...12 { try check.spend(signed(key: AccessKey())) }
        let later = Self.now + 1000
        check.advance(wall: later, uptime: 2000)
        for nonce in 1...4 { try check.spend(signed(created: later, nonce: UInt8(nonce))) }
    }

    @Test func `damaged fields never make another valid signature`() {
        let seed: UInt64 = 0x9421
        var mutation = Mutation(seed: seed)
        let signature = signed()
        let names: [HTTPField.Name] = [.contentDigest, .lifeboatRelay, .signatureInput, .signature]
        for round in 0..<2000 {
            var fields = fields(signature)
            let name = names[round % names.count]
            let value = mutation.mutated(fields[name] ?? "")
            guard value != fields[name], HTTPField.isValidValue(value) else { continue }
            fields[name] = value
            guard let read = try? DeviceSignature(reading: fields), read != signature else { continue }
            #expect(!read.isValid(method: .post, target: "/v1/ledger"), "seed \(seed), round \(round)")
        }
    }

    @Test func `a seed that is not 32 bytes is no key`() {
        #expect(throws: AccessKeyError.self) { try AccessKey(seed: [1, 2, 3]) }
        #expect(CheckpointKey(seed: [1, 2, 3]) == nil)
    }

    @Test func `keys are shown by no kind of printing`() {
        var printed = ""
        let keys = (AccessKey(), CheckpointKey())
        dump(keys, to: &printed)
        printed += "\(keys) \(keys.0) \(keys.1) \(String(reflecting: keys))"
        let mirrored = Mirror(reflecting: keys.0).children.count + Mirror(reflecting: keys.1).children.count
        #expect(mirrored == 0)
        #expect(!printed.contains("Curve25519") && printed.contains("[redacted]"))
    }
}
