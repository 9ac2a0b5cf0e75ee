// SPDX-License-Identifier: AGPL-3.0-or-later

extension [UInt8] {
    /// Whether the bytes stand somewhere in the array, one behind the other.
    package func contains(subsequence bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return true }
        return indices.contains { index in
            self[index] == first && self[index...].prefix(bytes.count).elementsEqual(bytes)
        }
    }
}
