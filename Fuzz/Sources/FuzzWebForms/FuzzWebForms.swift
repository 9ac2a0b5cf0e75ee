// SPDX-License-Identifier: AGPL-3.0-or-later
import WebForms

/// What a browser sends beside files: a form's fields and the Cookie header. Either is read or refused, within bounds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWebForms(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let fields = try? FormFields(parsing: input) {
        precondition(fields.names.count <= FormFields.maximumCount)
        for name in fields.names { precondition(fields[name] != nil) }
    }
    let cookies = RequestCookies(parsing: [String(decoding: input, as: UTF8.self)])
    if let value = cookies["visit"] { precondition(value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }) }
    return 0
}
