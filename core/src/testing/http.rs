//! A client whose servers are scripts, and the smallest executor that a test needs.

use super::locked;
use crate::http::{Host, HttpRequest, HttpResponse, Reach, ServerOrigin};
use crate::ports::{BoxFuture, HttpClient, HttpError, NetworkConsent};
use core::fmt;
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::task::{Wake, Waker};
use std::thread::{self, Thread};

/// What came of one request.
pub type Outcome = Result<HttpResponse, HttpError>;

/// A server: a function from requests to outcomes.
type Script = Box<dyn FnMut(&HttpRequest) -> Outcome + Send>;

/// A client without a network. It records each request that it would send, and refuses what a real one refuses
/// before sending: names without an address, and addresses without consent.
#[derive(Clone)]
pub struct FakeHttp(Arc<Mutex<State>>);

struct State {
    script: Script,
    /// Outcomes that come before the script's.
    queue: VecDeque<Outcome>,
    hosts: HashMap<Host, Option<Reach>>,
    sent: Vec<HttpRequest>,
}

impl FakeHttp {
    /// Every server is this function.
    pub fn new(script: impl FnMut(&HttpRequest) -> Outcome + Send + 'static) -> Self {
        let script = Box::new(script);
        Self(Arc::new(Mutex::new(State {
            script,
            queue: VecDeque::new(),
            hosts: HashMap::new(),
            sent: Vec::new(),
        })))
    }

    /// No server can be reached, besides what is put in with [`answer_next`](Self::answer_next).
    pub fn unreachable() -> Self {
        Self::new(|_| Err(HttpError::Unreachable))
    }

    /// Puts one outcome at the end of the queue that is used up before the script is asked.
    pub fn answer_next(&self, outcome: Outcome) {
        locked(&self.0).queue.push_back(outcome);
    }

    /// From now on the name of `origin` resolves to addresses of this reach, or to none. Names are public otherwise.
    pub fn resolve(&self, origin: &ServerOrigin, reach: Option<Reach>) {
        locked(&self.0).hosts.insert(origin.host().clone(), reach);
    }

    /// Every request that was sent, in order; what was refused before is not among them.
    pub fn sent(&self) -> Vec<HttpRequest> {
        locked(&self.0).sent.clone()
    }

    fn exchange(&self, request: HttpRequest, consent: NetworkConsent) -> Outcome {
        if !request.is_valid() {
            return Err(HttpError::InvalidRequest);
        }
        let mut state = locked(&self.0);
        let origin = &request.origin;
        let known = state.hosts.get(origin.host()).copied();
        let reach =
            origin.reach().or(known.unwrap_or(Some(Reach::Public))).ok_or(HttpError::NameNotResolved)?;
        match (reach, consent) {
            (Reach::Public, _) | (Reach::Private | Reach::Loopback, NetworkConsent::PrivateToo) => {}
            (Reach::Private | Reach::Loopback, NetworkConsent::PublicOnly) => {
                return Err(HttpError::PrivateAddress);
            }
            (Reach::Never, _) => return Err(HttpError::ForbiddenAddress),
        }
        let outcome = match state.queue.pop_front() {
            Some(outcome) => outcome,
            None => (state.script)(&request),
        };
        state.sent.push(request);
        outcome
    }
}

impl HttpClient for FakeHttp {
    fn send(&self, request: HttpRequest, consent: NetworkConsent) -> BoxFuture<'_, Outcome> {
        // Inside the future: one that is dropped before it ran has sent nothing.
        Box::pin(async move { self.exchange(request, consent) })
    }
}

impl fmt::Debug for FakeHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeHttp").field("sent", &locked(&self.0).sent).finish_non_exhaustive()
    }
}

/// Runs a future to its end on this thread.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{DevelopmentHttp, RequestPath};
    use crate::testing::conformance::{self, HttpServers};

    fn origin(text: &str) -> ServerOrigin {
        ServerOrigin::parse(text, DevelopmentHttp::Off).unwrap()
    }

    fn get(text: &str) -> HttpRequest {
        HttpRequest::get(origin(text), RequestPath::parse("/").unwrap())
    }

    #[test]
    fn conforms() {
        let http = FakeHttp::new(|request| match request.path.as_str() {
            "/moved" => Err(HttpError::Redirected),
            "/large" => Err(HttpError::TooLarge),
            "/missing" => Ok(HttpResponse::new(404, [], Vec::new()).unwrap()),
            _ => Ok(HttpResponse::new(200, [], request.body.clone().unwrap_or_default()).unwrap()),
        });
        http.resolve(&origin("https://nowhere.example"), None);
        conformance::http_client(
            &http,
            &HttpServers {
                reachable: origin("https://server.example"),
                consent: NetworkConsent::PublicOnly,
                unresolved: origin("https://nowhere.example"),
            },
        );
    }

    #[test]
    fn nothing_is_sent_before_consent_and_an_outcome_is_used_once() {
        let http = FakeHttp::unreachable();
        http.resolve(&origin("https://intranet.example"), Some(Reach::Private));
        let send = |text, consent| block_on(http.send(get(text), consent)).map(|response| response.status());
        assert_eq!(
            send("https://intranet.example", NetworkConsent::PublicOnly),
            Err(HttpError::PrivateAddress)
        );
        assert!(http.sent().is_empty());
        http.answer_next(Ok(HttpResponse::new(204, [], Vec::new()).unwrap()));
        assert_eq!(send("https://intranet.example", NetworkConsent::PrivateToo), Ok(204));
        assert_eq!(send("https://example.org", NetworkConsent::PublicOnly), Err(HttpError::Unreachable));
        assert_eq!(http.sent().len(), 2);
        drop(http.send(get("https://example.org"), NetworkConsent::PublicOnly));
        assert_eq!(http.sent().len(), 2, "dropped before it ran");
    }
}
