# What the terminal shell says, in English.

## Screens: their names, and what their keys do.
title-about = About
title-account = Account
title-add = Add
title-authenticators = Authenticators
title-change-pin = Change PIN
title-confirm-pin = Confirm PIN
title-device-key = Device key
title-erased = Erased
title-history = History
title-keys = Keys
title-license = License
title-manual = Enter by hand
title-new-pin = Choose a PIN
title-notifications = Notifications
title-offer = New account
title-recovery = Recovery code
title-replace-pin = New PIN
title-settings = Settings
title-unlock = Unlock
title-unusable = Cannot be opened
hint-accept = accept
hint-add = add
hint-add-anyway = add it anyway
hint-allow = allow
hint-back = back
hint-cancel = cancel
hint-change = change
hint-choose = choose
hint-copy = copy
hint-decline = decline
hint-delete = delete
hint-details = details
hint-do-not-add = do not add
hint-edit = edit
hint-end-search = end search
hint-favourite = favourite
hint-go-on = go on
hint-keep = keep
hint-keys = all keys
hint-lock = lock
hint-make-recovery-code = make a code
hint-manual = enter by hand
hint-next = next
hint-next-code = next code
hint-next-field = next field
hint-not-now = not now
hint-noted = I have noted it
hint-open = open
hint-quit = quit
hint-read = read
hint-remove-recovery-code = remove the code
hint-save = save
hint-scroll = scroll
hint-search = search
hint-settings = settings
hint-show-code = show code
hint-start-over = start over
hint-stay-locked = stay locked
hint-unlock = unlock
hint-use-key-file = use a key file
hint-use-pin = use the PIN
hint-use-recovery-code = use the recovery code

## Setup.
setup-step = step { $step } of { $steps }
setup-welcome = Welcome. Please read this first.
setup-license-question = Do you accept the license?
setup-done = Done: the vault is set up. Add an account with: countersign add PICTURE
setup-out-of-order = Another step comes first. Start again.
setup-wrong-license = This is not the current license. Start again.
device-key-none = This computer has no keyring that answers. The key that belongs to your PIN can be kept in a file instead.
device-key-choice = Start a keyring (such as GNOME Keyring) and come back, or use a key file.
device-key-question = Use a key file?
device-key-unavailable = The store of the device keys does not answer. Unlock your keyring, or check the data folder, and try again.
class-file-warning = A key file protects little: whoever copies your home folder has the key and the vault, and only your passphrase stands in the way.
class-keyring-warning = The key is in your keyring. Any program that you run can ask the keyring for it, so a passphrase is needed instead of a short PIN.
class-hardware = in hardware that never gives them out
class-keyring = in the keyring: any program of yours can ask for them
class-file = in a key file: protects little
class-test = test double
new-pin-digits = { $minimum } to { $maximum } characters, digits are usual. No dates, sequences or repetitions.
new-pin-passphrase = A passphrase of { $minimum } to { $maximum } characters: several words are good.
new-pin-forgotten = Nobody can reset it. After ten wrong ones in a row everything is erased.
new-pin-again = The same once more, to be sure that you know it.
notifications-question = Show notifications when a login waits for you (recommended)?
notifications-explained = You can change this in the settings at any time.

## Unlocking.
unlock-with-pin = Enter your PIN.
unlock-with-passphrase = Enter your passphrase.
unlock-with-recovery-code = Enter the recovery code that you printed.
unlock-attempts-left =
    { $attempts ->
        [one] One attempt is left before everything is erased.
       *[other] { $attempts } attempts are left before everything is erased.
    }
unlock-wait = The next attempt is possible in { $time }.
unlock-wrong-pin =
    { $attempts ->
        [one] Wrong PIN. One attempt is left.
       *[other] Wrong PIN. { $attempts } attempts are left.
    }
unlock-not-a-pin = A PIN has 4 to 64 characters. Nothing was counted.
unlock-erased = The vault was erased after too many wrong PINs. Set up again to begin a new one.
unlock-wrong-recovery-code = This recovery code does not open this vault. Check each character.
unlock-not-available = This way of unlocking is not set up. Use the PIN.
unlock-cancelled = Cancelled. Nothing was counted.
unlock-not-locked = There is no locked vault.
older-title = An older copy
older-rolled-back = The vault's files are older than this device remembers: a backup was put back. What was changed since is missing, and deleted accounts may be back.
older-forked = The vault's files are not the ones that this device wrote last: they were also used elsewhere.
older-not-remembered = This device remembers nothing about these files, so it cannot tell how old they are.
older-how = Open the app at a terminal to decide.
older-question = Go on with these files?
erased-what = The vault was erased after too many wrong PINs.
erased-next = You can begin a new, empty one. Your accounts have to be enrolled again with their servers.
start-over-title = Start over?
start-over-question = What is left of this vault is destroyed for good. If you have a backup of its files, put that back instead.
unusable-damaged = The vault's files are damaged. Your PIN is not the problem, and nothing was counted. Put back a backup of the data folder.
unusable-files-missing = The vault's files are gone. Put back a backup of the data folder.
unusable-newer-version = A newer version of Countersign wrote this vault. Update to open it.
unusable-device-key-missing = The device's key for this vault is not here: the files come from another computer, or the keyring was reset. Only the recovery code opens it.
unusable-in-use = The vault is open in another Countersign. Close that one first.
unusable-folder = Folder: { $folder }

## The list.
list-search = Search:
list-favourites = favourites
list-nothing-found = Nothing found.
list-empty = No accounts yet.
list-empty-add = Press a to add one: from a picture of a QR code, from a pasted text, or by hand.
list-count =
    { $count ->
        [one] 1 account
       *[other] { $count } accounts
    }
list-found = { $found } of { $count }
list-on-request = on request
list-unknown-kind = unknown kind
keys-move = move
keys-details = details of the account
keys-copy = copy the code
keys-next-code = next code (by counter)
keys-show = show or hide the code
keys-add = add an account
keys-search = search
keys-tag = next tag
keys-favourites = only favourites
keys-favourite = mark as favourite
keys-order = move the account up or down
keys-undo = undo a deletion
keys-unfilter = show all
keys-history = history
keys-settings = settings
keys-about = about
keys-lock = lock
keys-quit = quit
keys-quit-anywhere = quit, from anywhere

## One account.
account-on-request = The next code comes when you ask for it.
account-next-code = then { $code }
account-kind = Codes
account-server = Server
account-clock = Clock corrected by
account-created = Added
account-delete-title = Delete?
account-delete-question = Delete { $name }? The server does not know of it: switch the second factor off there first, or you may lock yourself out.
kind-totp = by time (TOTP)
kind-hotp = by counter (HOTP)
kind-steam = Steam Guard
kind-day = day password
kind-unknown = a kind that a newer version knows
parameter-digits = { $count } characters
parameter-period = every { $seconds } s
field-issuer = Issuer
field-account = Account
field-information = Account information
field-tags = Tags
field-secret = Secret
field-kind = Kind
field-algorithm = Algorithm
field-digits = Digits
field-period = Period in seconds
field-counter = Next counter
field-pin = PIN
field-passphrase = Passphrase
field-recovery-code = Recovery code
field-old-pin = PIN or passphrase now
field-new-pin = New one
field-again = New one again

## Adding.
add-explained = Give the path of a picture (PNG or JPEG) with QR codes, or paste the text of one. A file can be dropped on the terminal.
add-field = Picture or text
add-manual = No QR code? Tab leads to the fields.
add-question = Add this account?
manual-explained = Copy what the server's page shows. Kind, digits and period are mostly right as they are.
manual-digits-wrong = A code has 6 to 10 digits.
manual-period-wrong = A code lives for at least 1 second and at most 366 days.
manual-counter-wrong = The counter is a whole number from 0.
offer-explained = Nothing is stored before you add it.
offer-of = { $at } of { $of }
offer-server = Server: { $server }
offer-server-deceptive = The server's name contains letters that may imitate another.
offer-similar = An account of this name is there already. This one is added beside it:
offer-same-secret = This very secret is there already: { $name }.
offer-same-secret-title = Already there
offer-same-secret-question = { $name } has this very secret already. Add it a second time?
enroll-same-secret = { $name } has this very secret already. To have it twice, add it with --same-secret.
enroll-missing-parts =
    { $count ->
        [one] Part { $parts } of this export is missing. Scan it too.
       *[other] Parts { $parts } of this export are missing. Scan them too.
    }
enroll-nothing-usable = There is no account in it that can be used.
enroll-offer-gone = This offer is no longer there. Scan it again.
enroll-empty = There is no text.
enroll-too-long = This text is too long for an enrollment.
enroll-unknown = This is no enrollment that Countersign knows. It should begin with otpauth://
enroll-link-damaged = This link to enroll is damaged. Scan it again, or ask for a new one.
enroll-link-server = This link names a server that Countersign does not talk to. Tell whoever gave it to you.
enroll-link-version = This link is for a newer version of Countersign.
enroll-link-policy = This server asks for something that this version does not know.
enroll-login-code = This is the code of a login page. Open the request that asks for it, and scan it there.
enroll-foreign-host = It points to { $host }.
foreign-duo = This is an activation code for Duo Mobile, and only that app can take it. Ask the server's administrator for a TOTP code instead.
foreign-microsoft = This is an activation code for Microsoft Authenticator. On the page that shows it, choose "use a different authenticator app": then it shows a code that works here.
foreign-okta = This is an enrollment for Okta Verify, and only that app can take it. Choose another factor there, such as Google Authenticator: its code works here.
foreign-steam-app = This is a code for the Steam app. Scan it with that app. A Steam Guard secret can be entered here by hand.
foreign-linotp = This is a push enrollment of LinOTP, which this version does not take. Ask for a TOTP token instead.
foreign-pushauth = This is a pushauth enrollment, which this version does not take. Ask for a TOTP code instead.
foreign-privacyidea = This is a push or container enrollment of privacyIDEA, which this version does not take. Ask for a TOTP token instead.
foreign-edumfa = This is a push enrollment of eduMFA, which this version does not take. Ask for a TOTP token instead.
foreign-ping = This is an enrollment for PingID, and only that app can take it. Ask for an authenticator app (TOTP) as the factor instead.
foreign-securid = This is a software token for RSA SecurID, and only that app can take it. Its codes are no TOTP.
foreign-authy = This is a code for the Authy app. Scan it with that app, or ask the server for a TOTP code.
foreign-entrust = This is an enrollment for Entrust Identity, and only that app can take it. Ask for a TOTP code instead.
foreign-mobile-otp = This is a Mobile-OTP account, whose codes Countersign does not make. Ask for a TOTP code instead.
foreign-passkey = This is a passkey. Scan it with the camera app of your phone: it needs the phone near this computer.
foreign-messenger = This links a messenger app to a device. Scan it from within that messenger.
foreign-wifi = This is the access to a Wi-Fi network. Scan it with the camera app of your phone.
foreign-contact = This is a contact for an address book. There is no account in it.
foreign-calendar = This is an entry for a calendar. There is no account in it.
foreign-mail = This is an e-mail address or message. There is no account in it.
foreign-telephone = This is a telephone number or text message. There is no account in it.
foreign-place = This is a place on the map. There is no account in it.
foreign-payment = This is a request for a payment. There is no account in it; pay only what you expect.
foreign-bare-secret = This is a secret without a name. Enter it by hand, so that you can say whose it is.
foreign-web-address = This is a web address, no account. It is not opened here. If it is from your server, open it in a browser: its page may show the code to scan.
foreign-other = This is no enrollment for Countersign, but { $what }.
uri-unknown-kind = The kind of code is not known.
uri-fragment = A '#' does not belong here; in a name it is written %23.
uri-bad-escape = A '%' is not followed by two hexadecimal digits.
uri-not-utf8 = A name is not readable as text.
uri-too-many-parameters = There are too many parameters.
uri-duplicate = A parameter occurs twice.
uri-missing-secret = There is no secret.
uri-value = The value of '{ $parameter }' is not allowed.
uri-contradiction = '{ $parameter }' contradicts the kind of code.
uri-two-step = The server wants an enrollment in two steps, which Countersign does not support. Ask for a code without it.
uri-other = It cannot be used.
uri-position = (character { $position })
secret-character = The secret contains a character that base32 does not have (it has A–Z and 2–7).
secret-incomplete = A character of the secret is missing.
secret-too-short = The secret is too short to be safe: less than 80 bits.
secret-too-long = The secret is too long: more than 8,192 bits.
migration-damaged = This export is damaged. Scan it again.
migration-parts = The part numbers of this export cannot be right.
entry-algorithm = Its algorithm is not supported.
entry-digits = Its number of digits is not known.
entry-counter = Its counter is not a whole number from 0.
entry-unusable = Account { $number } of the export cannot be used. { $what }
warning-issuer-mismatch = The label names another issuer: { $issuer }
warning-short-secret = The secret is shorter than it should be (128 bits).
warning-loose-bits = The secret ends in bits that mean nothing; they were dropped.
warning-long-period = A code lives unusually long: { $seconds } s.
warning-label-cleaned = Invisible or deceptive characters were taken out of the name.
warning-mixed-scripts = The name mixes scripts, as a forged one does.
warning-no-account-name = The account has no name of its own.
warning-counter-missing = No counter was given; it starts at 0.
warning-taken-as-steam = Taken as Steam Guard.
warning-unknown-parameter = It contains a parameter that is not known and was ignored.
warning-other = Something about it is unusual.

## Pictures.
scan-no-code = There is no QR code in this picture that can be read. Try a sharper or closer one.
scan-some = Some pictures could not be read.
scan-too-many-bytes = The file is larger than 8 MB. Use a smaller picture.
scan-too-many-pixels = The picture is larger than 4096 × 4096 pixels. Use a smaller one.
scan-too-much-memory = The picture needs too much memory. Use a smaller one.
scan-unsupported-format = This is no PNG or JPEG picture.
scan-damaged = The picture is damaged.
scan-timed-out = Reading the picture took too long. Cut it down to the code.
picture-not-found = There is no such file.
picture-not-allowed = You may not read this file.
picture-unreadable = The file cannot be read.
about-file = { $file }: { $what }

## Settings.
setting-auto-lock = Lock after
setting-hide-codes = Hide codes
setting-clipboard = Clear clipboard after
setting-notifications = Notifications
setting-language = Language
setting-theme = Colours
setting-change-pin = Change PIN or passphrase
setting-recovery = Recovery code
setting-on = on
setting-off = off
setting-never = never
setting-minutes = { $count } min
setting-seconds = { $count } s
setting-language-device = as device
setting-language-english = English
setting-language-german = Deutsch
setting-theme-system = as terminal
setting-theme-light = light
setting-theme-dark = dark
setting-out-of-range = This value is outside its range.
change-pin-explained = Afterwards only the new one opens the vault, older copies of its files included.
replace-pin-explained = The recovery code opened the vault. Choose a new PIN now; the recovery code has done its work, so make a new one afterwards.
recovery-explained = A recovery code opens your one-time codes if you forget the PIN. Write it down and keep it apart from this computer. Your PIN is needed to make one.
recovery-exists = There is a recovery code already. A new one replaces it.
recovery-note-it = This is your recovery code. It is shown only now. Write it down:

## History.
history-empty = Nothing happened yet.
event-vault-created = vault set up
event-account-added = account added
event-account-changed = account changed
event-account-deleted = account deleted
event-account-restored = deletion undone
event-account-exported = secret exported
event-pin-changed = PIN changed
event-recovery-code-made = recovery code made
event-recovery-code-removed = recovery code removed
event-recovery-code-used = opened with the recovery code
event-roll-back-accepted = older copy accepted
event-other = something that a newer version knows

## About.
about-version = Countersign { $version }, the open core of a push-authenticator app
about-license-title = License
about-license = Apache License 2.0 or MIT License, at your choice.
about-protocols-title = Codes and enrollments
about-protocols = TOTP, HOTP, Steam Guard, day password; otpauth:// and otpauth-migration://
about-keys-title = Where the device keys are
about-folder-title = Data folder
about-security-title = Found a security problem?
about-security = Please tell us in private first: SECURITY.md says how.

## What just happened.
notice-added = Added: { $name }
notice-copied = Copied.
notice-copied-for = Copied; removed from the clipboard in { $seconds } s.
notice-deleted = Deleted: { $name }. Press u within { $seconds } s to undo.
notice-restored = Back again: { $name }
notice-nothing-to-undo = There is nothing to undo.
notice-saved = Saved.
notice-pin-changed = The PIN was changed.
notice-pin-again = Enter the PIN again to open the older copy.
notice-recovery-removed = The recovery code opens nothing any more.
notice-locked-itself = Locked after a while without a key.
notice-working = One moment …
notice-recovered = The newest file was damaged; the one before it was opened. The last change is missing.
notice-older-copy = An older copy of the vault is open.

## What went wrong.
pin-differs = The two differ. Choose again.
pin-too-short = At least { $minimum } characters are needed.
pin-too-long = At most 64 characters are possible.
pin-too-common = This is among the first that a thief would try. Choose another.
pin-not-text = This is not readable as text.
pin-nobody-to-ask = There is no terminal to ask at. Use --pin-fd.
pin-fd-unreadable = File descriptor { $number } cannot be read.
pin-fd-not-supported = This system has no numbered file descriptors.
pin-empty = Nothing was entered.
out-of-memory = Not enough memory for the key derivation. Close other programs and try again.
storage-full = No space is left on the disk. Nothing was lost; make room and try again.
storage-failed = The disk or the key store failed. Nothing was lost; try again.
storage-uncertain = It is not known whether the change was stored. Look at what is shown now before you try again.
error-locked = The vault is locked. Unlock it first.
error-unknown-account = There is no such account any more.
error-too-long = This text is too long, or there are too many tags.
error-empty-label = An account needs an issuer or a name.
error-too-late = It is too late to undo.
error-damaged-secret = The secret of this account is damaged. Enroll it again; the others are not affected.
error-new-pin-needed = The recovery code opened the vault: open the app and choose a new PIN first.
error-old-pin-needed = The old PIN is needed.
error-policy = A server's policy forbids this.
code-counter-based = by counter: ask for it
code-time-based = The codes of this account come by time.
code-exhausted = The counter has come to its end. Enroll the account again.
problem-not-set-up = There is no vault yet. Run: countersign setup
problem-already-set-up = There is a vault already; nothing was changed.
problem-setup-unfinished = The setup was not finished. Run: countersign setup
problem-no-data-folder = There is no home folder to keep the vault in. Use --data-dir.
problem-no-keyring = There is no keyring that answers. Start one, or choose a key file with --device-key file (it protects little).
problem-no-terminal = There is no terminal to ask at. Use a command with --yes; see countersign --help.
problem-license = The license was not accepted. Read it in the app, or use --accept-license.
problem-declined = Nothing was done.
problem-not-found = There is no account '{ $name }'. See: countersign list
problem-ambiguous = '{ $name }' fits { $count } accounts. Say more:
problem-next-needs-time = --next is for codes by time. Each code by counter is the next one.
problem-output = The result could not be written.

## Questions and prompts of the commands.
ask-yes-no = [y/n]
prompt-pin = PIN or passphrase
prompt-new-pin = New PIN or passphrase
prompt-pin-again = Once more
prompt-pin-once-more = PIN or passphrase, for the export
prompt-secret = Secret (base32)
remove-question = Delete { $name } for good?
export-warning = Whoever reads what follows can make the codes of { $name } for ever.
export-question = Show it?
export-too-long = { $name } is too long for a QR code; here is its text:
doctor-folder = Folder
doctor-state = State
doctor-class = Device keys
doctor-keyring = Keyring
doctor-keyring-yes = answers
doctor-keyring-no = none that answers
doctor-attempts = Attempts left
doctor-clock = Clock (UTC)
doctor-version = Version
doctor-new = no vault yet
doctor-setup = setup not finished
doctor-locked = locked, files intact
demo-begin = A tour of Countersign, with a throw-away account in a temporary vault.
demo-drawn = Drawn: a QR picture as a server would show it, { $bytes } bytes of PNG.
demo-scanned =
    { $count ->
        [one] Scanned: the core found 1 code in the picture.
       *[other] Scanned: the core found { $count } codes in the picture.
    }
demo-set-up = Set up: license accepted, passphrase chosen and confirmed, vault made.
demo-offer = Offered, with nothing stored yet:
demo-added = Added: { $name }
demo-information = the demo's own account
demo-code = { $code }   ({ $seconds } s left)
demo-check = Check it with another program (this secret is thrown away, so it may be shown):
demo-end = The temporary vault is gone. Start your own with: countersign

## Exit codes.
exit-done = done
exit-failed = failed for another reason
exit-usage = wrong use, or something is missing that nobody can be asked for
exit-wrong-pin = wrong or refused PIN, or too early for the next attempt
exit-erased = the vault was erased
exit-not-found = no such account, or several
exit-unreadable = a picture or text cannot be read
exit-unusable = the vault is not set up, damaged, in use, or from elsewhere
exit-storage = the disk or the key store failed
exit-declined = declined by the user

## Help on the command line.
help-about = An authenticator in a terminal. Without a command on a terminal it opens the app.
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-usage = Usage
help-heading-exit = Exit codes
help-more = The PIN is asked for, or read with --pin-fd; it is never an argument.
help-data-dir = Folder of the vault (default: the system's folder for data of programs)
help-pin-fd = Read the PIN from this file descriptor: its first line
help-language = en or de (default: as the settings or the environment say)
help-device-key = Where the device key of a new vault is kept: keyring or file
help-help = Show this help
help-version = Show the version
help-json = Print JSON, for scripts
help-yes = Do not ask
help-name = Part of issuer:account that fits one account only
help-setup = Set up the vault
help-setup-accept-license = Accept the license without being asked
help-setup-notifications = Allow notifications
help-add = Add an account
help-add-input = A picture with QR codes, a text such as otpauth://…, or - for standard input
help-add-manual = Give the fields by hand; the secret is asked for
help-add-same-secret = Add it although its secret is there already
help-add-secret-fd = Read the secret from this file descriptor
help-issuer = Who issues the account
help-account = Name of the account
help-kind = totp, hotp, steam or day
help-algorithm = sha1, sha256 or sha512
help-digits = Digits of a code: 6 to 10
help-period = Seconds that a code lives
help-counter = Next counter of an HOTP account
help-information = Your own words about the account
help-tags = A tag; may be given several times
help-tag = Only accounts with this tag
help-search = Only accounts with these words
help-favourite = Whether it is a favourite: true or false
help-list = List the accounts with their codes
help-code = Print one account's code
help-code-next = Print the code after the current one
help-scan = Print the texts of all QR codes in pictures
help-scan-pictures = PNG or JPEG files
help-remove = Delete an account
help-rename = Change the name, information or tags of an account
help-export-uri = Print an account's key URI, with its secret
help-export-uri-qr = Draw it as a QR code
help-history = Show what happened
help-doctor = Show how the vault is, without opening it
help-demo = A tour in a temporary vault
