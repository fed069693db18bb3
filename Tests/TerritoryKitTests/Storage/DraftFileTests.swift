import Foundation
import TerritoryTestSupport
import Testing

@testable import TerritoryFormats

@Suite("Files made beside their place")
struct DraftFileTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private var path: String { folder.path + "/out.txt" }
    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    private func write(_ text: String, to path: String) throws {
        let draft = try DraftFile(for: path)
        try Array(text.utf8).withUnsafeBytes { try draft.write($0) }
        try draft.putInPlace()
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("a file takes its place when it is whole, and a draft that is given up leaves nothing")
    func place() throws {
        try write("one", to: path)
        do {
            let draft = try DraftFile(for: path)
            try Array("two".utf8).withUnsafeBytes { try draft.write($0) }
            #expect(try names.count == 2 && [UInt8](contentsOfFile: path).text == "one")
        }
        #expect(try names == ["out.txt"] && [UInt8](contentsOfFile: path).text == "one")
    }

    @Test("the mode of the file that was there is kept, and a link is followed")
    func kept() throws {
        try write("one", to: path)
        #expect(chmod(path, 0o640) == 0)
        #expect(symlink("out.txt", folder.path + "/link") == 0)
        try write("two", to: folder.path + "/link")
        #expect(try [UInt8](contentsOfFile: path).text == "two" && mode(path) == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link") == "out.txt")
        // A link that leads nowhere yet names the place.
        #expect(symlink("later.txt", folder.path + "/due") == 0)
        try write("three", to: folder.path + "/due")
        #expect(try [UInt8](contentsOfFile: folder.path + "/later.txt").text == "three")
    }

    @Test("drafts of the dead are removed, those of the living and files of others are not")
    func leftovers() throws {
        let living = try DraftFile(for: path)
        try Array("x".utf8).write(toFile: folder.path + "/.out.txt.draft-0000000000000001")
        try Array("x".utf8).write(toFile: folder.path + "/.out.text")
        #expect(symlink("/etc/passwd", folder.path + "/.out.txt.draft-0000000000000002") == 0)
        try write("one", to: path)
        #expect(FileManager.default.fileExists(atPath: living.path))
        #expect(try !names.contains(".out.txt.draft-0000000000000001") && names.contains(".out.text"))
        #expect(FileManager.default.fileExists(atPath: "/etc/passwd"))
    }

    @Test("a draft that another program took away does not take the place")
    func taken() throws {
        try write("one", to: path)
        let draft = try DraftFile(for: path)
        try FileManager.default.removeItem(atPath: draft.path)
        try Array("planted".utf8).write(toFile: draft.path)
        #expect(throws: FileError.busy(path)) { try draft.putInPlace() }
        #expect(try [UInt8](contentsOfFile: path).text == "one")
    }

    @Test("folders, links that go around and folders that are not there are refused with the reason")
    func refused() throws {
        func reason(_ path: String) throws -> String {
            try #require(throws: FileError.self) { try DraftFile(for: path) }.message.en
        }
        #expect(try reason(folder.path).hasSuffix("it is a folder"))
        #expect(try reason(folder.path + "/").hasSuffix("it is a folder"))
        #expect(try reason(folder.path + "/none/a").hasSuffix("it does not exist"))
        #expect(symlink("b", folder.path + "/a") == 0 && symlink("a", folder.path + "/b") == 0)
        #expect(try reason(folder.path + "/a").hasSuffix("it is a symbolic link"))
    }

    @Test("each error of the system has its own words in each language", arguments: Language.allCases)
    func words(language: Language) {
        let codes = [
            ENOSPC, EFBIG, EACCES, EROFS, ENOENT, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG, EMFILE, ENOMEM, EBADF, EIO,
            ENXIO, EBUSY, 4095,
        ]
        #expect(Set(codes.map { SystemError($0).message(language) }).count == codes.count)
    }
}
