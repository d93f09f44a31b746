/// Every joint model; a new one is one file and one line here. Stub: the owner of joint models fills it.
package enum JointModels {
  package static let all: [any JointModel.Type] = [TreeCascadeModel.self]
  package static func named(_ name: String) -> (any JointModel.Type)? { all.first { $0.name == name } }
}
