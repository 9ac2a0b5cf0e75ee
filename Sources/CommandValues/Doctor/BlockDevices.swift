// SPDX-License-Identifier: AGPL-3.0-or-later

/// What `/sys/block` says of the devices that swap space may lie on.
public struct BlockDevices: Sendable {
    private let text: @Sendable (String) -> String?
    private let names: @Sendable (String) -> [String]

    /// - Parameters:
    ///   - text: what a file under `/sys/block` says; nil where there is none.
    ///   - names: what a folder there holds; none where there is none.
    public init(
        text: @escaping @Sendable (String) -> String?, names: @escaping @Sendable (String) -> [String]
    ) {
        self.text = text
        self.names = names
    }

    /// Whether what is written to a place of `/proc/swaps` lies encrypted on the disk or never gets there. A device of
    /// the mapper may be plain: installers put swap on LVM also where nothing is encrypted.
    func keepsSecrets(_ place: Substring) -> Bool {
        guard place.hasPrefix("/dev/") else { return false }
        let name = String(place.dropFirst("/dev/".count))
        guard name.hasPrefix("zram") else { return isEncrypted(name, depth: 0) }
        // Memory, unless it moves to a disk what is seldom used.
        return text("\(name)/backing_dev").map { $0.hasPrefix("none") } ?? true
    }

    /// A device of dm-crypt, or one that lies on nothing else. Devices stand on each other a few deep.
    private func isEncrypted(_ name: String, depth: Int) -> Bool {
        guard depth < 8 else { return false }
        if text("\(name)/dm/uuid")?.hasPrefix("CRYPT-") ?? false { return true }
        let below = names("\(name)/slaves")
        return !below.isEmpty && below.allSatisfy { isEncrypted($0, depth: depth + 1) }
    }
}
