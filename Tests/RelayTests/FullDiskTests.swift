// SPDX-License-Identifier: AGPL-3.0-or-later
import Glibc
import NIOCore
import Testing

@testable import Blobs

/// A disk that is really full, as the kernel's `/dev/full` plays it.
@Suite struct FullDiskTests {
    @Test func `no space left is told as full`() throws {
        let device = try OpenFile("/dev/full", O_WRONLY)
        #expect(throws: BlobError.full) { try FileCalls.write(ByteBuffer(bytes: [1, 2, 3]), to: device, at: 0) }
    }

    @Test func `an upload whose disk is full stands where it stood`() throws {
        let upload = Upload(path: "/dev/full", offset: 0, isNew: true, now: 0)
        let device = try OpenFile("/dev/full", O_WRONLY)
        let turn = try upload.take(at: 0, now: 0)
        #expect(throws: BlobError.full) {
            try upload.write(ByteBuffer(bytes: [1, 2, 3]), to: device, turn: turn, now: 0)
        }
        #expect(upload.offset == 0)
    }

    @Test func `a file that is not there is not found`() {
        #expect(throws: BlobError.notFound) { try OpenFile("/nonexistent/blob", O_RDONLY) }
    }
}
