// Adding an account: from a code, a picture, a link or by hand; then the offer, and its server's word where it has one.

import Client
import Foundation
import Texts

public struct AddState: Hashable, Sendable {
  public enum Face: Hashable, Sendable {
    case scanning(Sight = .looking, camera: Bool = true)
    case link(text: String = "")
    case manual(Manual)
    case offer(Offer)
    case enrolling(EnrollmentStep?)
  }

  /// What the camera sees.
  public enum Sight: Hashable, Sendable {
    case looking
    case foreign(what: Message)
  }

  public struct Manual: Hashable, Sendable {
    public var issuer: String
    public var account: String

    public init(issuer: String = "", account: String = "") {
      self.issuer = issuer
      self.account = account
    }
  }

  /// One of the offers that a code made; nothing is stored or sent yet.
  public struct Offer: Hashable, Sendable {
    public var view: OfferView
    public var at: Int
    public var of: Int
    public var remarks: [Message]
    public var information = ""
    public var secondTime = false
    public var privateNetwork = false

    public init(_ view: OfferView, at: Int = 1, of: Int = 1, remarks: [Message] = []) {
      self.view = view
      self.at = at
      self.of = of
      self.remarks = remarks
    }
  }

  public var face: Face
  public var problem: Message?

  public init(_ face: Face = .scanning(), problem: Message? = nil) {
    self.face = face
    self.problem = problem
  }
}

@MainActor
public protocol AddIntents: AnyObject, Sendable {
  func back()

  func picture()

  func link()

  func linkText(_ text: String)

  func readLink()

  func manual()

  func issuer(_ text: String)

  func account(_ text: String)

  /// The secret is handed over once, in UTF-8, and wiped.
  func addByHand(_ secret: Data)

  func information(_ text: String)

  func secondTime(_ wanted: Bool)

  func privateNetwork(_ known: Bool)

  func confirm()

  func dismiss()
}
