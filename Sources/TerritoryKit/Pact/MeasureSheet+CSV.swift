extension MeasureSheet: TableAnswer {
    /// Its figures, a row each.
    public func csv() -> [UInt8] { FiguresAnswer(self).csv() }
}
