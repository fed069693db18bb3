extension String {
    /// Publishers write straight and curly apostrophes for the same name; the package keeps the straight one.
    var straightApostrophes: String { replacing("\u{2019}", with: "'") }
}
