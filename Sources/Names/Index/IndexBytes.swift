// SPDX-License-Identifier: AGPL-3.0-or-later

/// The bytes of an index: memory of our own or a mapped file, read in place.
///
/// Sendable unchecked: the bytes never change after `init`, and nothing but `deinit` frees them.
@safe final class IndexBytes: @unchecked Sendable {
    private let base: UnsafeRawBufferPointer
    private let release: @Sendable (UnsafeRawBufferPointer) -> Void

    static let alignment = 64

    init(copying bytes: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: Self.alignment)
        unsafe memory.copyBytes(from: bytes)
        unsafe base = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<bytes.count])
        unsafe release = { unsafe $0.deallocate() }
    }

    /// Zeroes, and what `fill` makes of them.
    init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: Self.alignment)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
        unsafe fill(memory)
        unsafe base = UnsafeRawBufferPointer(memory)
        unsafe release = { unsafe $0.deallocate() }
    }

    /// The caller vouches that the bytes stay, unchanged, until `release` is called. They must start at a
    /// multiple of ``alignment``, as a mapped file does.
    init(unsafeMapping bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        unsafe base = bytes
        unsafe self.release = release
    }

    deinit { unsafe release(base) }

    var count: Int { unsafe base.count }

    var all: [UInt8] { unsafe Array(base) }

    /// A column of `count` numbers at `offset`, or nil when it does not lie within the bytes.
    func column<Element: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ type: Element.Type, at offset: Int, count: Int
    ) -> Column<Element>? {
        let size = MemoryLayout<Element>.stride
        guard offset >= 0, count >= 0, offset % Self.alignment == 0, offset <= self.count,
            count <= (self.count - offset) / size
        else { return nil }
        let start = unsafe base.baseAddress.map { unsafe $0 + offset }
        return unsafe Column(owner: self, start: start?.assumingMemoryBound(to: type), count: count)
    }
}

/// Numbers of an index, read in place with every access checked.
///
/// Sendable unchecked: it reads the unchanging bytes of its owner, which it keeps.
@safe struct Column<Element: FixedWidthInteger & BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let owner: IndexBytes
    private let start: UnsafePointer<Element>?
    let count: Int

    init(owner: IndexBytes, start: UnsafePointer<Element>?, count: Int) {
        self.owner = owner
        unsafe self.start = start
        self.count = count
    }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "outside the column")
        guard let start = unsafe start else { preconditionFailure("an empty column") }
        return unsafe start[index]
    }

    /// The whole column, for the scan; valid while `body` runs.
    func withBuffer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        withExtendedLifetime(owner) { unsafe body(UnsafeBufferPointer(start: start, count: count)) }
    }

    /// The elements of a range.
    func elements(_ range: Range<Int>) -> [Element] { range.map { self[$0] } }
}
