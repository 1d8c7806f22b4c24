//! What a terminal shows of a text: colours, and lines that are written over.
//!
//! Of a terminal's screen this has what logs use, on lines without end: colours and faces, going back to write over what
//! is there, and erasing. Anything else that a sequence asks for is dropped without a trace. Parsers of others cost as
//! many bytes as this and leave all that but the sequences themselves to be written.

use std::mem;

use super::face::{Face, select};

/// A longer sequence is none.
const LONGEST: usize = 4_096;
/// Where a tab leads: to the next multiple of this.
const TAB: usize = 8;
/// What a line can be filled up to by moving the cursor.
const WIDEST: usize = 4_096;

/// Letters of one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub face: Face,
}

/// The text of a line, whatever it looks like.
pub fn text_of(line: &[Run]) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

/// Where in a sequence the text stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Escape,
    /// After an escape whose next letter belongs to it.
    Charset,
    Control,
    /// A title, a link or something else that is not shown.
    Words,
    /// Perhaps at the end of those.
    WordsEscape,
}

/// Lines as a terminal shows them after what it was fed so far.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    lines: Vec<Vec<Run>>,
    /// The line of the cursor, letter by letter.
    cells: Vec<(char, Face)>,
    row: usize,
    column: usize,
    face: Face,
    state: State,
    parameters: String,
    /// The first row that changed since [`Terminal::take_changed`].
    changed: usize,
}

impl Terminal {
    /// Goes on with a text, which may begin and end inside of a sequence.
    pub fn feed(&mut self, text: &str) {
        self.changed = self.changed.min(self.row);
        text.chars().for_each(|letter| self.read(letter));
        self.keep();
    }

    /// How many lines there are; a last one without anything in it is none.
    pub fn len(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.lines.last().is_some_and(Vec::is_empty)))
    }

    /// Some of the lines.
    pub fn lines(&self, first: usize, count: usize) -> &[Vec<Run>] {
        let end = first.saturating_add(count).min(self.len());
        self.lines.get(first..end).unwrap_or_default()
    }

    /// The first line that changed since this was last asked.
    pub fn take_changed(&mut self) -> usize {
        mem::replace(&mut self.changed, usize::MAX)
    }

    fn read(&mut self, letter: char) {
        match (self.state, letter) {
            (State::Words, '\u{7}' | '\u{9c}') | (State::WordsEscape, '\\') | (_, '\u{18}' | '\u{1a}') => {
                self.state = State::Text;
            }
            (State::Words, '\u{1b}') => self.state = State::WordsEscape,
            (State::Words, _) => self.collect(letter),
            (_, '\u{1b}') => self.begin(State::Escape),
            (State::Escape | State::WordsEscape, '[') => self.begin(State::Control),
            (State::Escape | State::WordsEscape, ']' | 'P' | 'X' | '^' | '_') => self.begin(State::Words),
            (State::Escape | State::WordsEscape, '(' | ')' | '*' | '+' | '#' | '%' | ' ') => self.begin(State::Charset),
            (State::Escape | State::WordsEscape | State::Charset, _) if !letter.is_control() => {
                if letter == 'c' && self.state == State::Escape {
                    self.face = Face::default();
                }
                self.state = State::Text;
            }
            (State::Control, ' '..='?') => self.collect(letter),
            (State::Control, '@'..='~') => {
                self.state = State::Text;
                self.control(letter);
            }
            (State::Control, _) if !letter.is_control() => self.state = State::Text,
            (_, '\n') => self.go_to(self.row.saturating_add(1), 0),
            (_, '\u{b}' | '\u{c}') => self.go_to(self.row.saturating_add(1), self.column),
            (_, '\r') => self.column = 0,
            (_, '\u{8}') => self.column = self.column.saturating_sub(1),
            (_, '\t') => self.column = (self.column / TAB).saturating_add(1).saturating_mul(TAB).min(WIDEST),
            (_, '\u{9b}') => self.begin(State::Control),
            (_, '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}') => self.begin(State::Words),
            // What turns the direction of a text turns a page, and no terminal.
            (_, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            (_, letter) if letter.is_control() => {}
            (_, letter) => self.put(letter),
        }
    }

    fn begin(&mut self, state: State) {
        self.parameters.clear();
        self.state = state;
    }

    fn collect(&mut self, letter: char) {
        self.parameters.push(letter);
        if self.parameters.len() > LONGEST {
            self.state = State::Text;
        }
    }

    fn put(&mut self, letter: char) {
        let letter = if self.face.hidden { ' ' } else { letter };
        self.fill(self.column);
        match self.cells.get_mut(self.column) {
            Some(cell) => *cell = (letter, self.face),
            None => self.cells.push((letter, self.face)),
        }
        self.column = self.column.saturating_add(1);
    }

    /// Blanks up to a column.
    fn fill(&mut self, column: usize) {
        if self.cells.len() < column {
            self.cells.resize(column, (' ', Face::default()));
        }
    }

    /// Moves the cursor, to another line perhaps.
    fn go_to(&mut self, row: usize, column: usize) {
        self.column = column.min(WIDEST);
        if row == self.row {
            return;
        }
        self.keep();
        self.row = row;
        self.changed = self.changed.min(row);
        let known = self.lines.get(row).map(Vec::as_slice).unwrap_or_default();
        self.cells.clear();
        self.cells.extend(known.iter().flat_map(|run| run.text.chars().map(|letter| (letter, run.face))));
    }

    /// Writes the line of the cursor back.
    fn keep(&mut self) {
        let mut runs: Vec<Run> = Vec::new();
        for (letter, face) in &self.cells {
            match runs.last_mut().filter(|run| run.face == *face) {
                Some(run) => run.text.push(*letter),
                None => runs.push(Run { text: letter.to_string(), face: *face }),
            }
        }
        while self.lines.len() <= self.row {
            self.lines.push(Vec::new());
        }
        if let Some(line) = self.lines.get_mut(self.row) {
            *line = runs;
        }
    }

    fn control(&mut self, name: char) {
        let parameters = mem::take(&mut self.parameters);
        let first = parameters.split(';').next().and_then(|text| text.parse::<usize>().ok());
        let count = first.unwrap_or(1).max(1);
        let last = self.lines.len().saturating_sub(1).max(self.row);
        match name {
            'm' => select(&mut self.face, &parameters),
            'A' => self.go_to(self.row.saturating_sub(count), self.column),
            'B' => self.go_to(self.row.saturating_add(count).min(last), self.column),
            'E' => self.go_to(self.row.saturating_add(count).min(last), 0),
            'F' => self.go_to(self.row.saturating_sub(count), 0),
            'C' => self.column = self.column.saturating_add(count).min(WIDEST),
            'D' => self.column = self.column.saturating_sub(count),
            'G' => self.column = count.saturating_sub(1).min(WIDEST),
            'K' => self.erase(first.unwrap_or(0)),
            'J' if first.unwrap_or(0) == 0 => {
                self.erase(0);
                self.lines.truncate(self.row.saturating_add(1));
            }
            _ => {}
        }
    }

    /// Erases from the cursor on (0), up to it (1), or the whole line (2).
    fn erase(&mut self, how: usize) {
        match how {
            0 => self.cells.truncate(self.column),
            1 => {
                let gone = self.column.saturating_add(1);
                self.cells.iter_mut().take(gone).for_each(|cell| *cell = (' ', Face::default()));
            }
            2 => self.cells.clear(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::Colour;
    use super::*;

    fn shown(pieces: &[&str]) -> Vec<Vec<Run>> {
        let mut terminal = Terminal::default();
        pieces.iter().for_each(|piece| terminal.feed(piece));
        terminal.lines(0, usize::MAX).to_vec()
    }

    fn texts(text: &str) -> Vec<String> {
        shown(&[text]).iter().map(|line| text_of(line)).collect()
    }

    /// The face of the letter `x`.
    fn face(text: &str) -> Face {
        shown(&[text]).into_iter().flatten().find(|run| run.text.contains('x')).map(|run| run.face).unwrap_or_default()
    }

    #[test]
    fn colours_are_of_sixteen_of_the_palette_or_exact() {
        assert_eq!(face("\u{1b}[31mx").text, Colour::Indexed(1));
        assert_eq!(
            face("\u{1b}[97;104mx"),
            Face { text: Colour::Indexed(15), ground: Colour::Indexed(12), ..Face::default() }
        );
        assert_eq!(face("\u{1b}[38;5;208mx").text, Colour::Indexed(208));
        assert_eq!(face("\u{1b}[48;2;1;2;3mx").ground, Colour::Rgb(1, 2, 3));
        assert_eq!(face("\u{1b}[38:2::1:2:3mx").text, Colour::Rgb(1, 2, 3));
        assert_eq!(face("\u{1b}[38:2:1:2:3mx").text, Colour::Rgb(1, 2, 3));
        assert_eq!(face("\u{1b}[38:5:9;1mx"), Face { text: Colour::Indexed(9), bold: true, ..Face::default() });
        // What follows a colour is read for itself; one that is none takes nothing along.
        assert!(face("\u{1b}[38;5;208;1mx").bold && face("\u{1b}[58;5;1;1mx").bold);
        assert_eq!(face("\u{1b}[38;5;999mx").text, Colour::Default);
    }

    #[test]
    fn what_only_terminals_of_eight_bits_send_is_read_as_well() {
        assert_eq!(texts("\u{9d}0;title\u{9c}a\u{90}1$r\u{1b}\\b"), ["ab"]);
        assert_eq!(texts("a\u{9f}hidden\u{7}b\u{9b}31mc"), ["abc"]);
        assert_eq!(texts("ab\u{b}c\u{c}d"), ["ab", "  c", "   d"]);
        assert_eq!(texts("a\u{202e}b\u{2066}c"), ["abc"]);
    }

    #[test]
    fn faces_come_and_go() {
        let all = face("\u{1b}[1;2;3;4;7;9mx");
        assert!(all.bold && all.dim && all.italic && all.underline && all.inverse && all.strike);
        assert_eq!(face("\u{1b}[1;2;3;4;7;9;22;23;24;27;29mx"), Face::default());
        assert_eq!(face("\u{1b}[1;31m\u{1b}[mx"), Face::default());
        assert_eq!(face("\u{1b}[31;42;39;49mx"), Face::default());
        assert!(!face("\u{1b}[4m\u{1b}[4:0mx").underline && face("\u{1b}[4:3mx").underline);
        // A colour holds on the next line.
        assert_eq!(face("\u{1b}[31ma\nx").text, Colour::Indexed(1));
    }

    #[test]
    fn a_carriage_return_writes_over_what_is_there() {
        assert_eq!(texts("10 %\r50 %\r100 %\ndone"), ["100 %", "done"]);
        assert_eq!(texts("abcdef\rxy"), ["xycdef"]);
        assert_eq!(texts("one\r\ntwo\r\n"), ["one", "two"]);
        assert_eq!(texts("ab\u{8}c"), ["ac"]);
        assert_eq!(texts("a\tb"), ["a       b"]);
    }

    #[test]
    fn lines_are_erased_in_part_or_whole() {
        assert_eq!(texts("abcdef\r\u{1b}[Kxy"), ["xy"]);
        assert_eq!(texts("abcdef\u{1b}[3D\u{1b}[K"), ["abc"]);
        assert_eq!(texts("abcdef\u{1b}[3D\u{1b}[1K"), ["    ef"]);
        assert_eq!(texts("abcdef\u{1b}[2K\rnew"), ["new"]);
        assert_eq!(texts("a\nb\nc\u{1b}[2A\r\u{1b}[Jnew"), ["new"]);
    }

    #[test]
    fn the_cursor_goes_up_to_what_is_written_over() {
        assert_eq!(texts("pull 0 %\npush 0 %\n\u{1b}[2Apull 9 %\n\u{1b}[1Bend"), ["pull 9 %", "push 0 %", "end"]);
        assert_eq!(texts("a\n\u{1b}[99Ab\u{1b}[99Bc"), ["b", " c"]);
        assert_eq!(texts("\u{1b}[5Gx\u{1b}[2Cy"), ["    x  y"]);
    }

    #[test]
    fn what_no_terminal_shows_is_not_shown() {
        for hidden in [
            "\u{1b}]0;title\u{7}",
            "\u{1b}]8;;https://example.com\u{1b}\\",
            "\u{1b}[?25l",
            "\u{1b}[>4;2m",
            "\u{1b}[6n",
            "\u{1b}(B",
            "\u{1b}=",
            "\u{1b}Pq data\u{1b}\\",
            "\u{9b}31m",
            "\u{0}\u{7}\u{7f}\u{85}",
            "\u{1b}[12\u{18}",
            "\u{1b}\u{1b}[31m",
            "\u{1b}[999999999999999999999m",
        ] {
            assert_eq!(texts(&format!("a{hidden}b")), ["ab"], "{}", hidden.escape_debug());
        }
        assert_eq!(texts("a\u{1b}[8mkey\u{1b}[28mb"), ["a   b"]);
        assert_eq!(face("\u{1b}[>4;2mx"), Face::default());
    }

    #[test]
    fn it_does_not_matter_where_a_text_is_cut() {
        let text = "a\u{1b}[1;38;5;208mbé\u{1b}]0;t\u{1b}\\c\r\u{1b}[Kd\n\u{1b}[Ae";
        let whole = shown(&[text]);
        for (at, _) in text.char_indices() {
            let (first, then) = text.split_at(at);
            assert_eq!(shown(&[first, then]), whole, "{at}");
        }
        let letters: Vec<String> = text.chars().map(String::from).collect();
        assert_eq!(shown(&letters.iter().map(String::as_str).collect::<Vec<_>>()), whole);
    }

    #[test]
    fn it_tells_from_where_on_lines_changed() {
        let mut terminal = Terminal::default();
        terminal.feed("a\nb\nc");
        assert_eq!((terminal.take_changed(), terminal.len()), (0, 3));
        terminal.feed("\nd");
        assert_eq!((terminal.take_changed(), terminal.len()), (2, 4));
        terminal.feed("\u{1b}[3A!");
        assert_eq!(terminal.take_changed(), 0);
        assert_eq!(terminal.take_changed(), usize::MAX);
        assert_eq!(terminal.lines(1, 2).len(), 2);
        assert!(terminal.lines(9, 2).is_empty());
    }
}
