// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

extension RequestState: Worded { static var wordKey: String { "state." } }
extension DeclineReason: Worded { static var wordKey: String { "reason." } }
extension ErasureReason: Worded { static var wordKey: String { "erasure-reason." } }
extension DangerRating: Worded { static var wordKey: String { "danger." } }
/// A letter, and how it was sealed.
extension Assurance: Worded { static var wordKey: String { "assurance." } }

/// The vocabularies of casework in the worker's words.
extension Catalogue {
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

    /// A language by its name, or its BCP 47 tag where the catalogue does not know it.
    func language(_ tag: String) -> String {
        let key = "language.\(tag.prefix { $0 != "-" }.lowercased())"
        return keys.contains(key) ? text(key) : tag
    }

    /// A size as people say it.
    func size(byteCount: UInt64) -> String {
        switch byteCount {
        case ..<1_024: plural("size.bytes", Int(byteCount))
        case ..<1_048_576: text("size.kib", ["number": String((byteCount + 1_023) >> 10)])
        case ..<1_073_741_824: text("size.mib", ["number": Self.tenths(byteCount)])
        default: text("size.gib", ["number": Self.tenths(byteCount >> 10)])
        }
    }

    private static func tenths(_ byteCount: UInt64) -> String {
        let tenths = (byteCount >> 10) * 10 / 1_024
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
