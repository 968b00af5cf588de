// A stub for type-checking on Linux: what can be said of a view. See README.md.
// swift-format-ignore-file

import Foundation
import UIKit

extension View {
  public nonisolated func font(_ font: Font?) -> some View { self }
  public nonisolated func bold() -> some View { self }
  public nonisolated func foregroundStyle<Style: ShapeStyle>(_ style: Style) -> some View { self }
  public nonisolated func background<Style: ShapeStyle>(_ style: Style) -> some View { self }
  public nonisolated func background<Style: ShapeStyle, Form: Shape>(_ style: Style, in form: Form)
    -> some View
  { self }
  public nonisolated func overlay<Above: View>(_ above: Above) -> some View { self }
  public func overlay<Above: View>(alignment: Alignment = .center, @ViewBuilder content: () -> Above)
    -> some View
  { self }
  public nonisolated func clipShape<Form: Shape>(_ form: Form) -> some View { self }
  public nonisolated func contentShape<Form: Shape>(_ form: Form) -> some View { self }
  public nonisolated func tint(_ colour: Color?) -> some View { self }
  public nonisolated func padding(_ length: CGFloat) -> some View { self }
  public nonisolated func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { self }
  public nonisolated func frame(width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center)
    -> some View
  {
    self
  }
  public nonisolated func frame(
    minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
    idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View { self }
  public nonisolated func fixedSize() -> some View { self }
  public nonisolated func aspectRatio(_ ratio: CGFloat?, contentMode: ContentMode) -> some View { self }
  public nonisolated func ignoresSafeArea() -> some View { self }
  public nonisolated func rotationEffect(_ angle: Angle) -> some View { self }
  public func safeAreaInset<Inset: View>(edge: VerticalEdge, @ViewBuilder content: () -> Inset) -> some View {
    self
  }
  public nonisolated func disabled(_ disabled: Bool) -> some View { self }
  public nonisolated func lineLimit(_ number: Int?) -> some View { self }
  public nonisolated func minimumScaleFactor(_ factor: CGFloat) -> some View { self }
  public nonisolated func multilineTextAlignment(_ alignment: TextAlignment) -> some View { self }
  public nonisolated func textSelection(_ selectability: EnabledTextSelectability) -> some View { self }
  public nonisolated func privacySensitive(_ sensitive: Bool = true) -> some View { self }
  public nonisolated func buttonStyle(_ style: PlainButtonStyle) -> some View { self }
  public nonisolated func textFieldStyle(_ style: PlainTextFieldStyle) -> some View { self }
  public nonisolated func autocorrectionDisabled(_ disable: Bool = true) -> some View { self }
  public nonisolated func textInputAutocapitalization(_ way: TextInputAutocapitalization?) -> some View {
    self
  }
  public nonisolated func preferredColorScheme(_ scheme: ColorScheme?) -> some View { self }
  public nonisolated func environment<Value>(_ key: WritableKeyPath<EnvironmentValues, Value>, _ value: Value)
    -> some View
  {
    self
  }
  public nonisolated func modifier<Modifier: ViewModifier>(_ modifier: Modifier) -> some View { self }
  public nonisolated func onAppear(perform: (@MainActor () -> Void)? = nil) -> some View { self }
  public nonisolated func onDisappear(perform: (@MainActor () -> Void)? = nil) -> some View { self }
  public nonisolated func onChange<Value: Equatable>(
    of value: Value, initial: Bool = false, _ action: @escaping @MainActor (Value, Value) -> Void
  ) -> some View { self }
  public nonisolated func onOpenURL(perform: @escaping @MainActor (URL) -> Void) -> some View { self }
  public nonisolated func onContinueUserActivity(
    _ type: String, perform: @escaping @MainActor (NSUserActivity) -> Void
  ) -> some View { self }
  public nonisolated func simultaneousGesture<Touch: Gesture>(_ gesture: Touch) -> some View { self }
  public func tabItem<Label: View>(@ViewBuilder _ label: () -> Label) -> some View { self }
}

extension View {
  public nonisolated func navigationTitle<Title: StringProtocol>(_ title: Title) -> some View { self }
  public nonisolated func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode)
    -> some View
  { self }
  public func toolbar<Content: ToolbarContent>(@ToolbarContentBuilder content: () -> Content) -> some View {
    self
  }
  public func alert<Title: StringProtocol, Actions: View, Message: View>(
    _ title: Title, isPresented: Binding<Bool>, @ViewBuilder actions: () -> Actions,
    @ViewBuilder message: () -> Message
  ) -> some View { self }
}

extension View {
  public nonisolated func accessibilityLabel<Label: StringProtocol>(_ label: Label) -> some View { self }
  public nonisolated func accessibilityHint<Hint: StringProtocol>(_ hint: Hint) -> some View { self }
  public nonisolated func accessibilityHidden(_ hidden: Bool) -> some View { self }
  public nonisolated func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }
  public nonisolated func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
    self
  }
}

@MainActor
public protocol ToolbarContent {}

@resultBuilder
public struct ToolbarContentBuilder {
  public static func buildBlock<each Content: ToolbarContent>(_ content: repeat each Content)
    -> some ToolbarContent
  {
    Items()
  }
}

private struct Items: ToolbarContent {
  nonisolated init() {}
}

public struct ToolbarItem<Content: View>: ToolbarContent {
  public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {}
}

public struct ToolbarItemPlacement: Sendable {
  public static let topBarLeading = ToolbarItemPlacement()
  public static let topBarTrailing = ToolbarItemPlacement()
}

public struct NavigationBarItem: Sendable {
  public enum TitleDisplayMode: Sendable {
    case automatic, inline, large
  }
}

public protocol ViewModifier {
  associatedtype Body: View
  typealias Content = ModifiedContent
  @MainActor @ViewBuilder func body(content: Content) -> Body
}

public struct ModifiedContent: Primitive {}

@MainActor
public protocol Gesture {}

public struct TapGesture: Gesture {
  public nonisolated init(count: Int = 1) {}
  public func onEnded(_ action: @escaping @MainActor () -> Void) -> some Gesture { self }
}
