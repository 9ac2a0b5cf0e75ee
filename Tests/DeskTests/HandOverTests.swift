// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import Desk

struct HandOverTests {
    private struct Broken: Error {}

    @Test func `pieces arrive in order, and then the end`() async throws {
        let pieces = HandOver()
        async let taken: [UInt8] = {
            var all: [UInt8] = []
            for try await piece in pieces { all += piece }
            return all
        }()
        for number in 0..<100 { #expect(await pieces.give([UInt8(number)])) }
        await pieces.end()
        #expect(try await taken == (0..<100).map { UInt8($0) })
    }

    @Test func `an error reaches the taker`() async {
        let pieces = HandOver()
        await pieces.end(.failure(Broken()))
        await #expect(throws: Broken.self) { for try await _ in pieces {} }
    }

    @Test func `a taker that goes away frees the giver`() async {
        let pieces = HandOver()
        async let given = pieces.give([1])
        await pieces.refuse()
        #expect(await given == false)
        #expect(await pieces.give([2]) == false)
    }

    @Test func `a second end does not replace the first`() async {
        let pieces = HandOver()
        await pieces.end(.failure(Broken()))
        await pieces.end()
        await #expect(throws: Broken.self) { for try await _ in pieces {} }
    }
}
