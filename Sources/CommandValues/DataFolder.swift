// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where a person's programs keep what stays (XDG Base Directory Specification 0.8).
public enum DataFolder {
    /// `XDG_DATA_HOME`, or `.local/share` in the home folder. What is empty or no absolute path counts as not set.
    /// - Parameter home: the home folder that the system has for the user, for an environment without `HOME`.
    public static func path(in environment: [String: String], home: String) -> String {
        func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        return folder("XDG_DATA_HOME") ?? (folder("HOME") ?? home) + "/.local/share"
    }
}
