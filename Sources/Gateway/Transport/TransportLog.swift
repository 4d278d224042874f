import CWebSockets
import Logging
import Synchronization

/// Sends libwebsockets' own error lines to the log, at debug level: clients can cause most of them.
enum TransportLog {
    /// The library has one log for the whole process; the gateway started last gets it.
    private static let logger = Mutex<Logger?>(nil)

    static func install(_ logger: Logger) {
        self.logger.withLock { $0 = logger }
        unsafe lws_set_log_level(Int32(LLL_ERR)) { _, line in
            guard let line = unsafe line else { return }
            let text = unsafe String(cString: line)
            TransportLog.write(text)
        }
    }

    private static func write(_ line: String) {
        let logger = logger.withLock { $0 }
        logger?.debug("libwebsockets", metadata: ["line": "\(line.filter { !$0.isNewline })"])
    }
}
