// SPDX-License-Identifier: AGPL-3.0-or-later

/// Holds what people wrote, or keys: no kind of printing shows more than the type's name.
protocol Confidential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Confidential {
    public var description: String { "\(Self.self)[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
