// One import is enough to ask questions: answers and questions are made of these types too.
@_exported public import TerritoryFormats
@_exported public import TerritoryGeometry
