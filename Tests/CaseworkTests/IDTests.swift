// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct IDTests {
    @Test func `an identifier is sixteen bytes and comes back from hexadecimal`() {
        let bytes = (0..<16).map { UInt8($0 * 16 + 1) }
        let id = ID<Request>(bytes)
        #expect(id?.bytes == bytes)
        #expect(id.flatMap { ID<Request>(hex: $0.hex) } == id)
    }

    @Test(arguments: ["", "00", String(repeating: "0", count: 31), String(repeating: "A", count: 32)])
    func `anything else is no identifier`(text: String) {
        #expect(ID<Request>(hex: text) == nil)
    }

    @Test func `fifteen and seventeen bytes are refused`() {
        #expect(ID<Request>([UInt8](repeating: 0, count: 15)) == nil)
        #expect(ID<Request>([UInt8](repeating: 0, count: 17)) == nil)
    }

    @Test func `every refusal has a key of its own`() {
        #expect(Set(Refusal.allCases.map(\.catalogueKey)).count == Refusal.allCases.count)
        #expect(Refusal.allCases.filter(\.isOrdinary) == [.duplicateMessage, .duplicateUnreadable, .duplicateExposure])
    }
}
