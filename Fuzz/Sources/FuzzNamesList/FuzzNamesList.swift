// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

/// Any bytes as a list in each of its forms.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesList(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    for form in ListReader.Form.allCases {
        guard let list = try? ListReader.read(input, about: .init(source: "fuzz"), form: form) else { continue }
        for entry in list.entries { precondition(!entry.names.isEmpty && entry.line > 0) }
    }
    return 0
}
