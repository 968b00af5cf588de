# What the portal says, in English.

## On every page.
product = Countersign
language-tag = en
language-name = English
language-label = Language
skip-to-content = Skip to the content
nav-label = Self-service
nav-authenticators = Authenticators
nav-recovery = Recovery codes
nav-devices = Devices
nav-password = Password
foot = Self-service for two-factor login
log-off = Log off
log-in = Log in
next = Next
save = Save
cancel = Cancel
test = Test
edit = Edit
delete = Delete
copy = Copy
copied = Copied
print = Print
go-on = Continue
check-now = Check now
time-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
time-seconds =
    { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }

## Fields.
field-user = User
field-password = Password
field-initial-password = Initial password
field-current-password = Current password
field-new-password = New password
field-confirm-password = Confirm new password
field-address = E-mail address
field-comment = Comment
field-code = Code
field-code-first = First code
field-code-second = The code after it
field-totp-code = Code from the app
field-recovery-code = Recovery code

## Logging in.
login-title = Log in
login-lead = To your two-factor self-service.
login-first-time = First time here? Change your initial password
login-forgotten = Forgotten your password?
login-as = Logging in as
login-not-you = Not you?
password-title = Enter your password
first-title = Welcome
first-lead = Log in with the initial password that you were given, and choose one of your own.
first-have-password = I have a password of my own

## Passwords.
new-password-title = Choose a new password
new-password-lead = Only you will know it.
new-password-lead-change = Other browsers are logged off when the password changes.
new-password-length = At least { $count } characters. Several words are good; there is nothing else to observe.
change-password = Change Password
password-changed = Password changed
password-changed-text = Log in with your new password to set up your authenticators.
password-changed-inside = Password changed. Other browsers were logged off.
forgotten-title = Forgotten your password?
forgotten-lead = If there is an account of this name with a proven e-mail address, a link goes there.
forgotten-send = Send link
forgotten-sent = Look into your mail
forgotten-sent-text =
    { $count ->
        [one] If there is an account of this name with a proven e-mail address, a link is under way. It is valid for 1 minute.
       *[other] If there is an account of this name with a proven e-mail address, a link is under way. It is valid for { $count } minutes.
    }
back-to-login = Back to the login
reset-lead = You asked for a new password by mail. The old one ends as soon as you have chosen it.
reset-over-title = This link is no longer valid
reset-over-text = It was used already, or its time is over. Ask for a new one.
reset-ask-again = Ask for a new link

## The second factor.
factor-title = Confirm that it is you
factor-lead-login = Choose how to confirm this login.
factor-lead-confirm = This changes how your account is protected. Choose how to confirm it.
confirmed = Confirmed. You can go on.
factor-lead-admin = The admin area asks for a factor of its own. Choose how to confirm that it is you.
factor-another-way = Another way
way-push = Approve on the smartphone
way-totp = Code from the authenticator app
way-totp-detail = The digits that it shows (TOTP or HOTP)
way-offline = Offline code
way-offline-detail = From the smartphone's app, without network
way-email = Code by e-mail
way-recovery = Recovery code
way-recovery-detail = One of those that you have on paper
push-title = Approve on your smartphone
push-lead-enter = Open the request in the app and type this number there.
push-lead-scan = Open the request in the app and scan this picture.
push-lead-show = Open the request in the app. It shows a code: type it here.
push-lead-none = Open the request in the app and approve it.
push-number-label = Number to type on the smartphone
push-scan-alt = QR code to scan with the app
push-code-label = Code shown by the smartphone
push-waiting = Waiting for your smartphone…
push-again = Ask the smartphone again
outcome-accepted = Accepted
outcome-rejected = Rejected
outcome-timed-out = Timed out
outcome-wrong-number = Wrong number
outcome-superseded = Replaced by a newer request
advice-rejected = The request was rejected on the smartphone. If that was not you, change your password.
advice-timed-out = Nobody answered in time. Is the smartphone at hand and on the network? An offline code works without one.
advice-wrong-number = Another number was typed on the smartphone, so the request has ended.
advice-superseded = Another login asked later. If that was not you, change your password.
totp-code-title = Enter the code
totp-code-lead = The code of an authenticator app: the digits that it shows now.
offline-title = Enter the offline code
offline-lead = The digits that the smartphone's app shows for this account. It needs no network for them.
email-code-title = Enter the code from the mail
email-code-lead = A mail with a code is on its way to { $address }.
email-send-again = Send another code
recovery-code-title = Enter a recovery code
recovery-code-lead = Each code works once. Cross it out afterwards.

## Authenticators.
authenticators-title = Authenticators
authenticators-lead = What confirms that it is you, besides your password. Two of them are better than one: a smartphone can get lost.
authenticators-yours = Your authenticators
authenticators-add = Add an authenticator
authenticators-back = All authenticators
kind-email = E-mail
kind-email-words = A code by mail
kind-smartphone = Smartphone
kind-smartphone-words = Approve a login with a tap
kind-totp = TOTP
kind-hotp = HOTP
kind-totp-words = Six digits from an app
detail-added = added { $date }
detail-used = last used { $date }
fact-kind = Kind
fact-address = Address
fact-device = Device
fact-app = App
fact-added = Added
fact-used = Last used
fact-keys = Keys
kept-trusted-environment = kept by the phone’s hardware, says its maker
kept-security-chip = kept by the phone’s security chip, says its maker
fact-seen = Last seen
fact-never = not yet
authenticator-added = The authenticator was added.
authenticator-saved = Saved.
authenticator-deleted = The authenticator was deleted.
phone-new = A new smartphone, “{ $name }”, can approve your logins.
phone-not-mine = Not mine
phone-removed = The smartphone was removed. Change your password now: somebody else knows it.
email-title = E-mail
email-lead = Codes go to this address. A first one proves that it is yours.
email-prove-title = Prove the address
smartphone-title = Smartphone
smartphone-new-lead = The smartphone shows each login: who, where and when. You approve or reject it there.
smartphone-comment-hint = To tell your smartphones apart, such as “push”.
smartphone-lead = Scan this code with the Countersign app.
smartphone-step-open = Open the app on your smartphone. At the first start, accept the license, choose a PIN and allow notifications.
smartphone-step-plus = Press + and allow the camera.
smartphone-step-scan = Scan the code on this page.
smartphone-step-information = As account information, enter { $user }.
smartphone-same-device = This is the smartphone: open the app
smartphone-waiting = Waiting for smartphone data…
smartphone-completed = The smartphone was added.
smartphone-expired = The time of this code is over. A new one takes a moment.
smartphone-renew = New code
smartphone-code-alt = QR code that enrolls a smartphone
totp-title = TOTP
totp-new-lead = An app shows six digits that change every half minute. It needs no network.
totp-comment-hint = To tell your apps apart.
totp-lead = Scan this code with the Countersign app, or any other app for one-time codes.
totp-step-plus = Press + in the app.
totp-step-scan = Scan the code on this page.
totp-step-information = As account information, enter { $user }, then Next.
totp-step-code = Enter the digits that the app shows, and save.
totp-by-hand = No camera?
totp-parameters = By time (TOTP), { $algorithm }, { $digits } digits, every { $period } seconds
hotp-parameters = By counter (HOTP), { $algorithm }, { $digits } digits
hotp-instead = Counter-based codes instead (HOTP)
totp-same-device = Open in an app on this device
totp-code-alt = QR code that sets up one-time codes
resynchronize = Resynchronize
resynchronize-title = Resynchronize { $name }
resynchronize-lead = The app and the portal count the codes. Where the app is too far ahead, two codes that follow one another bring them together.
codes-resynchronized = The codes were resynchronized.
test-title = Test { $name }
test-lead-code = Enter a code as if you were logging in. Nothing else happens.
test-lead-email = A code goes to this address, as if you were logging in. Nothing else happens.
test-lead-push = Send a request to your smartphone? Nothing depends on your answer.
test-start = Start
test-passed = The test went well: this authenticator works.
delete-title = Delete { $name }?
delete-text = It no longer confirms your logins. What is on your smartphone stays there until you delete it in the app.
delete-text-email = A code no longer goes to this address.
delete-last = This is your last authenticator: without one, your password alone protects the account.

## Recovery codes.
recovery-title = Recovery codes
recovery-lead = For the day when smartphone and mail are out of reach. Keep them on paper, not on the smartphone.
recovery-left =
    { $count ->
        [0] You have no recovery codes.
        [one] You have 1 unused recovery code.
       *[other] You have { $count } unused recovery codes.
    }
recovery-few =
    { $count ->
        [0] You have no recovery codes. They let you in when smartphone and mail are out of reach.
        [one] Only 1 recovery code is left.
       *[other] Only { $count } recovery codes are left.
    }
recovery-make = Make new codes
recovery-make-title = New recovery codes
recovery-replaces = New codes replace those that you have; these stop working.
recovery-needs-factor = Add an authenticator first: recovery codes stand in for one that is lost.
recovery-once = These codes are shown now and never again. Print them or write them down.
recovery-for = Recovery codes of { $user }. Each works once.
recovery-noted = I have noted them

## Devices.
devices-title = Devices
devices-lead = Smartphones that can approve your logins, and browsers that are logged in.
devices-phones = Smartphones
devices-phones-none = No smartphone has been added.
devices-browsers = Browsers
devices-browsers-none = No other browser is logged in.
device-this = This browser
device-seen = last seen { $date }
devices-log-off-others = Log off all other browsers
others-logged-off = All other browsers were logged off.

## Leaving.
please-wait = Please wait
please-wait-text = You are being logged off.
logged-off = Logged off
logged-off-text = Nobody can go on from here without logging in again.
still-logged-in = You are still logged in
still-logged-in-text = Another window kept your session open.
log-in-again = Log in again

## What is wrong with what was typed.
problem-credentials = User or password is wrong.
problem-password = This is not your current password.
problem-locked = Too many wrong attempts. Try again in { $time }.
problem-code = This code is wrong.
problem-code-used = This code was used already. Take the next one.
problem-code-expired = This code is no longer valid. Ask for a new one.
problem-mailed-too-often = A code was sent a moment ago. Another one can be sent in { $time }.
problem-password-short = This password is too short.
problem-password-long = This password is too long.
problem-password-common = This password contains your name, or is one of those that are tried first.
problem-password-unchanged = This is the password that you have.
problem-passwords-differ = This is not the same password.
problem-address = No mail can be sent to this address.
problem-comment = At most 64 characters, please.
problem-name = This name cannot be used.
problem-too-many = You have as many authenticators as are allowed. Delete one first.
problem-missing = Please fill this in.

## Error pages.
error-form-title = This page was open for too long
error-form-text = For your safety nothing was done. Go back, reload the page, and try again.
error-not-found-title = There is no such page
error-not-found-text = The link is old, or what it led to has been deleted.
error-slow-title = Too many requests
error-slow-text = Please wait a moment, then try again.
error-unavailable-title = This does not work right now
error-unavailable-text = The portal cannot do it at the moment. Nothing was changed. Please try again in a few minutes.
error-request-title = This request makes no sense here
error-request-text = The portal did not understand what your browser sent.
error-start = To the start
session-over = Your session has ended. Log in again to go on.

## The page behind a QR code, in a browser.
enroll-title = This code is for the app
enroll-lead = It adds your account to the Countersign app. A browser cannot do that.
enroll-step-install = Install the Countersign app on your smartphone.
enroll-step-set-up = Open it, accept the license and choose a PIN.
enroll-step-scan = Press +, and scan the code again.
enroll-private = The code that brought you here has been removed from the address bar. It was sent to nobody.

## Dates.
date =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }

## The demo application.
demo-title = Demo application
demo-lead = The login page of some other application, which asks this portal for the second factor.
demo-factor-lead = The password was right. How do you want to confirm that it is you?
demo-change-password-first = Change your initial password in the self-service first.
demo-no-factor = You cannot confirm this way any more. Choose another one.
demo-inside-title = Logged in
demo-inside-lead = You are logged in to the demo application as { $user }.
demo-without-factor = Your password alone was enough, because you have no second factor yet. Add one in the self-service.

## The admin area.
admin-title = Administration
admin-users-title = Users
admin-users-lead = Everyone who may log in to the self-service.
admin-user-administrator = Administrator
admin-user-disabled = closed
admin-user-initial = initial password not changed yet
admin-add-title = Add a user
admin-name-taken = This name is taken.
admin-import-title = Import users
admin-import-lines = The lines of a file: name, e-mail, language, initial password – separated by commas; all but the name may be empty
admin-import = Import
admin-import-long = That is too much at once: at most 10,000 users.
admin-import-line = Line { $line } is not valid. Nothing was imported.
admin-imported =
    { $count ->
        [one] One user was added.
       *[other] { $count } users were added.
    }
admin-passwords-title = Initial passwords
admin-passwords-lead = They are shown once. Hand each to its user, who has to change it at the first login.
admin-codes-left =
    { $count ->
        [one] one left
       *[other] { $count } left
    }
admin-disable = Close the account
admin-enable = Open the account
admin-new-password = New initial password
admin-reset = Delete all authenticators
admin-keys-title = API keys
admin-keys-lead = Applications that ask this portal for second factors.
admin-key-add = Add an application
admin-application = Application, as phones show it
admin-permit-second-factor = May ask for second factors
admin-permit-password = May have passwords checked
admin-permits-second-factor = second factors
admin-permits-password = passwords
admin-key-permits-nothing = A key permits at least one thing.
admin-key-title = The new API key
admin-key-lead = It is shown once. Copy it into the application.
admin-key-used = last used on { $date }
admin-key-unused = never used
admin-revoke = Take back
admin-audit-title = Audit log
admin-audit-lead = Newest first. Times are in UTC.
admin-filter = Filter
admin-policy-title = Policy
admin-policy-lead = Read from the policy file when the portal starts.

## The mails of a development portal.
mailbox-title = Mails
mailbox-lead = Of a portal that is being developed with: they go into a folder, and to nobody else.
mailbox-none = No mail was sent yet.
