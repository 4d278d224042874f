/// An HTTP answer as a test reads it.
struct HTTPAnswer: Sendable {
    var status: Int
    var fields: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name }?.value
    }
}

extension TLSClient {
    /// Sends a request and reads its answer.
    func exchange(_ request: String, body: [UInt8] = [], head: Bool = false) throws -> HTTPAnswer {
        try write(Array(request.utf8) + body)
        return try readAnswer(head: head)
    }

    /// GET with the fields that a request needs.
    func get(_ path: String, fields: String = "", method: String = "GET") throws -> HTTPAnswer {
        try exchange(
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n", head: method == "HEAD"
        )
    }

    /// Reads one answer.
    func readAnswer(head: Bool = false) throws -> HTTPAnswer {
        let line = try readLine()
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "HTTP/1.1", let status = Int(parts[1]) else {
            throw Failure.handshake
        }
        var answer = HTTPAnswer(status: status, fields: [], body: [])
        while true {
            let line = try readLine()
            if line.isEmpty { break }
            let field = line.split(separator: ":", maxSplits: 1)
            let value = field[1].drop { $0 == " " }
            answer.fields.append((String(field[0]), String(value)))
        }
        if head || status == 304 || status == 204 || status < 200 { return answer }
        if let length = answer["content-length"].flatMap({ Int($0) }) {
            answer.body = try read(length)
        } else if answer["transfer-encoding"] == "chunked" {
            answer.body = try readChunks()
        } else {
            answer.body = try readToEnd()
        }
        return answer
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            guard let size = Int(try readLine(), radix: 16) else { throw Failure.handshake }
            body += try read(size)
            _ = try readLine()
            if size == 0 { return body }
        }
    }
}
