// SPDX-License-Identifier: AGPL-3.0-or-later
import Tables

/// Any bytes as a table in each encoding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTables(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    for encoding in TableEncoding.allCases {
        guard let table = try? Table(input, as: encoding) else { continue }
        precondition(table.rows.allSatisfy { $0.fields.count == table.heading.count && $0.line > 1 })
        precondition(table.rows.count + table.problems.count <= Table.maximumRowCount)
    }
    return 0
}
