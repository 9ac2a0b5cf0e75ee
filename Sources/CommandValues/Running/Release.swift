// SPDX-License-Identifier: AGPL-3.0-or-later

/// What `lifeboat version` and `lifeboat --version` print.
public enum Release {
    public static let version = "0.1.0"
    public static let line = "lifeboat \(version)"
    /// No honest clock shows a time before this: seconds since 1970.
    public static let notBefore = 1_795_392_000
}
