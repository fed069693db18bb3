/// What a number of the data can be: one place for the package, for the table of a user, and for what is read back from
/// a database that another program may have written to.
///
/// A bound is far from any real value, and near enough that no sum of ours can leave the whole numbers.
package enum Bounds {
    /// More than live in any country but two: France has 68 million.
    package static let inhabitants = 0...1_000_000_000
    /// A century.
    package static let months = 0...1_200
    /// Half the way around the Earth.
    package static let meters = 0...20_000_000
    /// Square metres of the Earth’s surface, and a little more.
    package static let squareMeters = 0...6e14
    /// Decimals that a number is shown with.
    package static let decimals = 0...9
    /// From the year in which the metre was made law; no list of today speaks of a time after 2200.
    package static let years = 1793...2200
    /// The pages and lines of a document, and the places in an order.
    package static let places = 0...1_000_000
    /// Euros, and every other number: a thousand billion, a thousand times.
    package static let number = -1e15...1e15
    /// Euros that are given.
    package static let amount = 0...number.upperBound
    /// From the Revolution, under which communes and départements were made.
    package static let days = CivilDate(unchecked: 1789, 1, 1)...CivilDate(unchecked: 2999, 12, 31)
    /// Bytes of one text: a page of print, seven times the longest that there is.
    package static let textLength = 4_000
    package static let longitude = -180.0...180
    package static let latitude = -90.0...90
}
