// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import RelayAPI
import RelayConnection
import RelayStore
import Testing

@testable import Relay

@Suite struct OverloadTests {
    private static let subject = [UInt8](repeating: 3, count: 32)

    @Test func `a quiet relay asks for no work`() {
        let meter = BusyMeter(threshold: 10)
        for _ in 0..<9 { meter.count(at: 1000) }
        #expect(meter.difficulty(at: 1000) == 0)
        #expect(Self.demand(meter, nil, at: 1000) == nil)
    }

    @Test func `work grows with the flood and is over when the flood is`() {
        let meter = BusyMeter(threshold: 10)
        for _ in 0..<10 { meter.count(at: 1000) }
        #expect(meter.difficulty(at: 1000) == 12)
        for _ in 0..<10 { meter.count(at: 1004) }
        #expect(meter.difficulty(at: 1004) == 14)
        for _ in 0..<1_000_000 { meter.count(at: 1005) }
        #expect(meter.difficulty(at: 1005) == 22)
        #expect(meter.difficulty(at: 1014) == 22)
        #expect(meter.difficulty(at: 1015) == 0)
    }

    @Test(arguments: [-5, -100_000, 100_000])
    func `a clock that jumps leaves nobody out`(jump: Int64) {
        let meter = BusyMeter(threshold: 10)
        for _ in 0..<1000 { meter.count(at: 200_000) }
        #expect(meter.difficulty(at: 200_000 + jump) == 0)
    }

    @Test(arguments: [0, 5, 9, -1, -3, -100_000] as [Int64])
    func `a clock that jumps to where time begins counts on`(second: Int64) {
        let meter = BusyMeter(threshold: 2)
        meter.count(at: 1_795_000_000)
        for _ in 0..<2 { meter.count(at: second) }
        #expect(meter.difficulty(at: second) == 12)
        #expect(meter.difficulty(at: second + 10) == 0)
    }

    @Test func `a proof lets its own subject in, for an hour or two`() throws {
        let meter = BusyMeter(threshold: 1)
        meter.count(at: 7199)
        let request = try #require(Self.demand(meter, nil, at: 7199))
        let proof = try #require(request.solve(subject: Self.subject) { false })
        #expect(Self.demand(meter, proof, at: 7199) == nil)
        let other = [UInt8](repeating: 4, count: 32)
        #expect(proof.zeroBits(subject: other) < 10 && Self.demand(meter, proof, subject: other, at: 7199) != nil)
        meter.count(at: 7200)
        #expect(Self.demand(meter, proof, at: 7200) == nil)
        meter.count(at: 10_800)
        #expect(Self.demand(meter, proof, at: 10_800) != nil)
    }

    @Test func `a proof that counts once does so, and the salt changes where too many did`() throws {
        let meter = BusyMeter(threshold: 1, spentProofs: 2)
        meter.count(at: 7200)
        func proof(_ subject: [UInt8]) throws -> WorkProof {
            try #require(Self.demand(meter, nil, subject: subject, at: 7200)?.solve(subject: subject) { false })
        }
        func demand(_ proof: WorkProof, _ subject: [UInt8]) -> WorkRequest? {
            Self.demand(meter, proof, subject: subject, countsOnce: true, at: 7200)
        }
        let subjects = (1...4).map { [UInt8](repeating: $0, count: 32) }
        let proofs = try subjects.map(proof)
        #expect(demand(proofs[0], subjects[0]) == nil)
        #expect(demand(proofs[0], subjects[0]) != nil)
        #expect(demand(proofs[1], subjects[1]) == nil)
        // The third is let in, and with it all that was spent is forgotten and good for nothing.
        #expect(demand(proofs[2], subjects[2]) == nil)
        for (proof, subject) in zip(proofs, subjects) { #expect(demand(proof, subject) != nil) }
        #expect(demand(try proof(subjects[3]), subjects[3]) == nil)
    }

    private static func demand(
        _ meter: BusyMeter, _ proof: WorkProof?, subject: [UInt8] = subject, countsOnce: Bool = false, at now: Int64
    ) -> WorkRequest? {
        let price = meter.price(fill: Fill(used: 0, of: 1), size: 0, at: now)
        return meter.demand(price, proof: proof, subject: subject, countsOnce: countsOnce, at: now)
    }

    @Test func `a relay that never asks counts nothing`() {
        let meter = BusyMeter(threshold: nil)
        for _ in 0..<100 { meter.count(at: 5) }
        #expect(meter.difficulty(at: 5) == 0)
        #expect(meter.price(fill: Fill(used: 1, of: 1), size: 4, at: 5) == nil, "nor where the share is full")
    }

    @Test func `after an overload every visitor can send again`() async throws {
        try await LiveRelay.run(in: ScratchFolder()) {
            $0.limits.envelopesBeforeWork = 40
        } _: { relay in
            // Thirty-two visitors at once, then the same once more: each does its work, none is locked out.
            let visitors = (0..<32).map { _ in relay.client() }
            for round in 0..<2 {
                await withTaskGroup(of: Void.self) { group in
                    for (number, visitor) in visitors.enumerated() {
                        group.addTask {
                            await #expect(throws: Never.self) {
                                let envelope = RelayCallTests.envelope(UInt8(round * 32 + number))
                                while true {
                                    // A visitor who is told to wait tries again, as the page does.
                                    do { return try await visitor.deliver(envelope: envelope) } catch {
                                        guard case .busy = error as? RelayClientError else { throw error }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            let device = try await relay.device()
            #expect(try await device.readIntake(after: 0, limit: 100).count == 64)
            let ticket = [UInt8](repeating: 9, count: 32)
            let upload = relay.client().beginUpload(ticket: ticket)
            try await upload.write([1])
            await upload.cancel()
        }
    }
}
