internal import Crypto

enum SHA256Hash {
    /// The hash in the form that Frictionless data packages use: `sha256:` and 64 hexadecimal digits.
    static func of(_ bytes: [UInt8]) -> String {
        "sha256:" + hexadecimal(SHA256.hash(data: bytes))
    }

    static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
