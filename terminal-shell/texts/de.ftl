# Was die Terminal-App sagt, auf Deutsch. Die Reihenfolge ist die der englischen Datei.

## Screens: their names, and what their keys do.
title-about = Über
title-account = Konto
title-add = Hinzufügen
title-authenticators = Authentifikatoren
title-change-pin = PIN ändern
title-confirm-pin = PIN bestätigen
title-device-key = Geräteschlüssel
title-erased = Gelöscht
title-history = Verlauf
title-keys = Tasten
title-license = Lizenz
title-manual = Von Hand eingeben
title-new-pin = PIN wählen
title-notifications = Benachrichtigungen
title-offer = Neues Konto
title-recovery = Wiederherstellungscode
title-replace-pin = Neue PIN
title-settings = Einstellungen
title-unlock = Entsperren
title-unusable = Nicht zu öffnen
hint-accept = zustimmen
hint-add = hinzufügen
hint-add-anyway = trotzdem hinzufügen
hint-allow = erlauben
hint-back = zurück
hint-cancel = abbrechen
hint-change = ändern
hint-choose = wählen
hint-copy = kopieren
hint-decline = ablehnen
hint-delete = löschen
hint-details = Einzelheiten
hint-do-not-add = nicht hinzufügen
hint-edit = bearbeiten
hint-end-search = Suche beenden
hint-favourite = Favorit
hint-go-on = fortfahren
hint-keep = behalten
hint-keys = alle Tasten
hint-lock = sperren
hint-make-recovery-code = Code erzeugen
hint-manual = von Hand eingeben
hint-next = weiter
hint-next-code = nächster Code
hint-next-field = nächstes Feld
hint-not-now = jetzt nicht
hint-noted = Ich habe ihn notiert
hint-open = öffnen
hint-quit = beenden
hint-read = lesen
hint-remove-recovery-code = Code entfernen
hint-save = speichern
hint-scroll = blättern
hint-search = suchen
hint-settings = Einstellungen
hint-show-code = Code zeigen
hint-start-over = neu beginnen
hint-stay-locked = gesperrt lassen
hint-unlock = entsperren
hint-use-key-file = Schlüsseldatei verwenden
hint-use-pin = PIN verwenden
hint-use-recovery-code = Wiederherstellungscode

## Setup.
setup-step = Schritt { $step } von { $steps }
setup-welcome = Willkommen. Bitte lesen Sie dies zuerst.
setup-license-question = Stimmen Sie der Lizenz zu?
setup-done = Fertig: Der Tresor ist eingerichtet. Ein Konto hinzufügen: countersign add BILD
setup-out-of-order = Ein anderer Schritt kommt zuerst. Beginnen Sie noch einmal.
setup-wrong-license = Das ist nicht die aktuelle Lizenz. Beginnen Sie noch einmal.
device-key-none = Dieser Computer hat keinen Schlüsselbund, der antwortet. Der Schlüssel, der zu Ihrer PIN gehört, kann stattdessen in einer Datei liegen.
device-key-choice = Starten Sie einen Schlüsselbund (etwa GNOME Keyring) und kommen Sie wieder, oder verwenden Sie eine Schlüsseldatei.
device-key-question = Eine Schlüsseldatei verwenden?
device-key-unavailable = Der Speicher der Geräteschlüssel antwortet nicht. Entsperren Sie Ihren Schlüsselbund oder prüfen Sie den Datenordner, und versuchen Sie es noch einmal.
class-file-warning = Eine Schlüsseldatei schützt wenig: Wer Ihr Benutzerverzeichnis kopiert, hat Schlüssel und Tresor, und nur Ihre Passphrase steht noch im Weg.
class-keyring-warning = Der Schlüssel liegt in Ihrem Schlüsselbund. Jedes Programm, das Sie starten, kann ihn dort erfragen; deshalb ist eine Passphrase nötig statt einer kurzen PIN.
class-hardware = in Hardware, die sie nie herausgibt
class-keyring = im Schlüsselbund: Jedes Ihrer Programme kann sie erfragen
class-file = in einer Schlüsseldatei: schützt wenig
class-test = Testattrappe
new-pin-digits = { $minimum } bis { $maximum } Zeichen, üblich sind Ziffern. Keine Daten, Folgen oder Wiederholungen.
new-pin-passphrase = Eine Passphrase aus { $minimum } bis { $maximum } Zeichen: Mehrere Wörter sind gut.
new-pin-forgotten = Niemand kann sie zurücksetzen. Nach zehn falschen hintereinander wird alles gelöscht.
new-pin-again = Noch einmal dasselbe, damit sicher ist, dass Sie sie kennen.
notifications-question = Benachrichtigungen zeigen, wenn eine Anmeldung auf Sie wartet (empfohlen)?
notifications-explained = Sie können das jederzeit in den Einstellungen ändern.

## Unlocking.
unlock-with-pin = Geben Sie Ihre PIN ein.
unlock-with-passphrase = Geben Sie Ihre Passphrase ein.
unlock-with-recovery-code = Geben Sie den Wiederherstellungscode ein, den Sie notiert haben.
unlock-attempts-left =
    { $attempts ->
        [one] Noch ein Versuch, dann wird alles gelöscht.
       *[other] Noch { $attempts } Versuche, dann wird alles gelöscht.
    }
unlock-wait = Der nächste Versuch ist in { $time } möglich.
unlock-wrong-pin =
    { $attempts ->
        [one] Falsche PIN. Noch ein Versuch.
       *[other] Falsche PIN. Noch { $attempts } Versuche.
    }
unlock-not-a-pin = Eine PIN hat 4 bis 64 Zeichen. Es wurde nichts gezählt.
unlock-erased = Der Tresor wurde nach zu vielen falschen PINs gelöscht. Richten Sie einen neuen ein.
unlock-wrong-recovery-code = Dieser Wiederherstellungscode öffnet diesen Tresor nicht. Prüfen Sie jedes Zeichen.
unlock-not-available = Diese Art zu entsperren ist nicht eingerichtet. Verwenden Sie die PIN.
unlock-cancelled = Abgebrochen. Es wurde nichts gezählt.
unlock-not-locked = Es gibt keinen gesperrten Tresor.
older-title = Eine ältere Kopie
older-rolled-back = Die Dateien des Tresors sind älter, als dieses Gerät weiß: Eine Sicherung wurde zurückgespielt. Was seither geändert wurde, fehlt, und gelöschte Konten können wieder da sein.
older-forked = Die Dateien des Tresors sind nicht die, die dieses Gerät zuletzt geschrieben hat: Sie wurden auch anderswo benutzt.
older-not-remembered = Dieses Gerät weiß nichts über diese Dateien und kann nicht sagen, wie alt sie sind.
older-how = Öffnen Sie die App an einem Terminal, um zu entscheiden.
older-question = Mit diesen Dateien fortfahren?
erased-what = Der Tresor wurde nach zu vielen falschen PINs gelöscht.
erased-next = Sie können einen neuen, leeren beginnen. Ihre Konten müssen bei ihren Servern neu eingerichtet werden.
start-over-title = Neu beginnen?
start-over-question = Was von diesem Tresor übrig ist, wird endgültig vernichtet. Wenn Sie eine Sicherung der Dateien haben, spielen Sie lieber diese zurück.
unusable-damaged = Die Dateien des Tresors sind beschädigt. An Ihrer PIN liegt es nicht, und es wurde nichts gezählt. Spielen Sie eine Sicherung des Datenordners zurück.
unusable-files-missing = Die Dateien des Tresors sind weg. Spielen Sie eine Sicherung des Datenordners zurück.
unusable-newer-version = Eine neuere Version von Countersign hat diesen Tresor geschrieben. Aktualisieren Sie, um ihn zu öffnen.
unusable-device-key-missing = Der Geräteschlüssel für diesen Tresor ist nicht hier: Die Dateien kommen von einem anderen Computer, oder der Schlüsselbund wurde zurückgesetzt. Nur der Wiederherstellungscode öffnet ihn.
unusable-in-use = Der Tresor ist in einem anderen Countersign geöffnet. Schließen Sie erst dieses.
unusable-folder = Ordner: { $folder }

## The list.
list-search = Suche:
list-favourites = Favoriten
list-nothing-found = Nichts gefunden.
list-empty = Noch keine Konten.
list-empty-add = Drücken Sie a, um eines hinzuzufügen: aus dem Bild eines QR-Codes, aus einem eingefügten Text oder von Hand.
list-count =
    { $count ->
        [one] 1 Konto
       *[other] { $count } Konten
    }
list-found = { $found } von { $count }
list-on-request = auf Anfrage
list-unknown-kind = unbekannte Art
keys-move = bewegen
keys-details = Einzelheiten des Kontos
keys-copy = Code kopieren
keys-next-code = nächster Code (nach Zähler)
keys-show = Code zeigen oder verbergen
keys-add = Konto hinzufügen
keys-search = suchen
keys-tag = nächstes Schlagwort
keys-favourites = nur Favoriten
keys-favourite = als Favorit markieren
keys-order = Konto nach oben oder unten schieben
keys-undo = Löschen rückgängig machen
keys-unfilter = alle zeigen
keys-history = Verlauf
keys-settings = Einstellungen
keys-about = über die App
keys-lock = sperren
keys-quit = beenden
keys-quit-anywhere = beenden, von überall

## One account.
account-on-request = Der nächste Code kommt, wenn Sie danach fragen.
account-next-code = danach { $code }
account-kind = Codes
account-server = Server
account-clock = Uhr korrigiert um
account-created = Hinzugefügt
account-delete-title = Löschen?
account-delete-question = { $name } löschen? Der Server erfährt nichts davon: Schalten Sie dort zuerst den zweiten Faktor ab, sonst sperren Sie sich vielleicht aus.
kind-totp = nach Zeit (TOTP)
kind-hotp = nach Zähler (HOTP)
kind-steam = Steam Guard
kind-day = Tagespasswort
kind-unknown = eine Art, die eine neuere Version kennt
parameter-digits = { $count } Zeichen
parameter-period = alle { $seconds } s
field-issuer = Herausgeber
field-account = Konto
field-information = Kontoinformationen
field-tags = Schlagwörter
field-secret = Geheimnis
field-kind = Art
field-algorithm = Algorithmus
field-digits = Ziffern
field-period = Periode in Sekunden
field-counter = Nächster Zähler
field-pin = PIN
field-passphrase = Passphrase
field-recovery-code = Wiederherstellungscode
field-old-pin = PIN oder Passphrase jetzt
field-new-pin = Neue
field-again = Neue noch einmal

## Adding.
add-explained = Geben Sie den Pfad eines Bildes (PNG oder JPEG) mit QR-Codes an, oder fügen Sie den Text eines Codes ein. Eine Datei lässt sich auf das Terminal ziehen.
add-field = Bild oder Text
add-manual = Kein QR-Code? Tab führt zu den Feldern.
add-question = Dieses Konto hinzufügen?
manual-explained = Übernehmen Sie, was die Seite des Servers zeigt. Art, Ziffern und Periode stimmen meist so.
manual-digits-wrong = Ein Code hat 6 bis 10 Ziffern.
manual-period-wrong = Ein Code lebt mindestens 1 Sekunde und höchstens 366 Tage.
manual-counter-wrong = Der Zähler ist eine ganze Zahl ab 0.
offer-explained = Nichts wird gespeichert, bevor Sie es hinzufügen.
offer-of = { $at } von { $of }
offer-server = Server: { $server }
offer-server-deceptive = Der Name des Servers enthält Buchstaben, die einen anderen vortäuschen können.
offer-similar = Ein Konto dieses Namens ist schon da. Dieses kommt daneben:
offer-same-secret = Genau dieses Geheimnis ist schon da: { $name }.
offer-same-secret-title = Schon vorhanden
offer-same-secret-question = { $name } hat genau dieses Geheimnis schon. Ein zweites Mal hinzufügen?
enroll-same-secret = { $name } hat genau dieses Geheimnis schon. Um es doppelt zu haben, fügen Sie es mit --same-secret hinzu.
enroll-missing-parts =
    { $count ->
        [one] Teil { $parts } dieses Exports fehlt. Scannen Sie auch ihn.
       *[other] Die Teile { $parts } dieses Exports fehlen. Scannen Sie auch diese.
    }
enroll-nothing-usable = Es ist kein Konto darin, das sich verwenden lässt.
enroll-offer-gone = Dieses Angebot ist nicht mehr da. Scannen Sie es noch einmal.
enroll-empty = Es ist kein Text da.
enroll-too-long = Dieser Text ist zu lang für eine Einrichtung.
enroll-unknown = Das ist keine Einrichtung, die Countersign kennt. Sie sollte mit otpauth:// beginnen.
enroll-link-damaged = Dieser Einrichtungslink ist beschädigt. Scannen Sie ihn noch einmal, oder bitten Sie um einen neuen.
enroll-link-server = Dieser Link nennt einen Server, mit dem Countersign nicht spricht. Sagen Sie es denen, von denen er kommt.
enroll-link-version = Dieser Link ist für eine neuere Version von Countersign.
enroll-link-policy = Dieser Server verlangt etwas, das diese Version nicht kennt.
enroll-login-code = Das ist der Code einer Anmeldeseite. Öffnen Sie die Anfrage, die danach fragt, und scannen Sie ihn dort.
enroll-foreign-host = Er zeigt auf { $host }.
foreign-duo = Das ist ein Aktivierungscode für Duo Mobile, den nur jene App versteht. Bitten Sie die Verwaltung des Servers stattdessen um einen TOTP-Code.
foreign-microsoft = Das ist ein Aktivierungscode für Microsoft Authenticator. Wählen Sie auf der Seite, die ihn zeigt, „andere Authenticator-App verwenden“: Dann zeigt sie einen Code, der hier passt.
foreign-okta = Das ist eine Einrichtung für Okta Verify, die nur jene App versteht. Wählen Sie dort einen anderen Faktor, etwa Google Authenticator: Dessen Code passt hier.
foreign-steam-app = Das ist ein Code für die Steam-App. Scannen Sie ihn mit jener App. Ein Geheimnis von Steam Guard lässt sich hier von Hand eingeben.
foreign-linotp = Das ist eine Push-Einrichtung von LinOTP, die diese Version nicht annimmt. Bitten Sie stattdessen um einen TOTP-Token.
foreign-pushauth = Das ist eine pushauth-Einrichtung, die diese Version nicht annimmt. Bitten Sie stattdessen um einen TOTP-Code.
foreign-privacyidea = Das ist eine Push- oder Container-Einrichtung von privacyIDEA, die diese Version nicht annimmt. Bitten Sie stattdessen um einen TOTP-Token.
foreign-edumfa = Das ist eine Push-Einrichtung von eduMFA, die diese Version nicht annimmt. Bitten Sie stattdessen um einen TOTP-Token.
foreign-ping = Das ist eine Einrichtung für PingID, die nur jene App versteht. Bitten Sie stattdessen um eine Authenticator-App (TOTP) als Faktor.
foreign-securid = Das ist ein Software-Token für RSA SecurID, den nur jene App versteht. Seine Codes sind kein TOTP.
foreign-authy = Das ist ein Code für die Authy-App. Scannen Sie ihn mit jener App, oder bitten Sie den Server um einen TOTP-Code.
foreign-entrust = Das ist eine Einrichtung für Entrust Identity, die nur jene App versteht. Bitten Sie stattdessen um einen TOTP-Code.
foreign-mobile-otp = Das ist ein Konto für Mobile-OTP, dessen Codes Countersign nicht erzeugt. Bitten Sie stattdessen um einen TOTP-Code.
foreign-passkey = Das ist ein Passkey. Scannen Sie ihn mit der Kamera-App Ihres Telefons; es muss nahe bei diesem Computer sein.
foreign-messenger = Das verbindet einen Messenger mit einem Gerät. Scannen Sie es in jenem Messenger.
foreign-wifi = Das ist der Zugang zu einem WLAN. Scannen Sie ihn mit der Kamera-App Ihres Telefons.
foreign-contact = Das ist ein Kontakt für ein Adressbuch. Es ist kein Konto darin.
foreign-calendar = Das ist ein Eintrag für einen Kalender. Es ist kein Konto darin.
foreign-mail = Das ist eine E-Mail-Adresse oder -Nachricht. Es ist kein Konto darin.
foreign-telephone = Das ist eine Telefonnummer oder Kurznachricht. Es ist kein Konto darin.
foreign-place = Das ist ein Ort auf der Karte. Es ist kein Konto darin.
foreign-payment = Das ist eine Zahlungsaufforderung. Es ist kein Konto darin; zahlen Sie nur, was Sie erwarten.
foreign-bare-secret = Das ist ein Geheimnis ohne Namen. Geben Sie es von Hand ein, damit Sie sagen können, wem es gehört.
foreign-web-address = Das ist eine Webadresse, kein Konto. Sie wird hier nicht geöffnet. Ist sie von Ihrem Server, öffnen Sie sie im Browser: Ihre Seite zeigt vielleicht den Code zum Scannen.
foreign-other = Das ist keine Einrichtung für Countersign, sondern etwas anderes ({ $what }).
uri-unknown-kind = Die Art des Codes ist nicht bekannt.
uri-fragment = Ein „#“ gehört hier nicht hin; in einem Namen wird es %23 geschrieben.
uri-bad-escape = Auf ein „%“ folgen keine zwei Hexadezimalziffern.
uri-not-utf8 = Ein Name ist nicht als Text lesbar.
uri-too-many-parameters = Es sind zu viele Parameter.
uri-duplicate = Ein Parameter kommt doppelt vor.
uri-missing-secret = Es ist kein Geheimnis darin.
uri-value = Der Wert von „{ $parameter }“ ist nicht erlaubt.
uri-contradiction = „{ $parameter }“ widerspricht der Art des Codes.
uri-two-step = Der Server verlangt eine Einrichtung in zwei Schritten, die Countersign nicht unterstützt. Bitten Sie um einen Code ohne diese.
uri-other = Es lässt sich nicht verwenden.
uri-position = (Zeichen { $position })
secret-character = Das Geheimnis enthält ein Zeichen, das es in Base32 nicht gibt (es gibt A–Z und 2–7).
secret-incomplete = Ein Zeichen des Geheimnisses fehlt.
secret-too-short = Das Geheimnis ist zu kurz, um sicher zu sein: weniger als 80 Bit.
secret-too-long = Das Geheimnis ist zu lang: mehr als 8192 Bit.
migration-damaged = Dieser Export ist beschädigt. Scannen Sie ihn noch einmal.
migration-parts = Die Teilnummern dieses Exports können nicht stimmen.
entry-algorithm = Sein Algorithmus wird nicht unterstützt.
entry-digits = Seine Ziffernzahl ist nicht bekannt.
entry-counter = Sein Zähler ist keine ganze Zahl ab 0.
entry-unusable = Konto { $number } des Exports lässt sich nicht verwenden. { $what }
warning-issuer-mismatch = Die Bezeichnung nennt einen anderen Herausgeber: { $issuer }
warning-short-secret = Das Geheimnis ist kürzer, als es sein sollte (128 Bit).
warning-loose-bits = Das Geheimnis endet mit Bits, die nichts bedeuten; sie wurden weggelassen.
warning-long-period = Ein Code lebt ungewöhnlich lange: { $seconds } s.
warning-label-cleaned = Unsichtbare oder täuschende Zeichen wurden aus dem Namen entfernt.
warning-mixed-scripts = Der Name mischt Schriften, wie es ein gefälschter tut.
warning-no-account-name = Das Konto hat keinen eigenen Namen.
warning-counter-missing = Es wurde kein Zähler angegeben; er beginnt bei 0.
warning-taken-as-steam = Als Steam Guard verstanden.
warning-unknown-parameter = Es enthält einen unbekannten Parameter, der übergangen wurde.
warning-other = Etwas daran ist ungewöhnlich.

## Pictures.
scan-no-code = In diesem Bild ist kein lesbarer QR-Code. Versuchen Sie ein schärferes oder näheres.
scan-some = Einige Bilder konnten nicht gelesen werden.
scan-too-many-bytes = Die Datei ist größer als 8 MB. Verwenden Sie ein kleineres Bild.
scan-too-many-pixels = Das Bild ist größer als 4096 × 4096 Bildpunkte. Verwenden Sie ein kleineres.
scan-too-much-memory = Das Bild braucht zu viel Speicher. Verwenden Sie ein kleineres.
scan-unsupported-format = Das ist kein PNG- oder JPEG-Bild.
scan-damaged = Das Bild ist beschädigt.
scan-timed-out = Das Lesen des Bildes dauerte zu lange. Schneiden Sie es auf den Code zu.
picture-not-found = Diese Datei gibt es nicht.
picture-not-allowed = Sie dürfen diese Datei nicht lesen.
picture-unreadable = Die Datei lässt sich nicht lesen.
about-file = { $file }: { $what }

## Settings.
setting-auto-lock = Sperren nach
setting-hide-codes = Codes verbergen
setting-clipboard = Zwischenablage leeren nach
setting-notifications = Benachrichtigungen
setting-language = Sprache
setting-theme = Farben
setting-change-pin = PIN oder Passphrase ändern
setting-recovery = Wiederherstellungscode
setting-on = an
setting-off = aus
setting-never = nie
setting-minutes = { $count } min
setting-seconds = { $count } s
setting-language-device = wie Gerät
setting-language-english = English
setting-language-german = Deutsch
setting-theme-system = wie Terminal
setting-theme-light = hell
setting-theme-dark = dunkel
setting-out-of-range = Dieser Wert liegt außerhalb seines Bereichs.
change-pin-explained = Danach öffnet nur die neue den Tresor, auch ältere Kopien seiner Dateien.
replace-pin-explained = Der Wiederherstellungscode hat den Tresor geöffnet. Wählen Sie jetzt eine neue PIN; der Wiederherstellungscode hat seinen Dienst getan, erzeugen Sie danach einen neuen.
recovery-explained = Ein Wiederherstellungscode öffnet Ihre Einmalcodes, wenn Sie die PIN vergessen. Schreiben Sie ihn auf und bewahren Sie ihn getrennt von diesem Computer auf. Zum Erzeugen ist Ihre PIN nötig.
recovery-exists = Es gibt schon einen Wiederherstellungscode. Ein neuer ersetzt ihn.
recovery-note-it = Das ist Ihr Wiederherstellungscode. Er wird nur jetzt gezeigt. Schreiben Sie ihn auf:

## History.
history-empty = Noch ist nichts geschehen.
event-vault-created = Tresor eingerichtet
event-account-added = Konto hinzugefügt
event-account-changed = Konto geändert
event-account-deleted = Konto gelöscht
event-account-restored = Löschen rückgängig gemacht
event-account-exported = Geheimnis exportiert
event-pin-changed = PIN geändert
event-recovery-code-made = Wiederherstellungscode erzeugt
event-recovery-code-removed = Wiederherstellungscode entfernt
event-recovery-code-used = mit dem Wiederherstellungscode geöffnet
event-roll-back-accepted = ältere Kopie angenommen
event-other = etwas, das eine neuere Version kennt

## About.
about-version = Countersign { $version }, der offene Kern einer Push-Authentifikator-App
about-license-title = Lizenz
about-license = Apache-Lizenz 2.0 oder MIT-Lizenz, nach Ihrer Wahl.
about-protocols-title = Codes und Einrichtungen
about-protocols = TOTP, HOTP, Steam Guard, Tagespasswort; otpauth:// und otpauth-migration://
about-keys-title = Wo die Geräteschlüssel liegen
about-folder-title = Datenordner
about-security-title = Ein Sicherheitsproblem gefunden?
about-security = Bitte sagen Sie es uns zuerst vertraulich: SECURITY.md sagt, wie.

## What just happened.
notice-added = Hinzugefügt: { $name }
notice-copied = Kopiert.
notice-copied-for = Kopiert; wird in { $seconds } s aus der Zwischenablage entfernt.
notice-deleted = Gelöscht: { $name }. Mit u binnen { $seconds } s rückgängig machen.
notice-restored = Wieder da: { $name }
notice-nothing-to-undo = Es gibt nichts rückgängig zu machen.
notice-saved = Gespeichert.
notice-pin-changed = Die PIN wurde geändert.
notice-pin-again = Geben Sie die PIN noch einmal ein, um die ältere Kopie zu öffnen.
notice-recovery-removed = Der Wiederherstellungscode öffnet nichts mehr.
notice-locked-itself = Gesperrt, weil eine Weile keine Taste kam.
notice-working = Einen Moment …
notice-recovered = Die neueste Datei war beschädigt; die davor wurde geöffnet. Die letzte Änderung fehlt.
notice-older-copy = Eine ältere Kopie des Tresors ist geöffnet.

## What went wrong.
pin-differs = Die beiden sind verschieden. Wählen Sie noch einmal.
pin-too-short = Es sind mindestens { $minimum } Zeichen nötig.
pin-too-long = Es sind höchstens 64 Zeichen möglich.
pin-too-common = Das würde ein Dieb als Erstes versuchen. Wählen Sie etwas anderes.
pin-not-text = Das ist nicht als Text lesbar.
pin-nobody-to-ask = Es gibt kein Terminal, an dem gefragt werden kann. Verwenden Sie --pin-fd.
pin-fd-unreadable = Der Dateideskriptor { $number } lässt sich nicht lesen.
pin-fd-not-supported = Dieses System hat keine nummerierten Dateideskriptoren.
pin-empty = Es wurde nichts eingegeben.
out-of-memory = Nicht genug Speicher für die Schlüsselableitung. Schließen Sie andere Programme und versuchen Sie es noch einmal.
storage-full = Auf der Platte ist kein Platz mehr. Es ging nichts verloren; schaffen Sie Platz und versuchen Sie es noch einmal.
storage-failed = Die Platte oder der Schlüsselspeicher hat versagt. Es ging nichts verloren; versuchen Sie es noch einmal.
storage-uncertain = Es ist nicht bekannt, ob die Änderung gespeichert wurde. Sehen Sie nach, was jetzt gezeigt wird, bevor Sie es noch einmal versuchen.
error-locked = Der Tresor ist gesperrt. Entsperren Sie ihn zuerst.
error-unknown-account = Dieses Konto gibt es nicht mehr.
error-too-long = Dieser Text ist zu lang, oder es sind zu viele Schlagwörter.
error-empty-label = Ein Konto braucht einen Herausgeber oder einen Namen.
error-too-late = Zum Rückgängigmachen ist es zu spät.
error-damaged-secret = Das Geheimnis dieses Kontos ist beschädigt. Richten Sie es neu ein; die anderen sind nicht betroffen.
error-new-pin-needed = Der Wiederherstellungscode hat den Tresor geöffnet: Öffnen Sie die App und wählen Sie zuerst eine neue PIN.
error-old-pin-needed = Die alte PIN ist nötig.
error-policy = Die Richtlinie eines Servers verbietet das.
code-counter-based = nach Zähler: danach fragen
code-time-based = Die Codes dieses Kontos kommen nach Zeit.
code-exhausted = Der Zähler ist am Ende. Richten Sie das Konto neu ein.
problem-not-set-up = Es gibt noch keinen Tresor. Starten Sie: countersign setup
problem-already-set-up = Es gibt schon einen Tresor; nichts wurde geändert.
problem-setup-unfinished = Die Einrichtung wurde nicht beendet. Starten Sie: countersign setup
problem-no-data-folder = Es gibt kein Benutzerverzeichnis für den Tresor. Verwenden Sie --data-dir.
problem-no-keyring = Es gibt keinen Schlüsselbund, der antwortet. Starten Sie einen, oder wählen Sie mit --device-key file eine Schlüsseldatei (sie schützt wenig).
problem-no-terminal = Es gibt kein Terminal, an dem gefragt werden kann. Verwenden Sie einen Befehl mit --yes; siehe countersign --help.
problem-license = Der Lizenz wurde nicht zugestimmt. Lesen Sie sie in der App, oder verwenden Sie --accept-license.
problem-declined = Es wurde nichts getan.
problem-not-found = Es gibt kein Konto „{ $name }“. Siehe: countersign list
problem-ambiguous = „{ $name }“ passt auf { $count } Konten. Sagen Sie mehr:
problem-next-needs-time = --next ist für Codes nach Zeit. Bei Codes nach Zähler ist jeder der nächste.
problem-output = Das Ergebnis konnte nicht geschrieben werden.

## Questions and prompts of the commands.
ask-yes-no = [j/n]
prompt-pin = PIN oder Passphrase
prompt-new-pin = Neue PIN oder Passphrase
prompt-pin-again = Noch einmal
prompt-pin-once-more = PIN oder Passphrase, für den Export
prompt-secret = Geheimnis (Base32)
remove-question = { $name } endgültig löschen?
export-warning = Wer das Folgende liest, kann die Codes von { $name } für immer erzeugen.
export-question = Anzeigen?
export-too-long = { $name } ist zu lang für einen QR-Code; hier ist der Text:
doctor-folder = Ordner
doctor-state = Zustand
doctor-class = Geräteschlüssel
doctor-keyring = Schlüsselbund
doctor-keyring-yes = antwortet
doctor-keyring-no = keiner, der antwortet
doctor-attempts = Verbleibende Versuche
doctor-clock = Uhr (UTC)
doctor-version = Version
doctor-new = noch kein Tresor
doctor-setup = Einrichtung nicht beendet
doctor-locked = gesperrt, Dateien unversehrt
demo-begin = Ein Rundgang durch Countersign, mit einem Wegwerfkonto in einem vorübergehenden Tresor.
demo-drawn = Gezeichnet: ein QR-Bild, wie ein Server es zeigen würde, { $bytes } Byte PNG.
demo-scanned =
    { $count ->
        [one] Gescannt: Der Kern fand 1 Code im Bild.
       *[other] Gescannt: Der Kern fand { $count } Codes im Bild.
    }
demo-set-up = Eingerichtet: Lizenz angenommen, Passphrase gewählt und bestätigt, Tresor angelegt.
demo-offer = Angeboten, noch nichts gespeichert:
demo-added = Hinzugefügt: { $name }
demo-information = das Konto der Vorführung
demo-code = { $code }   (noch { $seconds } s)
demo-check = Prüfen Sie ihn mit einem anderen Programm (dieses Geheimnis wird weggeworfen, darf also gezeigt werden):
demo-end = Der vorübergehende Tresor ist weg. Beginnen Sie Ihren eigenen mit: countersign

## Exit codes.
exit-done = erledigt
exit-failed = aus einem anderen Grund fehlgeschlagen
exit-usage = falsche Verwendung, oder etwas fehlt, wonach niemand gefragt werden kann
exit-wrong-pin = falsche oder abgelehnte PIN, oder zu früh für den nächsten Versuch
exit-erased = der Tresor wurde gelöscht
exit-not-found = kein solches Konto, oder mehrere
exit-unreadable = ein Bild oder Text ist nicht lesbar
exit-unusable = der Tresor ist nicht eingerichtet, beschädigt, in Benutzung oder von anderswo
exit-storage = die Platte oder der Schlüsselspeicher hat versagt
exit-declined = vom Benutzer abgelehnt

## Help on the command line.
help-about = Ein Authentifikator im Terminal. Ohne Befehl öffnet sich an einem Terminal die App.
help-heading-commands = Befehle
help-heading-arguments = Argumente
help-heading-options = Optionen
help-heading-usage = Verwendung
help-heading-exit = Rückgabewerte
help-more = Nach der PIN wird gefragt, oder sie kommt über --pin-fd; sie ist nie ein Argument.
help-data-dir = Ordner des Tresors (sonst der Ordner des Systems für Programmdaten)
help-pin-fd = Die PIN aus diesem Dateideskriptor lesen: seine erste Zeile
help-language = en oder de (sonst wie die Einstellungen oder die Umgebung)
help-device-key = Wo der Geräteschlüssel eines neuen Tresors liegt: keyring oder file
help-help = Diese Hilfe zeigen
help-version = Die Version zeigen
help-json = JSON ausgeben, für Skripte
help-yes = Nicht fragen
help-name = Teil von Herausgeber:Konto, der nur auf eines passt
help-setup = Den Tresor einrichten
help-setup-accept-license = Der Lizenz zustimmen, ohne gefragt zu werden
help-setup-notifications = Benachrichtigungen erlauben
help-add = Ein Konto hinzufügen
help-add-input = Ein Bild mit QR-Codes, ein Text wie otpauth://…, oder - für die Standardeingabe
help-add-manual = Die Felder von Hand angeben; nach dem Geheimnis wird gefragt
help-add-same-secret = Hinzufügen, obwohl das Geheimnis schon da ist
help-add-secret-fd = Das Geheimnis aus diesem Dateideskriptor lesen
help-issuer = Wer das Konto herausgibt
help-account = Name des Kontos
help-kind = totp, hotp, steam oder day
help-algorithm = sha1, sha256 oder sha512
help-digits = Ziffern eines Codes: 6 bis 10
help-period = Sekunden, die ein Code lebt
help-counter = Nächster Zähler eines HOTP-Kontos
help-information = Ihre eigenen Worte zum Konto
help-tags = Ein Schlagwort; mehrfach möglich
help-tag = Nur Konten mit diesem Schlagwort
help-search = Nur Konten mit diesen Wörtern
help-favourite = Ob es ein Favorit ist: true oder false
help-list = Die Konten mit ihren Codes auflisten
help-code = Den Code eines Kontos ausgeben
help-code-next = Den Code nach dem jetzigen ausgeben
help-scan = Die Texte aller QR-Codes in Bildern ausgeben
help-scan-pictures = PNG- oder JPEG-Dateien
help-remove = Ein Konto löschen
help-rename = Name, Informationen oder Schlagwörter eines Kontos ändern
help-export-uri = Den Schlüssel-URI eines Kontos mit seinem Geheimnis ausgeben
help-export-uri-qr = Als QR-Code zeichnen
help-history = Zeigen, was geschehen ist
help-doctor = Zeigen, wie es um den Tresor steht, ohne ihn zu öffnen
help-demo = Ein Rundgang in einem vorübergehenden Tresor
