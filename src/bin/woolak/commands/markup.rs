//! Words inside HTML and XML. It knows no element.

/// Words as the text of an element or as an attribute, without control characters.
pub fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_markup() {
        assert_eq!(
            escaped("<a b='c' d=\"é\">&\u{1}"),
            "&lt;a b=&#39;c&#39; d=&quot;é&quot;&gt;&amp; "
        );
    }
}
