extension ServerConfiguration {
    /// Every key with its explanation, its default and the value in force.
    ///
    /// The defaults written so are `Config/yunting.yaml`.
    var yaml: String {
        var text = Self.preamble
        var section: Substring = ""
        let defaults = ServerConfiguration()
        for setting in Self.settings() {
            let parts = setting.key.split(separator: ".", maxSplits: 1)
            if parts[0] != section {
                section = parts[0]
                text += "\n\(section):\n"
            }
            for line in setting.comment { text += "  # \(line)\n" }
            text +=
                "  # Default: \(setting.write(defaults)). Variable: \(Self.variable(of: setting.key)).\n"
            text += "  \(parts[1]): \(setting.write(self))\n"
        }
        return text
    }

    private static let preamble = """
        # Configuration of Yunting (云庭). The server works with this file untouched, and without it.
        # A variable of the environment goes before the file; lists are separated by commas there.
        # Check a changed file with: yunting serve --config FILE --check-config

        """
}
