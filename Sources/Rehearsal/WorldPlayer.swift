// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import Correspondence
internal import Desk
internal import RelayAPI
internal import RelayConnection
package import World

/// Plays a world on a stage. Every act goes through what the desk's and the portal's forms go through: it is judged, signed, sealed
/// and stored like real work, and a worker's desk knows no more than the worker.
package actor WorldPlayer {
    let world: World
    let stage: Stage
    let clock: StageClock
    var desks: [WorldWorker: Workspace] = [:]
    var cast = Cast()
    var visitors: [Int: Visitor] = [:]
    private var link: OrganisationLink?
    private var cardVersion: UInt32 = 0
    private var card: OrganisationCard?
    private let stranger: any RelayLink
    private var order = ActOrder()
    private var nextUpkeep: UInt64
    private var upkeepCount = 0

    /// Keys on the card are renewed week by week; a desk that is not asked would let the door close.
    private static let upkeep: UInt64 = 6 * 86_400

    package init(_ world: World, on stage: Stage) {
        self.world = world
        self.stage = stage
        clock = StageClock(world.beginning)
        stranger = stage.connect(AccessKey(), nil)
        nextUpkeep = world.beginning + Self.upkeep
    }

    /// Founds the organisation and plays everything. When it returns every desk is up to date and locked.
    package func play(progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }) async throws(PlayError) {
        try await found()
        for (number, act) in world.acts.enumerated() {
            try await keepUp(until: act.second)
            clock.turn(to: act.second)
            try await perform(act)
            progress(number + 1, world.acts.count)
        }
        clock.turn(to: world.end)
        // What one desk does by itself at the first pass, erasing for one, the others have after the next.
        for _ in 0..<3 { try await synchroniseAll() }
        for desk in desks.values { await desk.lock() }
        await stranger.shutdown()
    }

    private func found() async throws(PlayError) {
        let desk: Workspace
        do throws(WorkspaceError) {
            desk = try stage.desk(of: .director, clock)
            let sheet = try await desk.create(
                OrganisationDraft(
                    name: world.organisation, languages: world.visitorLanguages,
                    memberName: WorldWorker.director.name(in: world.language), passphrase: stage.passphrase,
                    sheetLanguage: world.language.rawValue))
            try await desk.confirmSheet()
            link = OrganisationLink(parsing: sheet.link)
        } catch {
            throw .desk(.director, error)
        }
        desks[.director] = desk
        cast.members[.director] = await desk.me
    }

    // MARK: - Keeping desks up to date

    private func keepUp(until second: UInt64) async throws(PlayError) {
        while nextUpkeep < second {
            clock.turn(to: nextUpkeep)
            upkeepCount += 1
            // The director's desk renews the card; what it brings reaches the others when they have something to do.
            if upkeepCount.isMultiple(of: 5) { try await synchroniseAll() } else { try await synchronise(.director) }
            nextUpkeep += Self.upkeep
        }
    }

    func synchroniseAll() async throws(PlayError) {
        for worker in desks.keys.sorted() { try await synchronise(worker) }
    }

    func synchronise(_ worker: WorldWorker) async throws(PlayError) {
        do { try await desk(worker).synchronise() } catch let error as WorkspaceError {
            throw .desk(worker, error)
        } catch {
            throw .unreadable
        }
        order.synchronised(worker)
    }

    /// Sends what a worker said so far. What they are about to say has yet to be sent.
    func synchronise(_ worker: WorldWorker, beforeItActsOn persona: Int) async throws(PlayError) {
        try await synchronise(worker)
        order.acts(worker, on: persona)
    }

    func desk(_ worker: WorldWorker) throws(PlayError) -> Workspace {
        guard let desk = desks[worker] else { throw .unreadable }
        return desk
    }

    /// The worker's desk, once it knows what others did in the same matter.
    func desk(_ worker: WorldWorker, knowing persona: Int) async throws(PlayError) -> Workspace {
        for behind in order.toSynchronise(before: worker, actsOn: persona) { try await synchronise(behind) }
        order.acts(worker, on: persona)
        return try desk(worker)
    }

    // MARK: - People outside

    func write(
        _ persona: Int, _ body: String, _ danger: DangerRating, _ safeContact: String
    ) async throws(PlayError) {
        guard let link else { throw .unreadable }
        try await deliver(for: persona) { visitor, card throws(PlayError) in
            if visitor == nil { visitor = try Visitor(world.personas[persona], at: link) }
            return try await visitor?.envelope(
                body, danger, safeContact, at: clock.now, card: card, over: stranger)
        }
    }

    func answer(_ persona: Int, _ consent: ID<Consent>, _ word: PortalWord) async throws(PlayError) {
        try await deliver(for: persona) { visitor, card throws(PlayError) in
            try await visitor?.envelope(word, to: consent, at: clock.now, card: card, over: stranger)
        }
        // What was answered goes from the conversation into the casework once the desk has read it.
        try await synchronise(order.lastWorker(on: persona) ?? .intake)
    }

    private func deliver(
        for persona: Int, write: (inout Visitor?, OrganisationCard) async throws(PlayError) -> [UInt8]?
    ) async throws(PlayError) {
        guard let link else { throw .unreadable }
        let listener = order.lastWorker(on: persona).flatMap { desks[$0] == nil ? nil : $0 }
        // What was answered has to lie in its slot before the person looks.
        for behind in order.toSynchroniseBeforeReading(persona) { try await synchronise(behind) }
        var visitor = visitors[persona]
        guard let envelope = try await write(&visitor, try await newestCard(link)) else { throw .unreadable }
        visitors[persona] = visitor
        cast.requests[persona] = visitor.flatMap { ID<Request>($0.keys.secret.id.bytes) }
        try await asking { () throws(RelayClientError) in try await stranger.deliver(envelope: envelope) }
        order.acts(nil, on: persona)
        // A desk that runs hears of it at once: whoever acted last in the matter, or the intake.
        try await synchronise(listener ?? .intake)
    }

    private func newestCard(_ link: OrganisationLink) async throws(PlayError) -> OrganisationCard {
        while true {
            let versions = (cardVersion + 1)...(cardVersion + UInt32(RelayLimits.namesPerFetch))
            let names = versions.map { link.cardSlotName(version: $0).bytes }
            let slots = try await asking { () throws(RelayClientError) in try await stranger.fetchSlots(names) }
            for (version, slot) in zip(versions, slots) {
                guard let slot else { continue }
                cardVersion = version
                card = try? OrganisationCard(opening: slot, version: version, link: link, now: clock.now)
            }
            guard case .some(.some) = slots.last else { break }
        }
        guard let card else { throw .unreadable }
        return card
    }
}
