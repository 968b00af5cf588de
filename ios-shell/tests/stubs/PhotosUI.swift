// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation
import SwiftUI

public struct PhotosPickerItem: Equatable, Hashable, Sendable {
  public func loadTransferable<Loaded>(type: Loaded.Type) async throws -> Loaded? { nil }

  public enum EncodingDisambiguationPolicy: Sendable {
    case automatic, current, compatible
  }
}

public struct PHPickerFilter: Sendable {
  public static let images = PHPickerFilter()
}

extension View {
  public nonisolated func photosPicker(
    isPresented: Binding<Bool>, selection: Binding<PhotosPickerItem?>, matching filter: PHPickerFilter? = nil,
    preferredItemEncoding: PhotosPickerItem.EncodingDisambiguationPolicy = .automatic
  ) -> some View { self }
}
