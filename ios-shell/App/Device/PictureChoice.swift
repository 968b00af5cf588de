// A picture that the user chooses, without any permission: the system's own picker hands it over.

import Foundation
import Observation
import PhotosUI
import SwiftUI

@MainActor
@Observable
final class PictureChoice {
  var isOpen = false
  var chosen: PhotosPickerItem?
  @ObservationIgnored private var waiting: CheckedContinuation<Data?, Never>?

  /// The picture's bytes, or nothing where none was chosen.
  func ask() async -> Data? {
    answer(nil)
    isOpen = true
    return await withCheckedContinuation { waiting = $0 }
  }

  /// The picker was closed.
  func closed() async {
    let data = try? await chosen?.loadTransferable(type: Data.self)
    chosen = nil
    answer(data)
  }

  private func answer(_ picture: Data?) {
    waiting?.resume(returning: picture)
    waiting = nil
  }
}

extension View {
  /// Shows the system's picker when a screen asks for a picture.
  func choosesPictures(_ choice: PictureChoice) -> some View {
    modifier(Chooser(choice: choice))
  }
}

private struct Chooser: ViewModifier {
  @Bindable var choice: PictureChoice

  func body(content: Content) -> some View {
    content
      // Compatible: the core reads JPEG and PNG, and the camera's own photographs are neither.
      .photosPicker(
        isPresented: $choice.isOpen, selection: $choice.chosen, matching: .images,
        preferredItemEncoding: .compatible
      )
      .onChange(of: choice.isOpen) { _, open in
        guard !open else { return }
        Task { await choice.closed() }
      }
  }
}
