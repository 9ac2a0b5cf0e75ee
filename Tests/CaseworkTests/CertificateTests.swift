// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Testing

struct CertificateTests {
    private static func certificate() throws -> AttestationCertificate {
        try #require(ClaimBench(in: .attested).office.evidence.attestation(Sample.id(40))?.certificate)
    }

    @Test func `the bytes are as the protocol says`() throws {
        let bytes = try Self.certificate().encoded()
        let recipient = Array("Редакция «Маяк»".utf8)
        var expected = "01" + "00000000000000000000000000000028" + "01"
        expected +=
            Hex.encode([0, UInt8(recipient.count)] + recipient) + "02656e" + "07ea0901" + "07eb0301" + "01" + "0203"
        #expect(Hex.encode(bytes) == expected)
        #expect(try AttestationCertificate(decoding: bytes) == Self.certificate())
    }

    @Test func `it says nothing of the file behind it`() throws {
        let certificate = try Self.certificate()
        let bytes = try certificate.encoded()
        for hidden in [Sample.id(1) as ID<Claim>, Sample.id(2)] {
            #expect(!Hex.encode(bytes).contains(hidden.hex))
        }
        for text in ["Is who they say", "register", "a witness"] {
            #expect(!Hex.encode(bytes).contains(Hex.encode(Array(text.utf8))))
        }
        #expect(certificate.isValid(on: Sample.day(2026, 9, 1)) && certificate.isValid(on: Sample.day(2027, 3, 1)))
        #expect(!certificate.isValid(on: Sample.day(2026, 8, 31)) && !certificate.isValid(on: Sample.day(2027, 3, 2)))
    }

    @Test func `there is none before the second signature and none after a revocation`() {
        var bench = ClaimBench(in: .corroborated)
        bench.office.say(.attestation(.proposed(Sample.attestation(40))), on: ClaimBench.day)
        #expect(bench.office.evidence.attestation(Sample.id(40))?.certificate == nil)
        bench = ClaimBench(in: .attested)
        bench.office.say(.attestation(.revoked(Sample.id(40), note: "no longer true")))
        #expect(bench.office.evidence.attestation(Sample.id(40))?.certificate == nil)
    }

    @Test(arguments: [UInt64(1), 2_026])
    func `a mutated certificate is refused or canonical`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let bytes = try Self.certificate().encoded()
        for count in 0..<bytes.count {
            #expect(throws: EventDecodingError.self) { try AttestationCertificate(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: EventDecodingError.malformed) { try AttestationCertificate(decoding: bytes + [0]) }
        for _ in 0..<4_000 {
            var mutant = bytes
            let place = Int.random(in: 0..<mutant.count, using: &generator)
            mutant[place] = UInt8.random(in: 0...255, using: &generator)
            guard let read = try? AttestationCertificate(decoding: mutant) else { continue }
            #expect(try read.encoded() == mutant, "seed \(seed)")
        }
    }

    @Test func `no kind of printing shows it`() throws {
        var dumped = ""
        dump(try Self.certificate(), to: &dumped)
        #expect(!dumped.contains("Маяк"))
    }

    struct Vector: Decodable {
        struct Fields: Decodable {
            let attestation, date, recipient, language, issued, validUntil: String
            let proposition: UInt8
            let grades: [[UInt8]]
        }

        let certificate: String
        let certificateFields: Fields
    }

    @Test func `the vector of the protocol is read and written`() throws {
        let vector: Vector = try ProtocolVectors.read("vouched.json")
        let (bytes, fields) = (try ProtocolVectors.bytes(vector.certificate), vector.certificateFields)
        let read = try AttestationCertificate(decoding: bytes)
        #expect(try read.encoded() == bytes)
        #expect(read.id.hex == fields.attestation && read.proposition.kind.rawValue == fields.proposition)
        guard case .leftService(let date) = read.proposition else {
            Issue.record("another proposition")
            return
        }
        #expect(date.iso == fields.date && read.recipient == fields.recipient && read.language == fields.language)
        #expect(read.issuedOn.iso == fields.issued && read.validUntil.iso == fields.validUntil)
        #expect(read.basis.map { [$0.source.rawValue, $0.information.rawValue] } == fields.grades)
        #expect(throws: EventDecodingError.self) { try AttestationCertificate(decoding: Array(bytes.dropLast())) }
        #expect(throws: EventDecodingError.self) { try AttestationCertificate(decoding: bytes + [0]) }
    }
}
