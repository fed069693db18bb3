import TerritoryKit

/// A name that several territories have: the error has them all.
enum Ambiguity {
    static func example(_ database: TerritoryDatabase) {
        do {
            print(try database.territory("Rodez Agglomération Rodez"))
        } catch let error as any TerritoryError {
            print(error.cause, error.sentence(in: .english))
        } catch {
            print(error)
        }
    }
}
