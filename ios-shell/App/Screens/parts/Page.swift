// The frame of every screen: a bar with its title, content that scrolls, and what must always be in reach.

import SwiftUI
import Texts

/// A screen whose content scrolls under its bar. `foot` stays at the bottom, `actions` in the bar.
struct Page<Content: View, Foot: View, Actions: View>: View {
  private let title: Message?
  private let back: Action?
  private let content: Content
  private let foot: Foot
  private let actions: Actions

  init(
    _ title: Message?,
    back: Action? = nil,
    @ViewBuilder content: () -> Content,
    @ViewBuilder foot: () -> Foot = { EmptyView() },
    @ViewBuilder actions: () -> Actions = { EmptyView() }
  ) {
    self.title = title
    self.back = back
    self.content = content()
    self.foot = foot()
    self.actions = actions()
  }

  var body: some View {
    Backdrop(title, back: back) {
      ScrollView {
        VStack(alignment: .leading, spacing: 16) { content }
          .padding(.horizontal, 20)
          .padding(.vertical, 16)
          .frame(maxWidth: readable)
          .frame(maxWidth: .infinity)
      }
      .safeAreaInset(edge: .bottom) {
        VStack(spacing: 8) { foot }
          .padding(.horizontal, 20)
          .padding(.vertical, 12)
          .frame(maxWidth: readable)
      }
    } actions: {
      actions
    }
  }
}

/// A bar with a title and a way back, over anything.
struct Backdrop<Content: View, Actions: View>: View {
  @Environment(\.texts) private var texts
  private let title: Message?
  private let back: Action?
  private let content: Content
  private let actions: Actions

  init(
    _ title: Message?,
    back: Action? = nil,
    @ViewBuilder content: () -> Content,
    @ViewBuilder actions: () -> Actions
  ) {
    self.title = title
    self.back = back
    self.content = content()
    self.actions = actions()
  }

  var body: some View {
    NavigationStack {
      content
        .background(Color.backdrop)
        .navigationTitle(title.map { texts($0) } ?? "")
        .navigationBarTitleDisplayMode(.inline)
        .toolbar {
          ToolbarItem(placement: .topBarLeading) {
            if let back { SignButton("chevron.backward", .commonBack, action: back) }
          }
          ToolbarItem(placement: .topBarTrailing) {
            HStack { actions }
          }
        }
    }
  }
}
