// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// That the relay fills, or is full: soon, or now, nobody can write.
struct RoomNotice {
    let text: String
    /// What can be done about it, and by whom.
    let means: String
    let href = DeskPath.status
    /// Nobody can write.
    let isGrave: Bool

    /// Nil where there is room, or the relay does not say.
    init?(_ room: RelayRoom?, _ words: Catalogue) {
        guard let room, room.level != .ample else { return nil }
        isGrave = room.level == .none
        text = words.text(isGrave ? "room.none" : "room.low", ["percent": String(room.percent)])
        means = words.text("room.means")
    }
}

extension DeskScene {
    /// Whether whose desk it is answers for the door that people write to.
    var keepsDoor: Bool {
        guard let me, let member = state.members[me], member.isCurrent else { return false }
        return !member.roles.isDisjoint(with: [.director, .intake])
    }
}

extension Catalogue {
    /// How full the relay is.
    func room(_ room: RelayRoom?) -> String {
        guard let room else { return text("room.unknown") }
        let (share, percent) = (size(byteCount: room.share), String(room.percent))
        return room.percent == 0
            ? text("room.hardly-used", ["share": share]) : text("room.used", ["share": share, "percent": percent])
    }
}
