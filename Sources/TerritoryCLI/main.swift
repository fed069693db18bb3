import ArgumentParser
import Logging
import TerritoryKit
print("x")
