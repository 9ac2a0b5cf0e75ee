// SPDX-License-Identifier: AGPL-3.0-or-later
import Names

/// Any bytes as a list in the form that they show, and in each of the forms.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNamesList(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let shown = ListReader.form(of: input)
    for form in ListReader.Form.allCases {
        guard let list = try? ListReader.read(input, about: .init(source: "fuzz"), form: form) else { continue }
        precondition(list.problems.count <= list.problemCount)
        if form == shown { precondition((try? ListReader.read(input, about: .init(source: "fuzz"))) == list) }
        for entry in list.entries { precondition(!entry.names.isEmpty && entry.line > 0) }
    }
    return 0
}
