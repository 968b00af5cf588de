// The list: search, what waits, and the rows.

import Client
import Models
import SwiftUI
import Texts

struct AuthenticatorsScreen: View {
  let state: AuthenticatorsState
  let intents: any AuthenticatorsIntents

  @Environment(\.texts) private var texts
  @State private var visible: Set<AccountId> = []

  var body: some View {
    Backdrop(.listTitle) {
      ScrollView {
        LazyVStack(spacing: 12) {
          if !state.rows.isEmpty || state.filtered { Filters(state: state, intents: intents) }
          if state.waiting > 0 { Waiting(count: state.waiting, look: intents.requests) }
          Said(problem: state.problem, notice: state.notice)
          ForEach(state.rows) { row in
            AccountCard(row: row, copied: state.copied == row.id, intents: intents)
              .onAppear { look(at: visible.union([row.id])) }
              .onDisappear { look(at: visible.subtracting([row.id])) }
          }
          if state.rows.isEmpty { nothing }
        }
        .padding(.horizontal, 16)
        .padding(.vertical, 8)
        .frame(maxWidth: readable)
        .frame(maxWidth: .infinity)
      }
      .safeAreaInset(edge: .bottom) { foot }
    } actions: {
      SignButton("lock", .listLock, action: intents.lock)
      menu
    }
  }

  /// Only the codes of rows that are on the screen are read.
  private func look(at rows: Set<AccountId>) {
    visible = rows
    intents.visible(Array(rows))
  }

  @ViewBuilder private var nothing: some View {
    if state.filtered {
      let searched = !state.search.isEmpty
      Empty(
        sign: "magnifyingglass", title: searched ? .listNothingFound(search: state.search) : .listNothingHere)
      OtherButton(.listShowAll, action: intents.showAll)
    } else {
      Empty(sign: "qrcode.viewfinder", title: .listEmptyTitle, explanation: .listEmptyExplained)
      MainButton(.listEmptyScan, sign: "qrcode.viewfinder", action: intents.add)
    }
  }

  @ViewBuilder private var foot: some View {
    VStack(spacing: 10) {
      if let undo = state.undo { UndoBar(undo: undo, action: intents.undo) }
      if !state.rows.isEmpty || state.filtered { MainButton(.listAdd, sign: "plus", action: intents.add) }
    }
    .padding(.horizontal, 16)
    .padding(.vertical, 10)
    .frame(maxWidth: readable)
  }

  private var menu: some View {
    Menu {
      Button(texts(.requestsTitle), action: intents.requests)
      Button(texts(.historyTitle), action: intents.history)
      Button(texts(.settingsTitle), action: intents.settings)
      Button(texts(.aboutTitle), action: intents.about)
    } label: {
      Image(systemName: "ellipsis.circle").frame(minWidth: fingertip, minHeight: fingertip)
    }
    .accessibilityLabel(texts(.listMenu))
  }
}

private struct Filters: View {
  let state: AuthenticatorsState
  let intents: any AuthenticatorsIntents

  @Environment(\.texts) private var texts

  var body: some View {
    VStack(alignment: .leading, spacing: 4) {
      HStack {
        Field(.listSearch, state.search, onChange: intents.search)
        if !state.search.isEmpty { SignButton("xmark.circle", .listSearchClear) { intents.search("") } }
      }
      ScrollView(.horizontal, showsIndicators: false) {
        HStack(spacing: 8) {
          Chip(label: texts(.listFavourites), chosen: state.favouritesOnly) {
            intents.favouritesOnly(!state.favouritesOnly)
          }
          ForEach(state.tags, id: \.self) { tag in
            Chip(label: tag, chosen: state.tag == tag) { intents.tag(state.tag == tag ? nil : tag) }
          }
        }
      }
    }
  }
}

/// A login waits: nothing in the list is more urgent.
private struct Waiting: View {
  let count: Int
  let look: Action

  var body: some View {
    Button(action: look) {
      HStack(spacing: 14) {
        Image(systemName: "checkmark.shield").accessibilityHidden(true)
        VStack(alignment: .leading) {
          Words(.listWaiting(count: count)).font(.headline)
          Words(.listWaitingLook).font(.subheadline)
        }
        Spacer(minLength: 0)
      }
      .padding(16)
    }
    .buttonStyle(.plain)
    .foregroundStyle(Tone.accent.ink)
    .background(Tone.accent.ground, in: Corners.large)
  }
}

private struct UndoBar: View {
  let undo: AuthenticatorsState.Undo
  let action: Action

  var body: some View {
    HStack {
      Words(.listDeleted(name: undo.name)).font(.subheadline)
      Spacer(minLength: 0)
      QuietButton(.commonUndo, action: action).fixedSize()
    }
    .padding(.leading, 16)
    .foregroundStyle(Tone.quiet.ink)
    .background(Tone.quiet.ground, in: Corners.small)
  }
}

#if !os(Linux)
  #Preview { Gallery(authenticatorsSamples()) { AuthenticatorsScreen(state: $0, intents: PreviewIntents()) } }
#endif
