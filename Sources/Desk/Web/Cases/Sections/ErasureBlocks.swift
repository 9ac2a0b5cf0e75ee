// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What the forms of an erasure say before anybody signs: what speaks against it, with what to do about each, and what goes with the case.
enum ErasureBlocks {
    /// - Parameter isAsking: whether somebody asks for the erasure, who may do so all the same.
    static func blocks(_ form: FormScene, isAsking: Bool = false) -> [Block] {
        let scene = form.scene
        let against = isAsking ? scene.againstErasing.filter { !$0.isOfCourse } : form.againstAgreeing
        return [self.against(against, scene, isAsking: isAsking), goesWith(scene)].compactMap(\.self)
            + UnfinishedBlock.blocks(scene, leavingOut: \.isUnread)
    }

    /// As the case's page says it, beside what was proposed: what the erasure ends in its course is told there in its own words.
    static func pairs(_ scene: CaseScene) -> [Pair] {
        scene.againstErasing.filter { !$0.isOfCourse }.map { pair($0, scene) }
    }

    private static func against(_ against: [ErasureObstacle], _ scene: CaseScene, isAsking: Bool) -> Block? {
        guard !against.isEmpty else { return nil }
        var block = Block(id: "against", heading: scene.words.text("against.title"))
        block.summary = scene.words.text(isAsking ? "against.means-asking" : "against.means")
        block.pairs = against.map { pair($0, scene) }
        return block
    }

    /// Requests of the intake: who is not on duty there is told that there may be some.
    private static func goesWith(_ scene: CaseScene) -> Block? {
        guard !scene.record.requests.isEmpty, let me = scene.me else { return nil }
        return goesWith(scene.state.linkedRequests(of: scene.record, for: me)?.count, scene.words)
    }

    /// The same of a request that never became a case, for whoever would destroy it.
    static func goesWith(_ request: RequestRecord, in state: CaseworkState, _ words: Catalogue) -> Block {
        let linked = state.requests.filter { $0.linkedTo == request.id }
        var block = goesWith(linked.count, words)
        let staying = linked.count(where: \.holdsUnread)
        if staying > 0 {
            block.pairs.append(Pair(words.text("goes-with.stays"), words.plural("goes-with.staying", staying)))
        }
        return block
    }

    private static func goesWith(_ linked: Int?, _ words: Catalogue) -> Block {
        var block = Block(id: "goes-with", heading: words.text("goes-with.title"))
        block.pairs = [
            Pair(
                words.text("goes-with.linked"),
                linked.map { $0 == 0 ? words.text("goes-with.none") : words.plural("goes-with.count", $0) }
                    ?? words.text("goes-with.unseen"))
        ]
        return block
    }

    private static func pair(_ obstacle: ErasureObstacle, _ scene: CaseScene) -> Pair {
        let words = scene.words
        func when(_ second: UInt64) -> [String: String] { ["when": LocalTime.text(second: second)] }
        return switch obstacle {
        case .caseworkUnread: Pair(words.text("against.casework"), words.text("against.casework-text"))
        case .notRequested: Pair(words.text("against.agreement"), words.text("against.not-requested"))
        case .notConfirmed: Pair(words.text("against.agreement"), words.text("against.not-confirmed"))
        case .coolingOff(let until): Pair(words.text("against.days"), words.text("against.cooling-off", when(until)))
        case .hearing(let until): Pair(words.text("against.days"), words.text("against.hearing", when(until)))
        case .hearingOthers(let until):
            Pair(words.text("against.days"), words.text("against.hearing-others", when(until)))
        case .hold(let hold):
            said(
                "against.hold", next: "against.hold-next",
                hold.placed.words.isEmpty ? words.text("holds.no-reason") : hold.placed.words,
                by: hold.placed.by, at: hold.placed.at, scene)
        case .incident(let incident):
            said(
                "against.incident", next: "against.incident-next", words.name(of: incident.kind),
                by: incident.opened.by, at: incident.opened.at,
                scene)
        case .unheard(let messages):
            Pair(words.text("against.person"), words.plural(key(of: messages), messages.count))
        }
    }

    /// What somebody said, who and when, and what to do about it.
    private static func said(
        _ key: String, next: String, _ said: String, by member: ID<Member>, at second: UInt64, _ scene: CaseScene
    ) -> Pair {
        Pair(
            scene.words.text(key),
            [said, scene.byline(member, at: second), scene.words.text(next)].joined(separator: "\n"))
    }

    private static func key(of messages: UnheardMessages) -> String {
        switch (messages.place, messages.isUnread) {
        case (.conversation, true): "against.unread"
        case (.conversation, false): "against.unknown"
        case (.intake, _): "against.intake"
        case (.linked, true): "against.linked-unread"
        case (.linked, false): "against.linked-unknown"
        }
    }
}

extension CaseScene {
    /// What speaks against destroying the case now, as far as whose desk it is can read it.
    var againstErasing: [ErasureObstacle] {
        me.map { state.againstErasing(record, for: $0, at: now) } ?? [.caseworkUnread]
    }
}

extension FormScene {
    /// What speaks against a second signature under the erasure. Of several caseworks one speaks for the case; to agree in another destroys
    /// nothing, and its fold alone decides.
    var againstAgreeing: [ErasureObstacle] {
        guard part.compartment == scene.record.registered?.compartment else { return [] }
        return scene.againstErasing.filter { $0 != .notConfirmed }
    }
}

extension Unfinished {
    fileprivate var isUnread: Bool { if case .unread = self { true } else { false } }
}
