// SPDX-License-Identifier: AGPL-3.0-or-later

/// What the doctor asks about the sandbox in which a desk turns files into pictures.
public enum PreviewSandbox {
    /// Whether it can start on this machine. True also where bubblewrap is not installed: that is another finding.
    public static func canStart() async -> Bool { await Sandbox().canStart() }
}
