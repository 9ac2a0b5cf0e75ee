// SPDX-License-Identifier: AGPL-3.0-or-later
@testable import Casework
@testable import Desk
import LifeboatTestSupport
import RelayAPI

/// What has to hold when everything arrived.
extension Simulation {
    mutating func check() async throws {
        try await checkAcknowledged()
        try await checkAgreement()
        await checkMessages()
        await checkFiles()
    }

    /// What a desk has claimed, and names still, is at the relay. One that went back to an older state has to be told anew.
    private mutating func checkFiles() async {
        guard !wentBack, !wasForked else { return }
        for place in actors.indices where await isAtWork(place) {
            for blob in await actors[place].desk.claimedBlobs.intersection(claimed) {
                if await relay.has(blob, for: actors[place].key) { continue }
                note("a file that desk \(place) claimed is gone")
            }
        }
    }

    /// Every entry that a desk acknowledged is in the ledger that it is shown, if the desk may write there, and counts or was set
    /// aside for a reason; otherwise it is still on its author's machine.
    private mutating func checkAcknowledged() async throws {
        for place in actors.indices {
            let actor = actors[place]
            let here = await actor.desk.leavesHere
            let shown = Set(try await relay.leaves(for: actor.key))
            let isAtWork = await isAtWork(place)
            if isAtWork, await actor.desk.status.queuedCount > 0 { note("desk \(place) has something unsent") }
            if await actor.desk.status.damagedCount > 0 { note("desk \(place) has damaged files") }
            for one in acknowledged where one.author == place {
                if !here.contains(one.entry.leaf) { note("\(one.act) is lost") }
                if isAtWork, !shown.contains(one.entry.leaf) { note("\(one.act) is not in the ledger") }
                if await !actor.desk.accountsFor(one.entry) {
                    let whereabouts = await actor.desk.whereabouts(of: one.entry)
                    note("nobody says what became of \(one.act): desk \(place), \(whereabouts)")
                }
            }
        }
    }

    /// Neither removed nor stopped by an alarm.
    private func isAtWork(_ place: Int) async -> Bool {
        guard await actors[place].desk.alarm == nil else { return false }
        return await !isRemoved(place)
    }

    /// Desks that are shown the first history agree on what they share. Who holds a part is what a desk says to which every key
    /// there ever was is open: somebody whose access ended may take the word of another whose access has ended.
    private mutating func checkAgreement() async throws {
        var places: [Int] = []
        for place in actors.indices where await relay.place(for: actors[place].key) == 0 {
            if await isAtWork(place) { places.append(place) }
        }
        guard !places.isEmpty, let witness = try await witness() else { return }
        try await comeToRest(places, witness)
        let truth = await witness.state
        if !wasForked, !wentBack, await witness.holdsWordsOfRemoved {
            note("something stands behind its author's removal")
        }
        for place in places {
            let state = await actors[place].desk.state
            if state.members != truth.members { note("desk \(place) knows other members") }
            for part in truth.cases.flatMap(\.parts) where part.access.isHeld(by: actors[place].member) {
                guard let own = state.part(part.compartment) else {
                    note("desk \(place) does not open its \(part.kind)")
                    continue
                }
                if own != part {
                    note("desk \(place) reads its \(part.kind) otherwise: \(Self.difference(own, part))")
                }
            }
            let isOnIntake = truth.members[actors[place].member]?.roles.contains(.intake) == true
            if isOnIntake, state.requests != truth.requests { note("desk \(place) has another intake") }
        }
        checkCasework(truth)
    }

    /// Passes until nobody writes anything by themselves any more.
    private mutating func comeToRest(_ places: [Int], _ witness: Workspace) async throws {
        for _ in 0..<8 {
            let before = try await relay.payloads(of: 0).count
            for place in places { try await pass(place, isSure: true) }
            try await witness.synchronise()
            let after = try await relay.payloads(of: 0).count
            guard before != after else { return }
        }
        let last = await witness.state.cases.flatMap(\.parts).flatMap(\.log).sorted { $0.sequence < $1.sequence }
            .suffix(12)
        note("desks write and write: kinds \(Self.kinds(last))")
    }

    /// In numbers: what was said stays out of a log.
    private static func difference(_ own: PartRecord, _ truth: PartRecord) -> String {
        let (here, there) = (Set(own.log.map(\.entry)), Set(truth.log.map(\.entry)))
        let missing = truth.log.filter { !here.contains($0.entry) }.map(\.sequence)
        let more = own.log.filter { !there.contains($0.entry) }.map(\.sequence)
        let kinds = Self.kinds(truth.log.filter { !here.contains($0.entry) })
        return "lacks \(missing) of kinds \(kinds), has \(more) more; access \(own.access == truth.access), content "
            + "\(own.content == truth.content)"
    }

    private static func kinds(_ items: some Collection<LogItem>) -> String {
        items.map { String($0.event.kindNumber, radix: 16) }.joined(separator: " ")
    }

    /// A desk that the recovery sheet brought back, when everybody has seen it; nil where the history is one that it has to stop at.
    private mutating func witness() async throws -> Workspace? {
        await relay.addToken("sheet")
        let link: @Sendable (AccessKey) -> any RelayLink = { [relay] in relay.link($0) }
        let fixture = DeskFixture(token: "sheet", now: actors[0].fixture.now, newestFirstFrom: 2, connect: link)
        let desk = try fixture.open()
        let words = team.sheet.words.joined(separator: " ")
        do {
            try await desk.recover(words: words, memberName: "Лист", passphrase: DeskFixture.passphrase)
            try await desk.synchronise()
        } catch {
            guard error == .refused(Alarm.forkSeenByAnother.rawValue), wasForked || wentBack else { throw error }
            return nil
        }
        return desk
    }

    /// No order of what was said apart makes more of a consent than anybody heard, or sets a stage's task twice.
    private mutating func checkCasework(_ truth: CaseworkState) {
        for part in truth.cases.flatMap(\.parts) {
            guard case .casework(let work) = part.content else { continue }
            let begun = Set(
                part.log.compactMap { item -> ID<Entry>? in
                    guard case .inCompartment(.task(.begun)) = item.event else { return nil }
                    return item.entry
                })
            let open = work.tasks.filter { $0.isOpen && begun.contains($0.id) }.compactMap(\.template)
            if Set(open).count != open.count { note("a stage's task stands twice") }
            for record in work.consent.records where record.state(on: Day(at: now)).isInForce {
                let explained = part.log.lastIndex { item in
                    if case .inCompartment(.consent(.explained(record.id, _))) = item.event { true } else { false }
                }
                let narrowings = part.log[(explained ?? 0)...].compactMap { item -> ConsentTerms? in
                    guard case .inCompartment(.consent(.narrowed(record.id, let terms))) = item.event else {
                        return nil
                    }
                    return terms
                }
                guard let terms = record.terms else { return note("a consent without terms is in force") }
                if !narrowings.allSatisfy({ terms.isWithin($0) }) { note("a narrowing was lost") }
            }
        }
    }

    /// What the relay took from the person somebody has read, or can.
    private mutating func checkMessages() async {
        guard !wentBack, !wasForked else { return }
        var texts: [String] = []
        for place in actors.indices where await isAtWork(place) { texts += await actors[place].desk.state.everyText }
        let all = texts.joined(separator: "\n")
        for word in sent where !all.contains(word) { note("the person's \(word) is lost") }
    }
}
