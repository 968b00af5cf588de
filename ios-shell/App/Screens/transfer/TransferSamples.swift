// States of the export worth seeing.

import Models
import Texts

private let uri = "otpauth://totp/Codeforge:mlindqvist?secret=GEZDGNBVGY3TQOJQ&issuer=Codeforge"

func transferSamples() -> [Sample<TransferState>] {
  [
    Sample("pin", TransferState(name: "Codeforge", pad: PadState(typed: 2))),
    Sample("wrong", TransferState(name: "Codeforge", problem: .padWrong(attempts: 8))),
    Sample("shown", TransferState(name: "Codeforge", shown: uri)),
  ]
}
