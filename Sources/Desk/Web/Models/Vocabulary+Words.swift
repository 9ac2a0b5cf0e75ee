// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// The vocabularies of casework in the worker's words.
extension Catalogue {
    func name(of state: RequestState) -> String { text("state.\(state)") }
    func name(of reason: DeclineReason) -> String { text("reason.\(reason)") }
    func name(of danger: DangerRating) -> String { text("danger.\(danger)") }
    /// A letter, and what it means.
    func name(of assurance: Assurance) -> String { text("assurance.\(assurance)") }
    func explanation(of assurance: Assurance) -> String { text("assurance-means.\(assurance)") }

    /// How long something has lasted, coarsely: minutes, hours, then days.
    func duration(seconds: UInt64) -> String {
        switch seconds {
        case ..<60: text("duration.now")
        case ..<3_600: plural("duration.minutes", Int(seconds / 60))
        case ..<172_800: plural("duration.hours", Int(seconds / 3_600))
        default: plural("duration.days", Int(clamping: seconds / 86_400))
        }
    }

    /// A size as people say it.
    func size(byteCount: UInt64) -> String {
        switch byteCount {
        case ..<1_024: plural("size.bytes", Int(byteCount))
        case ..<1_048_576: text("size.kib", ["number": String((byteCount + 1_023) >> 10)])
        default: text("size.mib", ["number": Self.tenths(byteCount)])
        }
    }

    private static func tenths(_ byteCount: UInt64) -> String {
        let tenths = (byteCount >> 10) * 10 / 1_024
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
