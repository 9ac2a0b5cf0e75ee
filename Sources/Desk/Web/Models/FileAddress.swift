// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework

/// How an address names a file: by its sealed form's hash, which opens nothing.
enum FileAddress {
    static func text(_ file: FileReference) -> String { Hex.encode(file.blob) }

    /// The file of that name in this conversation and no other.
    static func file(_ text: some StringProtocol, in request: RequestRecord) -> FileReference? {
        guard let blob = Hex.decode(text) else { return nil }
        return request.files.first { $0.blob == blob }
    }
}
