internal import TerritoryFormats

/// The query of a request, read by the parameters of its route: values, and everything that is wrong.
struct QueryReading {
    var values: [String: ParameterValue] = [:]
    var problems: [ParameterProblem] = []

    init(_ query: [(name: String, value: String)], of route: Route) {
        let parameters = route.allParameters
        // The fields of a page that were left empty come all the same.
        let isForm = query.contains { $0.name == "f" && $0.value == "html" }
        var said: Set<String> = []
        for (name, value) in query {
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                problems.append(
                    ParameterProblem(
                        parameter: name.cut, value: value.cut,
                        detail: .unknownName(name, problems.isEmpty ? parameters.map(\.name) : [])))
                continue
            }
            guard said.insert(name).inserted else {
                problems.append(
                    parameter.problem(
                        value, LocalizedText(fr: "le paramètre est donné deux fois", en: "the parameter is given twice")
                    ))
                continue
            }
            if isForm, value.isEmpty { continue }
            switch parameter.value(of: value) {
            case .success(let value): values[name] = value
            case .failure(let problem): problems.append(problem)
            }
        }
    }

    /// The word for the form of the answer.
    var form: String? {
        guard case .text(let word)? = values["f"] else { return nil }
        return word
    }

    var language: Language? {
        guard case .text(let word)? = values["lang"] else { return nil }
        return Language(rawValue: word)
    }
}
