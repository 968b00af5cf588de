// The app: opens the core, and puts the screen that its model says on the phone.

import Client
import Foundation
import Models
import SwiftUI
import UIKit

@main
struct CountersignApp: App {
  @UIApplicationDelegateAdaptor(AppDelegate.self) private var delegate
  @Environment(\.scenePhase) private var phase

  var body: some Scene {
    WindowGroup {
      switch delegate.opened {
      case .success(let opened): running(opened)
      case .failure(let closed): ClosedScreen(why: closed.why)
      }
    }
  }

  private func running(_ opened: Opened) -> some View {
    AppScreen(model: opened.model)
      .choosesPictures(opened.phone.pictures)
      .environment(\.preview) { [camera = opened.phone.viewfinder] in AnyView(CameraPreview(camera: camera)) }
      .overlay { if phase != .active { Cover() } }
      .onOpenURL { opened.model.opened($0.absoluteString) }
      .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
        if let link = activity.webpageURL { opened.model.opened(link.absoluteString) }
      }
      .onChange(of: phase, initial: true) { _, phase in
        opened.seconds.runs(phase == .active)
        // Before the app may lock itself: only an open vault says who is to be woken.
        opened.wakeUps.plan()
        if phase == .background { opened.model.left() } else { opened.model.returned() }
      }
  }
}
