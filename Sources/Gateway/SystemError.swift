import CWebSockets

/// Names of the kernel's errors.
enum SystemError {
    /// The C name and text of an `errno`, such as `EACCES (Permission denied)`.
    static func text(_ code: Int32) -> String {
        let name =
            unsafe strerrorname_np(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        let text = unsafe strerrordesc_np(code).map { unsafe String(cString: $0) } ?? ""
        return "\(name) (\(text))"
    }
}
