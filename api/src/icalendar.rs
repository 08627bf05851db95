//! iCalendar (RFC 5545) as text: content lines, escaped and folded.

/// The most octets of a line, its end not counted (RFC 5545 §3.1).
const LINE_OCTETS: usize = 75;

/// A calendar in the making.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A line whose value is of a type that is not escaped: a date, an instant, a keyword.
    pub fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is a text; control characters other than line breaks have no place in one and are left out.
    pub fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                letter if letter.is_control() => {}
                letter => line.push(letter),
            }
        }
        self.fold(&line);
    }

    /// The calendar.
    pub fn finish(self) -> String {
        self.0
    }

    /// Writes a line, broken between characters wherever it would be too long; what goes on begins with a space.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        write(&mut lines);
        lines.finish()
    }

    #[test]
    fn marks_are_escaped_and_control_characters_left_out() {
        let line = written(|lines| lines.text("SUMMARY", "a;b,c\\d\r\ne\u{7}"));
        assert_eq!(line, "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n");
        assert_eq!(written(|lines| lines.plain("DTSTART;VALUE=DATE", "20261123")), "DTSTART;VALUE=DATE:20261123\r\n");
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_character_is_torn() {
        for length in 0..400 {
            for text in ["矫".repeat(length), "a".repeat(length), "a矫😀".repeat(length)] {
                let line = written(|lines| lines.text("SUMMARY", &text));
                assert!(line.split("\r\n").all(|part| part.len() <= LINE_OCTETS), "{length}");
                assert_eq!(line.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
            }
        }
        let full = written(|lines| lines.plain("X", &"a".repeat(LINE_OCTETS - 2)));
        assert!(!full.contains("\r\n "), "a line of 75 octets is whole");
    }
}
