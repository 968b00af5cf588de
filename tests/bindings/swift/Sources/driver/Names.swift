// The names that variants and errors have in Rust, as the scenario spells them.

import Lines

/// The name of a variant: `clockwise90` is `Clockwise90`, with or without what it carries.
func variant(_ value: Any) -> String {
  let name = Mirror(reflecting: value).children.first?.label ?? String(describing: value)
  return name.prefix(1).uppercased() + name.dropFirst()
}

/// `SetupError.WeakPin`.
func named(_ value: Any) -> String {
  "\(type(of: value)).\(variant(value))"
}

/// The variant with this name.
func variant<Value>(named name: String, of values: [Value]) throws -> Value {
  guard let value = values.first(where: { value in variant(value) == name }) else {
    throw Misunderstood(name: name)
  }
  return value
}
