// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// Why nothing of a case leaves this desk now, whatever is ticked. Each explains itself in the catalogue.
enum OutgoingObstacle: Equatable {
    case release(ReleaseObstacle)
    /// Signing in the organisation's name is for directors' desks.
    case cannotSign

    static let all: [OutgoingObstacle] = ReleaseObstacle.allCases.map(OutgoingObstacle.release) + [.cannotSign]

    /// Before parts of the case are exported.
    init?(exporting record: CaseRecord, mayVouch: Bool) {
        if let obstacle = record.releaseObstacle {
            self = .release(obstacle)
        } else if !mayVouch {
            self = .cannotSign
        } else {
            return nil
        }
    }

    /// Before the organisation's word is signed, or a signed file is taken.
    init?(vouchingIn record: CaseRecord) {
        guard let obstacle = record.vouchingObstacle else { return nil }
        self = .release(obstacle)
    }

    var catalogueKey: String {
        switch self {
        case .cannotSign: "export.obstacle.cannot-sign"
        case .release(.caseworkUnread): "export.obstacle.casework"
        case .release(.onHold): "export.obstacle.on-hold"
        case .release(.erasurePending): "export.obstacle.erasure"
        case .release(.paused): "export.obstacle.paused"
        case .release(.notOpen): "export.obstacle.not-open"
        case .release(.exclusion): "export.obstacle.exclusion"
        }
    }
}
