// Takes the enrollment token out of the address bar before anything else happens. It is read by nobody here: the
// token is for the app, and a page that was opened in a browser instead must neither keep nor send it.

history.replaceState(null, "", location.pathname);
