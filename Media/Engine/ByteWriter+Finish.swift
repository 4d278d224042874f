extension ByteWriter {
    /// Ends the writing, so that the buffer is free for others; gives how many bytes were written, 0
    /// when something did not fit.
    consuming func finish() -> Int {
        overflowed ? 0 : count
    }
}
