// SPDX-License-Identifier: AGPL-3.0-or-later

/// Where the parts listen on 127.0.0.1 if nobody says otherwise.
public enum DefaultPort {
    public static let portal = 8080
    public static let desk = 8390
    public static let relay = 8391
    public static let relayHealth = 8392

    /// The relay's address for a portal or a desk on the same machine.
    public static let relayAddress = "http://127.0.0.1:\(relay)"
}
