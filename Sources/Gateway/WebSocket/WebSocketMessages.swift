/// The text messages of a connection in order of arrival; ends when the connection does.
///
/// For one reader: a second iterator that waits at the same time is a mistake of the program.
public struct WebSocketMessages: AsyncSequence, Sendable {
    public typealias Element = String
    public typealias Failure = Never

    let connection: WebSocketConnection

    /// Takes the messages one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let connection: WebSocketConnection

        /// The next message; nil when the connection is closed or the task is cancelled.
        public mutating func next() async -> String? {
            await connection.nextMessage()
        }

        /// The next message; nil when the connection is closed or the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> String? {
            await connection.nextMessage()
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(connection: connection)
    }
}
