//! A browser of few words: pages, cookies, forms. It knows of the portal only what its pages say.

use super::page::{Form, code_picture, forms};
use crate::problem::Problem;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use hyper::{Method, Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::collections::BTreeMap;

/// No page of the portal is longer, in bytes.
const LONGEST_PAGE: usize = 4 << 20;
/// More redirects than this go in a circle.
const MOST_REDIRECTS: usize = 10;

/// The browser, and the page it shows.
pub(super) struct Browser {
    client: Client<HttpConnector, Full<Bytes>>,
    /// `http://127.0.0.1:PORT`.
    base: String,
    cookies: BTreeMap<String, String>,
    /// The path of the page.
    path: String,
    html: String,
}

impl Browser {
    /// A browser for the site at `base`.
    pub(super) fn new(base: String) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, base, cookies: BTreeMap::new(), path: String::new(), html: String::new() }
    }

    /// The path of the page that is shown.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The page that is shown.
    pub(super) fn html(&self) -> &str {
        &self.html
    }

    /// Opens a page.
    pub(super) async fn open(&mut self, path: &str) -> Result<(), Problem> {
        let response = self.send(Method::GET, path, None).await?;
        self.follow(path.to_owned(), response).await
    }

    /// Fills in the form whose action ends in `action`, and sends it.
    pub(super) async fn submit(&mut self, action: &str, fields: &[(&str, &str)]) -> Result<(), Problem> {
        let mut found = forms(&self.html).into_iter();
        let path_of = |form: &Form| form.action.split('?').next().unwrap_or_default().to_owned();
        let form = found.find(|form| path_of(form).ends_with(action));
        let form = form.ok_or_else(|| Problem::Demo(format!("{}: {action}", self.path)))?;
        let hidden = form.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(hidden.chain(fields.iter().copied()));
        let response = self.send(Method::POST, &form.action, Some(body.finish())).await?;
        self.follow(form.action, response).await
    }

    /// The QR code that the page shows: the bytes of its picture.
    pub(super) async fn code_picture(&mut self) -> Result<Vec<u8>, Problem> {
        let address = code_picture(&self.html);
        let address = address.ok_or_else(|| Problem::Demo(format!("{}: code.png", self.path)))?;
        Ok(read(self.send(Method::GET, &address, None).await?).await?.to_vec())
    }

    /// What the page's script would ask: a small text beside the page.
    pub(super) async fn ask(&mut self, path: &str) -> Result<String, Problem> {
        let bytes = read(self.send(Method::GET, path, None).await?).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn follow(&mut self, mut path: String, mut response: Response<Incoming>) -> Result<(), Problem> {
        for _ in 0..MOST_REDIRECTS {
            if !response.status().is_redirection() {
                let status = response.status();
                self.path = path.split('?').next().unwrap_or_default().to_owned();
                self.html = String::from_utf8_lossy(&read(response).await?).into_owned();
                return if status.is_success() {
                    Ok(())
                } else {
                    Err(Problem::Demo(format!("{}: {status}", self.path)))
                };
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.unwrap_or_default();
            location.strip_prefix(self.base.as_str()).unwrap_or(location).clone_into(&mut path);
            response = self.send(Method::GET, &path, None).await?;
        }
        Err(Problem::Demo(path))
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<Response<Incoming>, Problem> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(ACCEPT_LANGUAGE, "en")
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(body.unwrap_or_default()))
            .map_err(|error| Problem::Demo(error.to_string()))?;
        let response = self.client.request(request).await;
        let response = response.map_err(|error| Problem::Demo(format!("{path}: {error}")))?;
        for line in response.headers().get_all(SET_COOKIE) {
            let pair =
                line.to_str().ok().and_then(|line| line.split(';').next()).and_then(|it| it.split_once('='));
            if let Some((name, value)) = pair {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(response)
    }
}

type Incoming = hyper::body::Incoming;

async fn read(response: Response<Incoming>) -> Result<Bytes, Problem> {
    let body = Limited::new(response.into_body(), LONGEST_PAGE).collect().await;
    Ok(body.map_err(|error| Problem::Demo(error.to_string()))?.to_bytes())
}
