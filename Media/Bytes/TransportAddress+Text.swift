// The textual forms: `192.0.2.1:5004` and `[2001:db8::1]:5004` (RFC 3986 §3.2.2, RFC 5952).

extension TransportAddress: CustomStringConvertible {
    /// The address alone: dotted quad, or the canonical IPv6 text of RFC 5952 without brackets.
    public var host: String {
        guard isIPv4 else { return ipv6Text }
        return [24, 16, 8, 0].map { String(low >> $0 & 0xFF) }.joined(separator: ".")
    }

    /// Address and port; an IPv6 address is put in brackets.
    public var description: String {
        isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)"
    }

    /// Reads `host:port`, with brackets around an IPv6 host.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(strict: text[text.index(after: colon)...])
        else { return nil }
        let host = text[..<colon]
        if host.first == "[" && host.last == "]" {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
            guard !isIPv4 || host.contains(":") else { return nil }
        } else {
            guard !host.contains(":") else { return nil }
            self.init(host: String(host), port: port)
        }
    }

    /// Reads an address without brackets and joins a port to it; nil for names and malformed text.
    public init?(host: String, port: UInt16) {
        if let ipv4 = Self.readIPv4(host[...]) {
            self.init(ipv4: ipv4, port: port)
        } else if let (high, low) = Self.readIPv6(host) {
            self.init(ipv6High: high, low: low, port: port)
        } else {
            return nil
        }
    }

    private static func readIPv4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let byte = UInt16(strict: part), byte <= 255 else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func readIPv6(_ text: String) -> (high: UInt64, low: UInt64)? {
        var halves: [[UInt16]] = [[]]
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
        guard parts.count >= 3, parts.count <= 9 else { return nil }
        if text.hasPrefix("::") { parts = parts.dropFirst() }
        if text.hasSuffix("::") { parts = parts.dropLast() }
        for (index, part) in parts.enumerated() {
            if part.isEmpty {
                guard halves.count == 1 else { return nil }
                halves.append([])
            } else if part.contains(".") {
                guard index == parts.count - 1, let ipv4 = readIPv4(part) else { return nil }
                halves[halves.count - 1] += [
                    UInt16(truncatingIfNeeded: ipv4 >> 16), UInt16(truncatingIfNeeded: ipv4),
                ]
            } else {
                guard part.utf8.count <= 4, part.first != "+", part.first != "-",
                    let group = UInt16(part, radix: 16)
                else { return nil }
                halves[halves.count - 1].append(group)
            }
        }
        return joined(halves)
    }

    private static func joined(_ halves: [[UInt16]]) -> (high: UInt64, low: UInt64)? {
        let given = halves.reduce(0) { $0 + $1.count }
        guard halves.count == 1 ? given == 8 : given <= 7 else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - given)
        let groups = halves.count == 1 ? halves[0] : halves[0] + zeros + halves[1]
        let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        return (high, low)
    }

    /// RFC 5952 §4: lower case, no leading zeros, the longest run of two or more zero groups as
    /// `::`.
    private var ipv6Text: String {
        let groups = [high, low].flatMap { half in
            [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> $0) }
        }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8 && groups[end] == 0 { end += 1 }
            if end - start > max(longest.count, 1) { longest = start..<end }
            start = max(end, start + 1)
        }
        let text = { (part: ArraySlice<UInt16>) in
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !longest.isEmpty else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}

extension UInt16 {
    /// Reads one to five decimal digits and nothing else (no sign, no leading zero but "0" itself).
    fileprivate init?(strict text: Substring) {
        guard !text.isEmpty, text.utf8.count <= 5, text == "0" || text.first != "0",
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.init(text)
    }
}
