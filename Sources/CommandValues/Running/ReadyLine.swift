// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a part prints when it serves: `ready http://127.0.0.1:8080/`.
public enum ReadyLine {
    public static func address(in line: String) -> String? {
        line.hasPrefix("ready ") ? String(line.dropFirst(6)) : nil
    }

    public static func make(_ address: String) -> String { "ready \(address)" }
}
