// SPDX-License-Identifier: AGPL-3.0-or-later

/// A row of a table that is made once and stands as long as the program: to read it counts no reference, where an array
/// in a table is counted each time that a word is read.
///
/// For the tables of this library alone: the memory is never given back.
@safe struct LastingRow<Element: Sendable>: @unchecked Sendable {
    /// Sound for ever.
    let buffer: UnsafeBufferPointer<Element>

    init(_ elements: [Element]) {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = unsafe memory.initialize(from: elements)
        unsafe buffer = UnsafeBufferPointer(memory)
    }

    /// An element that is surely there.
    @unsafe subscript(unchecked place: Int) -> Element {
        unsafe buffer.baseAddress.unsafelyUnwrapped[place]
    }
}

extension LastingRow: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { unsafe buffer.count }

    subscript(place: Int) -> Element {
        precondition(place >= 0 && place < endIndex)
        return unsafe buffer.baseAddress.unsafelyUnwrapped[place]
    }
}
