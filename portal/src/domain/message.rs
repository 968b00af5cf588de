//! What a phone shows about a request: the policy's text with its fields filled in.

use super::{AccountName, Client};

/// The longest message of the protocol, in bytes.
const LONGEST: usize = 512;

/// Fills in `{user} {client_ip} {event} {endpoint}`, once: a value that looks like a field stays as it is.
pub fn request_message(
    template: &str,
    user: &AccountName,
    client: &Client,
    event: &str,
    endpoint: &str,
) -> String {
    let mut message = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        message.push_str(before);
        let value = after.split_once('}').and_then(|(field, tail)| {
            let value = match field {
                "user" => user.as_str(),
                "client_ip" => client.address.as_str(),
                "event" => event,
                "endpoint" => endpoint,
                _ => return None,
            };
            Some((value, tail))
        });
        match value {
            Some((value, tail)) => {
                message.push_str(value);
                rest = tail;
            }
            None => {
                message.push('{');
                rest = after;
            }
        }
    }
    message.push_str(rest);
    truncated(message, LONGEST)
}

/// The longest beginning of at most `limit` bytes.
fn truncated(mut text: String, limit: usize) -> String {
    while text.len() > limit {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_filled_in_once() {
        let user = AccountName::parse("{event}").unwrap();
        let client = Client { address: "203.0.113.7".to_owned(), ..Client::default() };
        let message = |template: &str| request_message(template, &user, &client, "login", "Webmail");
        assert_eq!(
            message("{user}: {event} at {endpoint} from {client_ip}"),
            "{event}: login at Webmail from 203.0.113.7"
        );
        assert_eq!(message("{unknown} {event {event}"), "{unknown} {event login");
        assert_eq!(message(&"ä".repeat(300)).len(), 512);
    }
}
