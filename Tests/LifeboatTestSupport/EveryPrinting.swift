// SPDX-License-Identifier: AGPL-3.0-or-later

/// Everything that Swift's ways of printing make of `value`: a secret must appear in none of them.
public func everyPrinting<Value>(of value: Value) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    dump([value], to: &dumped)
    var printed = ""
    print(value, to: &printed)
    debugPrint(value, to: &printed)
    let children = Mirror(reflecting: value).children.map { "\($0.value)" }
    return [dumped, printed, "\(value)", "\(Optional(value) as Any)", "\([value])", String(reflecting: value)].joined()
        + children.joined()
}
