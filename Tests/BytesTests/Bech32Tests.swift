// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Testing

struct Bech32Tests {
    /// The recipient of the C2SP age specification, which is longer than BIP-173 allows.
    private static let ageRecipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

    @Test func `known text decodes and encodes to itself`() throws {
        let bytes = try #require(Bech32.decode(Self.ageRecipient, prefix: "age"))
        #expect(bytes.count == 32)
        #expect(Bech32.encode(prefix: "age", bytes) == Self.ageRecipient)
        #expect(Bech32.decode(Self.ageRecipient.uppercased(), prefix: "age") == bytes)
    }

    @Test(arguments: 0..<70) func `bytes of any length come back`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
        #expect(Bech32.decode(Bech32.encode(prefix: "lifeboat", bytes), prefix: "lifeboat") == bytes)
    }

    @Test func `one wrong letter anywhere is caught`() {
        let letters = Array(Self.ageRecipient)
        for index in 4..<letters.count {
            var wrong = letters
            wrong[index] = letters[index] == "q" ? "p" : "q"
            #expect(Bech32.decode(String(wrong), prefix: "age") == nil, "letter \(index)")
        }
    }

    @Test(arguments: [
        "", "age1", "age1qqqqq", "bge1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "Age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujw", "age1bio1", "age1é",
    ]) func `anything else is refused`(text: String) {
        #expect(Bech32.decode(text, prefix: "age") == nil)
    }
}
