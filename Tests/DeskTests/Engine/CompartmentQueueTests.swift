// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
@testable import Desk
import Testing

@Suite struct CompartmentQueueTests {
    private func compartment(_ number: UInt8) throws -> ID<Compartment> {
        try #require(ID<Compartment>([UInt8](repeating: number, count: 16)))
    }

    @Test func `small compartments come whole, a large one in stretches, and every entry once`() throws {
        let sizes = [3, 1, 40, 0, 2, 9, 10, 11]
        var next = 0
        let parts = try sizes.enumerated().map { number, size in
            defer { next += size }
            return (compartment: try compartment(UInt8(number)), places: Array(next..<next + size))
        }
        var queue = CompartmentQueue(parts)
        var (places, begun, open) = ([Int](), [ID<Compartment>](), Set<Int>())
        while true {
            let stretch = queue.nextStretch(5)
            if stretch.isEmpty { break }
            #expect(stretch.places.count < 10)
            places += stretch.places
            begun += stretch.begun.map(\.compartment)
            open.formUnion(stretch.begun.flatMap(\.places))
            open.subtract(stretch.places)
            #expect(open.isEmpty == stretch.isLast, "what is shown after it is whole")
        }
        #expect(places == Array(0..<next) && begun == parts.map(\.compartment))
        #expect(queue.readCount == queue.totalCount)
    }

    @Test func `what was begun is finished, and nothing else is begun`() throws {
        var queue = CompartmentQueue([
            (compartment: try compartment(1), places: Array(0..<12)), (compartment: try compartment(2), places: [12]),
        ])
        let stretches = [true, false, false, true, true].map { queue.nextStretch(5, beginning: $0) }
        #expect(stretches.map(\.places.count) == [5, 7, 0, 1, 0])
        #expect(stretches.map(\.begunCount) == [12, 0, 0, 1, 0])
    }
}
