// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore
import Synchronization

/// Whose claims on blobs count, and when a device day is counted.
final class KeepingWatch: Sendable {
    /// What a device's call brings with it.
    struct Note: Sendable {
        /// A device day begins; its first hour.
        fileprivate(set) var newDay: UInt32?
        /// The device never announced a key, and calls for the first time on this device day.
        fileprivate(set) var isLate = false
        fileprivate let device: DeviceKey
        fileprivate let before: State
    }

    fileprivate struct State {
        var record: KeepingRecord
        /// When this process counted a day last, by the relay's uptime.
        var countedAt: Int64?
    }

    /// Seconds between two counted days at least: a clock that is put ahead again and again makes no days.
    static let shortestDay: Int64 = 20 * 3600

    private let state: Mutex<State>

    init(_ record: KeepingRecord) { state = Mutex(State(record: record)) }

    /// - Parameter record: what the store has now.
    func renew(_ record: KeepingRecord) { state.withLock { $0.record = record } }

    func counts(_ key: RelayName) -> Bool { state.withLock { $0.record.keys.contains(KeepingKey(key.bytes)) } }

    func admit(_ device: DeviceKey) { state.withLock { $0.record.late[device] = 0 } }
    func expel(_ device: DeviceKey) { state.withLock { $0.record.late[device] = nil } }

    /// Devices that never announced a key and called within so many device days: nothing goes because of them.
    func lateDevices(within days: UInt64) -> Int {
        state.withLock { state in
            guard let day = state.record.day else { return 0 }
            return state.record.late.values.count { $0 > 0 && $0 + days > day }
        }
    }

    /// Some device called.
    /// - Parameters:
    ///   - today: its first hour, in hours since 1970.
    ///   - uptime: seconds of a clock that only goes forward.
    /// - Returns: what is to be written down; nil for nothing.
    func called(by device: RelayName, today: UInt32, uptime: Int64) -> Note? {
        state.withLock { state in
            guard var day = state.record.day else { return nil }
            let device = DeviceKey(device.bytes)
            var note = Note(device: device, before: state)
            if today > state.record.hour, state.countedAt.map({ uptime - $0 >= Self.shortestDay }) ?? true {
                day += 1
                (state.record.day, state.record.hour, state.countedAt) = (day, today, uptime)
                note.newDay = today
            } else if today < state.record.hour {
                // A clock that was ahead is put right: days are counted from here.
                state.record.hour = today
            }
            if let last = state.record.late[device], last != day {
                state.record.late[device] = day
                note.isLate = true
            }
            return note.newDay != nil || note.isLate ? note : nil
        }
    }

    /// It could not be written down: the next call brings it again.
    func takeBack(_ note: Note) {
        state.withLock { state in
            if note.isLate { state.record.late[note.device] = note.before.record.late[note.device] }
            guard let newDay = note.newDay, state.record.hour == newDay else { return }
            (state.record.day, state.record.hour) = (note.before.record.day, note.before.record.hour)
            state.countedAt = note.before.countedAt
        }
    }
}
