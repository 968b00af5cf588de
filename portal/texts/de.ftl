# What the portal says, in German.

## On every page.
product = Countersign
language-tag = de
language-name = Deutsch
language-label = Sprache
skip-to-content = Zum Inhalt springen
nav-label = Selbstbedienung
nav-authenticators = Authentifikatoren
nav-recovery = Wiederherstellung
nav-devices = Geräte
nav-password = Passwort
foot = Selbstbedienung für die Zwei-Faktor-Anmeldung
log-off = Abmelden
log-in = Anmelden
next = Weiter
save = Speichern
cancel = Abbrechen
test = Testen
edit = Bearbeiten
delete = Löschen
copy = Kopieren
copied = Kopiert
print = Drucken
go-on = Fortfahren
check-now = Jetzt prüfen
time-minutes =
    { $count ->
        [one] 1 Minute
       *[other] { $count } Minuten
    }
time-seconds =
    { $count ->
        [one] 1 Sekunde
       *[other] { $count } Sekunden
    }

## Fields.
field-user = Benutzer
field-password = Passwort
field-initial-password = Initialpasswort
field-current-password = Bisheriges Passwort
field-new-password = Neues Passwort
field-confirm-password = Neues Passwort bestätigen
field-address = E-Mail-Adresse
field-comment = Kommentar
field-code = Code
field-code-first = Erster Code
field-code-second = Der Code danach
field-totp-code = Code aus der App
field-recovery-code = Wiederherstellungscode

## Logging in.
login-title = Anmelden
login-lead = An Ihrer Zwei-Faktor-Selbstbedienung.
login-first-time = Zum ersten Mal hier? Initialpasswort ändern
login-forgotten = Passwort vergessen?
login-as = Anmeldung als
login-not-you = Nicht Sie?
password-title = Geben Sie Ihr Passwort ein
first-title = Willkommen
first-lead = Melden Sie sich mit dem Initialpasswort an, das Sie erhalten haben, und wählen Sie ein eigenes.
first-have-password = Ich habe schon ein eigenes Passwort

## Passwords.
new-password-title = Wählen Sie ein neues Passwort
new-password-lead = Nur Sie kennen es.
new-password-lead-change = Andere Browser werden abgemeldet, wenn sich das Passwort ändert.
new-password-length = Mindestens { $count } Zeichen. Mehrere Wörter sind gut; mehr ist nicht zu beachten.
change-password = Passwort ändern
password-changed = Passwort geändert
password-changed-text = Melden Sie sich mit dem neuen Passwort an, um Ihre Authentifikatoren einzurichten.
password-changed-inside = Passwort geändert. Andere Browser wurden abgemeldet.
forgotten-title = Passwort vergessen?
forgotten-lead = Gibt es ein Konto mit diesem Namen und einer bestätigten E-Mail-Adresse, geht ein Link dorthin.
forgotten-send = Link senden
forgotten-sent = Sehen Sie in Ihre E-Mails
forgotten-sent-text =
    { $count ->
        [one] Gibt es ein Konto mit diesem Namen und einer bestätigten E-Mail-Adresse, ist ein Link unterwegs. Er gilt 1 Minute.
       *[other] Gibt es ein Konto mit diesem Namen und einer bestätigten E-Mail-Adresse, ist ein Link unterwegs. Er gilt { $count } Minuten.
    }
back-to-login = Zurück zur Anmeldung
reset-lead = Sie haben per E-Mail ein neues Passwort angefordert. Das alte endet, sobald Sie es gewählt haben.
reset-over-title = Dieser Link gilt nicht mehr
reset-over-text = Er wurde schon benutzt, oder seine Zeit ist um. Fordern Sie einen neuen an.
reset-ask-again = Neuen Link anfordern

## The second factor.
factor-title = Bestätigen Sie, dass Sie es sind
factor-lead-login = Wählen Sie, wie Sie diese Anmeldung bestätigen.
factor-lead-confirm = Das ändert, wie Ihr Konto geschützt ist. Wählen Sie, wie Sie es bestätigen.
confirmed = Bestätigt. Sie können fortfahren.
factor-lead-admin = Die Verwaltung verlangt eine Bestätigung für sich. Wählen Sie, wie Sie bestätigen.
factor-another-way = Anders bestätigen
way-push = Auf dem Smartphone freigeben
way-totp = Code aus der Authentifikator-App
way-totp-detail = Die Ziffern, die sie zeigt (TOTP oder HOTP)
way-offline = Offline-Code
way-offline-detail = Aus der App des Smartphones, ohne Netz
way-email = Code per E-Mail
way-recovery = Wiederherstellungs­code
way-recovery-detail = Einer von denen, die Sie auf Papier haben
push-title = Geben Sie auf dem Smartphone frei
push-lead-enter = Öffnen Sie die Anfrage in der App und tippen Sie dort diese Zahl ein.
push-lead-scan = Öffnen Sie die Anfrage in der App und scannen Sie dieses Bild.
push-lead-show = Öffnen Sie die Anfrage in der App. Sie zeigt einen Code: Geben Sie ihn hier ein.
push-lead-none = Öffnen Sie die Anfrage in der App und geben Sie sie frei.
push-number-label = Zahl, die auf dem Smartphone einzutippen ist
push-scan-alt = QR-Code zum Scannen mit der App
push-code-label = Code, den das Smartphone zeigt
push-waiting = Warten auf Ihr Smartphone …
push-again = Smartphone noch einmal fragen
outcome-accepted = Angenommen
outcome-rejected = Abgelehnt
outcome-timed-out = Zeit abgelaufen
outcome-wrong-number = Falsche Zahl
outcome-superseded = Durch eine neuere Anfrage ersetzt
advice-rejected = Die Anfrage wurde auf dem Smartphone abgelehnt. Waren Sie das nicht, ändern Sie Ihr Passwort.
advice-timed-out = Niemand hat rechtzeitig geantwortet. Ist das Smartphone zur Hand und im Netz? Ein Offline-Code geht auch ohne.
advice-wrong-number = Auf dem Smartphone wurde eine andere Zahl eingetippt, daher ist die Anfrage beendet.
advice-superseded = Eine andere Anmeldung hat später gefragt. Waren Sie das nicht, ändern Sie Ihr Passwort.
totp-code-title = Geben Sie den Code ein
totp-code-lead = Der Code einer Authentifikator-App: die Ziffern, die sie jetzt zeigt.
offline-title = Geben Sie den Offline-Code ein
offline-lead = Die Ziffern, die die App des Smartphones für dieses Konto zeigt. Ein Netz braucht sie dafür nicht.
email-code-title = Geben Sie den Code aus der E-Mail ein
email-code-lead = Eine E-Mail mit einem Code ist unterwegs an { $address }.
email-send-again = Noch einen Code senden
recovery-code-title = Geben Sie einen Wiederherstellungscode ein
recovery-code-lead = Jeder Code gilt einmal. Streichen Sie ihn danach aus.

## Authenticators.
authenticators-title = Authentifikatoren
authenticators-lead = Was neben dem Passwort bestätigt, dass Sie es sind. Zwei davon sind besser als einer: Ein Smartphone geht auch einmal verloren.
authenticators-yours = Ihre Authentifikatoren
authenticators-add = Authentifikator hinzufügen
authenticators-back = Alle Authentifikatoren
kind-email = E-Mail
kind-email-words = Ein Code per E-Mail
kind-smartphone = Smartphone
kind-smartphone-words = Anmeldungen mit einem Tipp freigeben
kind-totp = TOTP
kind-hotp = HOTP
kind-totp-words = Sechs Ziffern aus einer App
detail-added = hinzugefügt { $date }
detail-used = zuletzt benutzt { $date }
fact-kind = Art
fact-address = Adresse
fact-device = Gerät
fact-app = App
fact-added = Hinzugefügt
fact-used = Zuletzt benutzt
fact-keys = Schlüssel
kept-trusted-environment = in der Hardware des Telefons, sagt dessen Hersteller
kept-security-chip = im Sicherheitschip des Telefons, sagt dessen Hersteller
fact-seen = Zuletzt gesehen
fact-never = noch nicht
authenticator-added = Der Authentifikator wurde hinzugefügt.
authenticator-saved = Gespeichert.
authenticator-deleted = Der Authentifikator wurde gelöscht.
phone-new = Ein neues Smartphone, „{ $name }“, kann Ihre Anmeldungen freigeben.
phone-not-mine = Nicht meines
phone-removed = Das Smartphone wurde entfernt. Ändern Sie jetzt Ihr Passwort: Jemand anderes kennt es.
email-title = E-Mail
email-lead = An diese Adresse gehen Codes. Ein erster beweist, dass sie Ihnen gehört.
email-prove-title = Adresse bestätigen
smartphone-title = Smartphone
smartphone-new-lead = Das Smartphone zeigt jede Anmeldung: wer, wo und wann. Dort geben Sie sie frei oder lehnen sie ab.
smartphone-comment-hint = Um Ihre Smartphones zu unterscheiden, zum Beispiel „push“.
smartphone-lead = Scannen Sie diesen Code mit der Countersign-App.
smartphone-step-open = Öffnen Sie die App auf dem Smartphone. Nehmen Sie beim ersten Start die Lizenz an, wählen Sie eine PIN und erlauben Sie Mitteilungen.
smartphone-step-plus = Drücken Sie + und erlauben Sie die Kamera.
smartphone-step-scan = Scannen Sie den Code auf dieser Seite.
smartphone-step-information = Geben Sie als Kontoinformation { $user } ein.
smartphone-same-device = Dies ist das Smartphone: App öffnen
smartphone-waiting = Warten auf Daten des Smartphones …
smartphone-completed = Das Smartphone wurde hinzugefügt.
smartphone-expired = Die Zeit dieses Codes ist um. Ein neuer ist gleich da.
smartphone-renew = Neuer Code
smartphone-code-alt = QR-Code, der ein Smartphone anmeldet
totp-title = TOTP
totp-new-lead = Eine App zeigt sechs Ziffern, die jede halbe Minute wechseln. Ein Netz braucht sie nicht.
totp-comment-hint = Um Ihre Apps zu unterscheiden.
totp-lead = Scannen Sie diesen Code mit der Countersign-App oder einer anderen App für Einmalcodes.
totp-step-plus = Drücken Sie + in der App.
totp-step-scan = Scannen Sie den Code auf dieser Seite.
totp-step-information = Geben Sie als Kontoinformation { $user } ein, dann Weiter.
totp-step-code = Geben Sie die Ziffern ein, die die App zeigt, und speichern Sie.
totp-by-hand = Keine Kamera?
totp-parameters = Zeitbasiert (TOTP), { $algorithm }, { $digits } Ziffern, alle { $period } Sekunden
hotp-parameters = Zählerbasiert (HOTP), { $algorithm }, { $digits } Ziffern
hotp-instead = Stattdessen zählerbasierte Codes (HOTP)
totp-same-device = In einer App auf diesem Gerät öffnen
totp-code-alt = QR-Code, der Einmalcodes einrichtet
resynchronize = Neu abgleichen
resynchronize-title = { $name } neu abgleichen
resynchronize-lead = App und Portal zählen die Codes. Ist die App zu weit voraus, bringen zwei aufeinanderfolgende Codes beide wieder zusammen.
codes-resynchronized = Die Codes wurden neu abgeglichen.
test-title = { $name } testen
test-lead-code = Geben Sie einen Code ein, als meldeten Sie sich an. Sonst geschieht nichts.
test-lead-email = Ein Code geht an diese Adresse, als meldeten Sie sich an. Sonst geschieht nichts.
test-lead-push = Eine Anfrage an Ihr Smartphone senden? Von Ihrer Antwort hängt nichts ab.
test-start = Starten
test-passed = Der Test ist gelungen: Dieser Authentifikator funktioniert.
delete-title = { $name } löschen?
delete-text = Ihre Anmeldungen werden damit nicht mehr bestätigt. Was auf Ihrem Smartphone ist, bleibt dort, bis Sie es in der App löschen.
delete-text-email = An diese Adresse geht dann kein Code mehr.
delete-last = Das ist Ihr letzter Authentifikator: Ohne einen schützt nur noch das Passwort Ihr Konto.

## Recovery codes.
recovery-title = Wiederherstellungs­codes
recovery-lead = Für den Tag, an dem weder Smartphone noch E-Mail erreichbar sind. Bewahren Sie sie auf Papier auf, nicht auf dem Smartphone.
recovery-left =
    { $count ->
        [0] Sie haben keine Wiederherstellungscodes.
        [one] Sie haben 1 unbenutzten Wiederherstellungscode.
       *[other] Sie haben { $count } unbenutzte Wiederherstellungscodes.
    }
recovery-few =
    { $count ->
        [0] Sie haben keine Wiederherstellungscodes. Mit ihnen kommen Sie hinein, wenn weder Smartphone noch E-Mail erreichbar sind.
        [one] Nur noch 1 Wiederherstellungscode ist übrig.
       *[other] Nur noch { $count } Wiederherstellungscodes sind übrig.
    }
recovery-make = Neue Codes erstellen
recovery-make-title = Neue Wiederherstellungs­codes
recovery-replaces = Neue Codes ersetzen die bisherigen; diese gelten dann nicht mehr.
recovery-needs-factor = Fügen Sie zuerst einen Authentifikator hinzu: Wiederherstellungscodes ersetzen einen, der verloren ging.
recovery-once = Diese Codes werden jetzt gezeigt und nie wieder. Drucken Sie sie, oder schreiben Sie sie auf.
recovery-for = Wiederherstellungscodes von { $user }. Jeder gilt einmal.
recovery-noted = Ich habe sie notiert

## Devices.
devices-title = Geräte
devices-lead = Smartphones, die Ihre Anmeldungen freigeben können, und angemeldete Browser.
devices-phones = Smartphones
devices-phones-none = Es wurde kein Smartphone hinzugefügt.
devices-browsers = Browser
devices-browsers-none = Kein anderer Browser ist angemeldet.
device-this = Dieser Browser
device-seen = zuletzt gesehen { $date }
devices-log-off-others = Alle anderen Browser abmelden
others-logged-off = Alle anderen Browser wurden abgemeldet.

## Leaving.
please-wait = Bitte warten
please-wait-text = Sie werden abgemeldet.
logged-off = Abgemeldet
logged-off-text = Ohne neue Anmeldung kommt hier niemand weiter.
still-logged-in = Sie sind noch angemeldet
still-logged-in-text = Ein anderes Fenster hat Ihre Sitzung offen gehalten.
log-in-again = Wieder anmelden

## What is wrong with what was typed.
problem-credentials = Benutzer oder Passwort ist falsch.
problem-password = Das ist nicht Ihr bisheriges Passwort.
problem-locked = Zu viele falsche Versuche. Versuchen Sie es in { $time } noch einmal.
problem-code = Dieser Code ist falsch.
problem-code-used = Dieser Code wurde schon benutzt. Nehmen Sie den nächsten.
problem-code-expired = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
problem-mailed-too-often = Eben wurde ein Code gesendet. Der nächste kann in { $time } gesendet werden.
problem-password-short = Dieses Passwort ist zu kurz.
problem-password-long = Dieses Passwort ist zu lang.
problem-password-common = Dieses Passwort enthält Ihren Namen oder gehört zu denen, die zuerst versucht werden.
problem-password-unchanged = Das ist das bisherige Passwort.
problem-passwords-differ = Das ist nicht dasselbe Passwort.
problem-address = An diese Adresse kann keine E-Mail gesendet werden.
problem-comment = Bitte höchstens 64 Zeichen.
problem-name = Dieser Name geht nicht.
problem-too-many = Sie haben so viele Authentifikatoren wie erlaubt. Löschen Sie zuerst einen.
problem-missing = Bitte füllen Sie das aus.

## Error pages.
error-form-title = Diese Seite war zu lange offen
error-form-text = Zu Ihrer Sicherheit ist nichts geschehen. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-not-found-title = Diese Seite gibt es nicht
error-not-found-text = Der Link ist alt, oder das, wohin er führte, wurde gelöscht.
error-slow-title = Zu viele Anfragen
error-slow-text = Bitte warten Sie einen Augenblick und versuchen Sie es dann noch einmal.
error-unavailable-title = Das geht gerade nicht
error-unavailable-text = Das Portal kann es im Augenblick nicht. Nichts wurde geändert. Bitte versuchen Sie es in ein paar Minuten noch einmal.
error-request-title = Diese Anfrage ergibt hier keinen Sinn
error-request-text = Das Portal hat nicht verstanden, was Ihr Browser gesendet hat.
error-start = Zum Anfang
session-over = Ihre Sitzung ist beendet. Melden Sie sich an, um fortzufahren.

## The page behind a QR code, in a browser.
enroll-title = Dieser Code ist für die App
enroll-lead = Er fügt Ihr Konto der Countersign-App hinzu. Ein Browser kann das nicht.
enroll-step-install = Installieren Sie die Countersign-App auf dem Smartphone.
enroll-step-set-up = Öffnen Sie sie, nehmen Sie die Lizenz an und wählen Sie eine PIN.
enroll-step-scan = Drücken Sie + und scannen Sie den Code noch einmal.
enroll-private = Der Code, der Sie hierher gebracht hat, wurde aus der Adresszeile entfernt. Er wurde niemandem gesendet.

## Dates.
date =
    { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }

## Die Demo-Anwendung.
demo-title = Demo-Anwendung
demo-lead = Die Anmeldeseite einer anderen Anwendung, die dieses Portal nach dem zweiten Faktor fragt.
demo-factor-lead = Das Passwort stimmt. Wie möchten Sie bestätigen, dass Sie es sind?
demo-change-password-first = Ändern Sie zuerst Ihr Anfangspasswort im Self-Service.
demo-no-factor = So können Sie nicht mehr bestätigen. Wählen Sie einen anderen Weg.
demo-inside-title = Angemeldet
demo-inside-lead = Sie sind bei der Demo-Anwendung als { $user } angemeldet.
demo-without-factor = Ihr Passwort allein hat gereicht, weil Sie noch keinen zweiten Faktor haben. Fügen Sie im Self-Service einen hinzu.

## Der Verwaltungsbereich.
admin-title = Verwaltung
admin-users-title = Benutzer
admin-users-lead = Alle, die sich am Self-Service anmelden dürfen.
admin-user-administrator = Verwalter
admin-user-disabled = geschlossen
admin-user-initial = Anfangspasswort noch nicht geändert
admin-add-title = Benutzer hinzufügen
admin-name-taken = Dieser Name ist vergeben.
admin-import-title = Benutzer importieren
admin-import-lines = Die Zeilen einer Datei: Name, E-Mail, Sprache, Anfangspasswort – durch Kommas getrennt; alles außer dem Namen darf leer sein
admin-import = Importieren
admin-import-long = Das ist zu viel auf einmal: höchstens 10.000 Benutzer.
admin-import-line = Zeile { $line } ist nicht gültig. Es wurde nichts importiert.
admin-imported =
    { $count ->
        [one] Ein Benutzer wurde hinzugefügt.
       *[other] { $count } Benutzer wurden hinzugefügt.
    }
admin-passwords-title = Anfangspasswörter
admin-passwords-lead = Sie werden einmal gezeigt. Geben Sie jedes seinem Benutzer, der es bei der ersten Anmeldung ändern muss.
admin-codes-left =
    { $count ->
        [one] einer übrig
       *[other] { $count } übrig
    }
admin-disable = Konto schließen
admin-enable = Konto öffnen
admin-new-password = Neues Anfangspasswort
admin-reset = Alle Authentifikatoren löschen
admin-keys-title = API-Schlüssel
admin-keys-lead = Anwendungen, die dieses Portal nach zweiten Faktoren fragen.
admin-key-add = Anwendung hinzufügen
admin-application = Anwendung, wie Telefone sie zeigen
admin-permit-second-factor = Darf nach zweiten Faktoren fragen
admin-permit-password = Darf Passwörter prüfen lassen
admin-permits-second-factor = zweite Faktoren
admin-permits-password = Passwörter
admin-key-permits-nothing = Ein Schlüssel erlaubt mindestens eines.
admin-key-title = Der neue API-Schlüssel
admin-key-lead = Er wird einmal gezeigt. Kopieren Sie ihn in die Anwendung.
admin-key-used = zuletzt benutzt am { $date }
admin-key-unused = nie benutzt
admin-revoke = Zurücknehmen
admin-audit-title = Protokoll
admin-audit-lead = Neueste zuerst. Zeiten sind in UTC.
admin-filter = Filtern
admin-policy-title = Richtlinie
admin-policy-lead = Beim Start des Portals aus der Richtliniendatei gelesen.

## Die E-Mails eines Entwicklungsportals.
mailbox-title = E-Mails
mailbox-lead = Eines Portals, mit dem entwickelt wird: Sie gehen in einen Ordner und an niemanden sonst.
mailbox-none = Es wurde noch keine E-Mail gesendet.
