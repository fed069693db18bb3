// A value as a cell of an answer shows it: empty where there is none.

package func cell(_ value: String?) -> String { value ?? "" }

package func cell(_ value: Int?) -> String { value.map(String.init) ?? "" }

/// Six decimals: what areas in square kilometres and shares are worth.
package func cell(_ value: Double?) -> String { value.map { Decimals.fixed($0, 6) } ?? "" }

/// As few decimals as give the number back.
package func cell(shortest value: Double?) -> String { value.map(\.description) ?? "" }
