// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why a blob was not taken, or not found.
public enum BlobError: Error, Hashable, Sendable {
    /// The relay's share of the disk, or the disk, is full. What was there is still there.
    case full
    case tooLarge(limit: UInt64)
    /// The upload stands elsewhere.
    case wrongOffset(current: UInt64)
    /// No such upload or blob.
    case notFound
    /// Every place for an upload is held by one that moves.
    case noPlace
    /// The upload was continued on another connection, or cancelled.
    case superseded
    /// The system refused; `code` is its errno.
    case broken(code: Int32)
}
