internal import Foundation

/// What the system said when it did not do what it was asked (`errno`), in words.
package struct SystemError: Error, Hashable {
    package var code: CInt

    package init(_ code: CInt) { self.code = code }

    /// That of the call before.
    package static var latest: SystemError { SystemError(errno) }

    package var isClosedPipe: Bool { code == EPIPE }

    /// Whether the file is not there.
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// To stand after a colon, without a capital.
    package var message: LocalizedText {
        switch code {
        case ENOSPC, EDQUOT:
            LocalizedText(fr: "il n’y a plus de place sur le disque", en: "there is no room left on the disk")
        case EFBIG:
            LocalizedText(
                fr: "le fichier dépasse la taille que le système permet",
                en: "the file is larger than the system allows")
        case EACCES, EPERM:
            LocalizedText(
                fr: "l’accès est refusé\u{202F}; vérifiez les droits du fichier et du dossier",
                en: "access is denied; check the permissions of the file and the folder")
        case EROFS: LocalizedText(fr: "le disque est en lecture seule", en: "the disk is read-only")
        case ENOENT: LocalizedText(fr: "il n’existe pas", en: "it does not exist")
        case ENOTDIR:
            LocalizedText(fr: "une partie du chemin n’est pas un dossier", en: "part of the path is not a folder")
        case EISDIR: LocalizedText(fr: "c’est un dossier", en: "it is a folder")
        case ELOOP: LocalizedText(fr: "c’est un lien symbolique", en: "it is a symbolic link")
        case ENAMETOOLONG: LocalizedText(fr: "le nom est trop long", en: "the name is too long")
        case EMFILE, ENFILE: LocalizedText(fr: "trop de fichiers sont ouverts", en: "too many files are open")
        case ENOMEM: LocalizedText(fr: "la mémoire ne suffit pas", en: "there is not enough memory")
        case EBADF: LocalizedText(fr: "la sortie est fermée", en: "the output is closed")
        case EIO:
            LocalizedText(fr: "le disque ne répond pas comme il faut", en: "the disk does not answer as it should")
        case ENXIO, ENODEV: LocalizedText(fr: "personne n’est à l’autre bout", en: "nobody is at the other end")
        case ETXTBSY, EBUSY: LocalizedText(fr: "un autre programme l’occupe", en: "another program is using it")
        default: LocalizedText(fr: "erreur \(code) du système", en: "error \(code) of the system")
        }
    }
}
