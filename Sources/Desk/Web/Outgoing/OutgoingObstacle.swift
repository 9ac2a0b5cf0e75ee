// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Something that keeps parts of a case, or the organisation's word for its person, here. A page names all of them at once, so that nobody
/// mends one to meet the next; past some of them goes who has read of it and ticks the box that the form then has for it.
enum OutgoingObstacle: Equatable {
    // Whatever is chosen:

    case release(ReleaseObstacle)
    /// Signing in the organisation's name is for directors' desks.
    case cannotSign
    /// The person wrote, and nobody has read it: it may be that nothing is to leave.
    case unread
    /// What the organisation's word rests on has given way.
    case shaken

    /// The desk does not hear what the person says, or has not read all of it: they may have taken it back.
    case unheard
    /// The person has written since the page with the form was made, or it does not say what it showed.
    case overtaken

    // Of what was chosen:

    /// The person said no, or is being asked, or everything is frozen.
    case refused
    /// Statements that counsel alone lets go.
    case privileged(Int, isCounsel: Bool)
    /// No consent covers it.
    case uncovered
    /// The person said something that is like a no.
    case objected
    /// They want something left out of what they allowed.
    case leftOut
    /// Files tell more than is to be seen on them.
    case traced

    /// Of every export of the case.
    static func standing(exporting scene: CaseScene, mayVouch: Bool, _ status: SyncStatus) -> [OutgoingObstacle] {
        [
            scene.known.releaseObstacle.map(OutgoingObstacle.release), mayVouch ? nil : .cannotSign,
            status.hearsAll ? nil : .unheard, scene.holdsUnread ? .unread : nil,
        ].compactMap(\.self)
    }

    /// Of the organisation's word, before it is signed or a signed file is taken.
    static func standing(vouchingIn scene: CaseScene, isShaken: Bool, _ status: SyncStatus) -> [OutgoingObstacle] {
        [
            scene.known.vouchingObstacle.map(OutgoingObstacle.release), status.hearsAll ? nil : .unheard,
            scene.holdsUnread ? .unread : nil,
            isShaken ? .shaken : nil,
        ].compactMap(\.self)
    }

    /// The key under which it explains itself; nil where that takes a number.
    var catalogueKey: String? {
        switch self {
        case .release(let obstacle): obstacle.catalogueKey
        case .cannotSign: "export.obstacle.cannot-sign"
        case .unread: "export.unread"
        case .unheard: "export.unheard"
        case .overtaken: "export.overtaken"
        case .shaken: EngineMessage.attestationShaken.rawValue
        case .refused: "export.consent.refused"
        case .uncovered: "export.consent.uncovered"
        case .objected: "export.consent.objections"
        case .leftOut: "export.consent.left-out"
        case .traced: "export.traces"
        case .privileged: nil
        }
    }
}

extension SyncStatus {
    /// Whether what colleagues and the person said until now is here.
    fileprivate var hearsAll: Bool {
        switch connection {
        case .online, .full: !isPartial
        case .connecting, .offline, .refusing, .alarm: false
        }
    }
}

extension ReleaseObstacle {
    var catalogueKey: String {
        switch self {
        case .caseworkUnread: "export.obstacle.casework"
        case .onHold: "export.obstacle.on-hold"
        case .erasurePending: "export.obstacle.erasure"
        case .paused: "export.obstacle.paused"
        case .notOpen: "export.obstacle.not-open"
        case .exclusion: "export.obstacle.exclusion"
        }
    }
}

extension Catalogue {
    /// All that keeps something here, a line each; nil where nothing does.
    func text(of obstacles: [OutgoingObstacle]) -> String? {
        obstacles.isEmpty ? nil : obstacles.map { text(of: $0) }.joined(separator: "\n")
    }

    private func text(of obstacle: OutgoingObstacle) -> String {
        guard case .privileged(let count, let isCounsel) = obstacle else { return text(obstacle.catalogueKey ?? "") }
        return plural("export.privileged", count) + " "
            + text(isCounsel ? "export.privileged.counsel" : "export.privileged.others")
    }
}
