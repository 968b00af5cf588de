// A stub for type-checking on Linux: colours, shapes, fonts, places. See README.md.
// swift-format-ignore-file

@_exported import Foundation

public protocol ShapeStyle: Sendable {}

public struct HierarchicalShapeStyle: ShapeStyle {}

extension ShapeStyle where Self == HierarchicalShapeStyle {
  public static var primary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
  public static var secondary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
}

public struct Color: ShapeStyle, Primitive, Hashable {
  public nonisolated init(_ name: String) {}
  public static let clear = Color("")
  public static let gray = Color("")
  public static let primary = Color("")
  public static let secondary = Color("")
}

public protocol Shape: View, Sendable {}

extension Shape {
  public nonisolated func fill<Style: ShapeStyle>(_ style: Style) -> some View { self }
  public nonisolated func stroke<Style: ShapeStyle>(_ style: Style, lineWidth: CGFloat = 1) -> some View {
    self
  }
  public nonisolated func stroke<Style: ShapeStyle>(_ style: Style, style line: StrokeStyle) -> some View {
    self
  }
  public nonisolated func trim(from: CGFloat, to: CGFloat) -> some Shape { self }
}

public struct Circle: Shape, Primitive {
  public nonisolated init() {}
}

public struct Capsule: Shape, Primitive {
  public nonisolated init() {}
}

public struct Rectangle: Shape, Primitive {
  public nonisolated init() {}
}

public struct RoundedRectangle: Shape, Primitive {
  public nonisolated init(cornerRadius: CGFloat, style: RoundedCornerStyle = .continuous) {}
}

public enum RoundedCornerStyle: Sendable {
  case circular, continuous
}

public struct StrokeStyle: Sendable {
  public init(lineWidth: CGFloat = 1, lineCap: LineCap = .butt) {}

  public enum LineCap: Sendable {
    case butt, round, square
  }
}

public struct Angle: Sendable {
  public static func degrees(_ degrees: Double) -> Angle { Angle() }
}

public struct Font: Hashable, Sendable {
  public static let largeTitle = Font()
  public static let title = Font()
  public static let title2 = Font()
  public static let title3 = Font()
  public static let headline = Font()
  public static let subheadline = Font()
  public static let body = Font()
  public static let callout = Font()
  public static let footnote = Font()
  public static let caption = Font()

  public static func system(_ style: TextStyle, design: Design? = nil) -> Font { Font() }
  public func bold() -> Font { self }
  public func monospaced() -> Font { self }
  public func monospacedDigit() -> Font { self }

  public enum TextStyle: Sendable {
    case largeTitle, title, title2, title3, headline, subheadline, body, callout, footnote, caption
  }

  public enum Design: Sendable {
    case `default`, serif, rounded, monospaced
  }
}

public enum HorizontalAlignment: Sendable {
  case leading, center, trailing
}

public enum VerticalAlignment: Sendable {
  case top, center, bottom
}

public struct Alignment: Sendable {
  public static let center = Alignment()
  public static let leading = Alignment()
  public static let trailing = Alignment()
}

public enum TextAlignment: Sendable {
  case leading, center, trailing
}

public enum ContentMode: Sendable {
  case fit, fill
}

public enum VerticalEdge: Sendable {
  case top, bottom
}

public enum Edge: Sendable {
  public struct Set: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let all = Set(rawValue: 15)
    public static let top = Set(rawValue: 1)
    public static let leading = Set(rawValue: 2)
    public static let bottom = Set(rawValue: 4)
    public static let trailing = Set(rawValue: 8)
    public static let horizontal = Set(rawValue: 10)
    public static let vertical = Set(rawValue: 5)
  }
}

public enum Axis: Sendable {
  public struct Set: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let horizontal = Set(rawValue: 1)
    public static let vertical = Set(rawValue: 2)
  }
}

public struct PlainButtonStyle: Sendable {
  public static var plain: PlainButtonStyle { PlainButtonStyle() }
}

public struct PlainTextFieldStyle: Sendable {
  public static var plain: PlainTextFieldStyle { PlainTextFieldStyle() }
}

public struct EnabledTextSelectability: Sendable {
  public static var enabled: EnabledTextSelectability { EnabledTextSelectability() }
}

public struct TextInputAutocapitalization: Sendable {
  public static var never: TextInputAutocapitalization { TextInputAutocapitalization() }
}

public struct AccessibilityTraits: SetAlgebra, Sendable {
  public static let isHeader = AccessibilityTraits()
  public static let isSelected = AccessibilityTraits()
  public init() {}
  public func contains(_ member: Self) -> Bool { true }
  public func union(_ other: Self) -> Self { self }
  public func intersection(_ other: Self) -> Self { self }
  public func symmetricDifference(_ other: Self) -> Self { self }
  public mutating func insert(_ new: Self) -> (inserted: Bool, memberAfterInsert: Self) { (true, self) }
  public mutating func remove(_ member: Self) -> Self? { nil }
  public mutating func update(with new: Self) -> Self? { nil }
  public mutating func formUnion(_ other: Self) {}
  public mutating func formIntersection(_ other: Self) {}
  public mutating func formSymmetricDifference(_ other: Self) {}
}

public struct AccessibilityChildBehavior: Sendable {
  public static let ignore = AccessibilityChildBehavior()
  public static let combine = AccessibilityChildBehavior()
}

public enum ColorScheme: Sendable {
  case light, dark
}

public enum ScenePhase: Comparable, Sendable {
  case background, inactive, active
}
