// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import Testing

@testable import Relay

/// Each wait here is for weeks: a bell that does not ring hangs the test.
@Suite struct BellTests {
    private static let weeks = Duration.seconds(3_000_000)

    @Test func `whoever waits is woken by what comes, in either drawer`() async {
        let bell = Bell(Tallies(lastIntake: 4, ledgerSize: 7), capacity: 8)
        let known = bell.tallies
        async let first = bell.wait(beyond: known, atMost: Self.weeks)
        bell.rise(intake: 5)
        #expect(await first?.lastIntake == 5)
        let knownThen = bell.tallies
        async let second = bell.wait(beyond: knownThen, atMost: Self.weeks)
        bell.rise(ledger: 8)
        #expect(await second?.ledgerSize == 8)
    }

    @Test func `a bell that closes wakes everyone and lets nobody wait`() async {
        let bell = Bell(Tallies(lastIntake: 0, ledgerSize: 0), capacity: 8)
        let known = bell.tallies
        async let waiting = bell.wait(beyond: known, atMost: Self.weeks)
        bell.close()
        #expect(await waiting?.lastIntake == 0)
        #expect(await bell.wait(beyond: known, atMost: Self.weeks)?.ledgerSize == 0)
    }
}
