/// Every joint model; a new one is one file and one line here.
package enum JointModels {
  package static let all: [any JointModel.Type] = [
    GaussianCopulaModel.self,
    TreeCascadeModel.self,
    IndependentModel.self,
  ]
  package static func named(_ name: String) -> (any JointModel.Type)? { all.first { $0.name == name } }
}
