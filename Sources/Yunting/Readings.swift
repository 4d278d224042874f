import Gateway
import Media
import Synchronization

/// The server's counters in the Prometheus text format (version 0.0.4).
final class Readings: Sendable {
    private let media: MediaServer
    private let gateway = Mutex<Gateway?>(nil)

    init(media: MediaServer) { self.media = media }

    /// Reads this gateway too, from now on.
    func watch(_ gateway: Gateway) {
        self.gateway.withLock { $0 = gateway }
    }

    /// All counters, a line each.
    func text() -> String {
        var lines: [String] = []
        for (name, value) in Self.rows(of: media.statistics()) {
            lines.append("yunting_media_\(name) \(value)")
        }
        if let gateway = gateway.withLock({ $0 }) {
            let reading = gateway.reading()
            lines += [
                "yunting_gateway_websockets_now \(reading.webSocketsOpen)",
                "yunting_gateway_connections_now \(reading.connectionsOpen)",
                "yunting_gateway_requests_total \(reading.requests)",
                "yunting_gateway_messages_in_total \(reading.messagesIn)",
                "yunting_gateway_messages_out_total \(reading.messagesOut)",
            ]
            for (cause, count) in reading.refused.sorted(by: { $0.key.rawValue < $1.key.rawValue })
            {
                lines.append("yunting_gateway_refused_total{cause=\"\(cause.rawValue)\"} \(count)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The members of the statistics by name: gauges end in `_now`, counters in `_total`.
    private static func rows(of statistics: MediaStatistics) -> [(String, UInt64)] {
        Mirror(reflecting: statistics).children.compactMap { label, value in
            guard let label, let number = value as? UInt64 else { return nil }
            let words = label.reduce(into: "") { text, character in
                if character.isUppercase { text.append("_") }
                text.append(contentsOf: character.lowercased())
            }
            return (words.hasSuffix("_now") ? words : words + "_total", number)
        }
    }
}
