//! A browser that knows nothing but pages, forms, one cookie, and where it is sent.

use super::http::{Answer, request};
use std::net::SocketAddr;

/// A browser: keeps one cookie, finds the token of a page's forms, follows where it is sent.
pub struct Browser {
    pub address: SocketAddr,
    pub cookie: String,
    pub token: String,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookie: String::new(), token: String::new() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let cookie = self.cookie.clone();
        let answer = request(self.address, "GET", path, &[("cookie", &cookie)], &[]).await;
        self.look(answer).await
    }

    pub async fn post(&mut self, path: &str, fields: &str) -> Answer {
        let (cookie, body) = (self.cookie.clone(), format!("form_token={}&{fields}", self.token));
        let headers = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let answer = request(self.address, "POST", path, &headers, body.as_bytes()).await;
        self.look(answer).await
    }

    async fn look(&mut self, answer: Answer) -> Answer {
        if let Some(line) = answer.headers.get("set-cookie") {
            assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
            self.cookie = line.split(';').next().expect("a pair").to_owned();
        }
        if let Some((_, rest)) = answer.text.split_once("name=\"form_token\" value=\"") {
            self.token = rest.split('"').next().expect("a value").to_owned();
        }
        match answer.headers.get("location").cloned() {
            Some(location) => Box::pin(self.get(&location)).await,
            None => answer,
        }
    }
}
