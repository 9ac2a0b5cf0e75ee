// SPDX-License-Identifier: AGPL-3.0-or-later

/// How long something that is over may lie before somebody looks at whether it is still to be kept.
public enum Retention {
    /// In seconds, from the day on which a case was closed or handed over, or a request came to nothing: a year.
    public static let reviewedWithin: UInt64 = 365 * 86_400
}
