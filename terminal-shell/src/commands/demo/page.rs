//! What a browser finds in a page: its forms, its pictures, a number that it shows.

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) action: String,
    /// The hidden fields, with their values.
    pub(super) hidden: Vec<(String, String)>,
}

/// Every form that posts.
pub(super) fn forms(html: &str) -> Vec<Form> {
    let rest = html.split("<form").skip(1);
    let forms = rest.filter_map(|form| {
        let (opening, inside) = form.split_once('>')?;
        let inside = inside.split("</form>").next()?;
        (attribute(opening, "method").as_deref() == Some("post")).then_some(())?;
        let inputs = inside.split("<input").skip(1).filter_map(|input| input.split('>').next());
        let hidden = inputs.filter(|input| attribute(input, "type").as_deref() == Some("hidden"));
        let hidden = hidden.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)));
        Some(Form { action: attribute(opening, "action")?, hidden: hidden.collect() })
    });
    forms.collect()
}

/// The address of the page's QR code.
pub(super) fn code_picture(html: &str) -> Option<String> {
    let pictures = html.split("<img").skip(1).filter_map(|image| image.split('>').next());
    pictures.filter_map(|image| attribute(image, "src")).find(|address| address.contains("/code.png"))
}

/// The number that the page shows for the phone.
pub(super) fn number(html: &str) -> Option<String> {
    let (_, shown) = html.split_once("class=\"number\"")?;
    let (_, shown) = shown.split_once('>')?;
    let shown = shown.split("</p>").next()?;
    let outside_tags = shown.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
    let digits: String = outside_tags.flat_map(str::chars).filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The value of an attribute inside of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    let value = value.split('"').next()?;
    Some(unescaped(value))
}

/// `&#38;` and its like as what they stand for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.split_once(';') else {
            plain.push('&');
            plain.push_str(part);
            continue;
        };
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            _ => name.strip_prefix('#').and_then(|number| number.parse().ok()).and_then(char::from_u32),
        };
        match character {
            Some(character) => plain.push(character),
            None => plain.push_str(&format!("&{name};")),
        }
        plain.push_str(rest);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form class="stack" method="post" action="/login/push?a=1&#38;b=2">
        <input type="hidden" name="form_token" value="t&amp;1"><input id="user" name="user" type="text" value="">
        </form><form method="get" action="/search"></form>
        <p class="number" id="number"><b>123</b><b>456</b></p>
        <img src="/mark.svg"><img src="/login/push/code.png?code=x" width="2">"#;

    #[test]
    fn a_page_is_read_as_a_browser_reads_it() {
        let hidden = vec![("form_token".to_owned(), "t&1".to_owned())];
        assert_eq!(forms(PAGE), [Form { action: "/login/push?a=1&b=2".to_owned(), hidden }]);
        assert_eq!(code_picture(PAGE).as_deref(), Some("/login/push/code.png?code=x"));
        assert_eq!(number(PAGE).as_deref(), Some("123456"));
        assert_eq!(number("<p>1</p>"), None);
    }
}
