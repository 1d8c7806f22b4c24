//! How a terminal's letters look, and the sequences that say so.

/// A colour as a terminal is told it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Default,
    /// Of the palette of 256.
    Indexed(u8),
    Rgb(u8, u8, u8),
}

/// How letters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Face {
    pub text: Colour,
    pub ground: Colour,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
    /// Text and ground change places.
    pub inverse: bool,
    /// Takes its room without being shown.
    pub hidden: bool,
}

/// Changes a face as `ESC[…m` says: numbers between semicolons, some of them with more behind colons.
pub fn select(face: &mut Face, parameters: &str) {
    if parameters.starts_with(['?', '>', '<', '=']) {
        return;
    }
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u16>().ok() };
    let mut rest = parameters.split(';');
    while let Some(part) = rest.next() {
        let mut inside = part.split(':');
        let Some(code) = inside.next().and_then(number) else { continue };
        match code {
            0 => *face = Face::default(),
            1 => face.bold = true,
            2 => face.dim = true,
            3 => face.italic = true,
            4 => face.underline = inside.next() != Some("0"),
            7 => face.inverse = true,
            8 => face.hidden = true,
            9 => face.strike = true,
            21 => face.underline = true,
            22 => (face.bold, face.dim) = (false, false),
            23 => face.italic = false,
            24 => face.underline = false,
            27 => face.inverse = false,
            28 => face.hidden = false,
            29 => face.strike = false,
            38 | 48 | 58 => {
                let colour = if part.contains(':') {
                    let told: Vec<&str> = inside.collect();
                    // Between the kind and the three parts may stand the name of a space of colours.
                    let told = if told.len() > 4 { [told.get(..1), told.get(2..)] } else { [Some(&*told), None] };
                    colour(&mut told.into_iter().flatten().flatten().copied())
                } else {
                    colour(&mut rest)
                };
                match (code, colour) {
                    (38, Some(colour)) => face.text = colour,
                    (48, Some(colour)) => face.ground = colour,
                    _ => {}
                }
            }
            39 => face.text = Colour::Default,
            49 => face.ground = Colour::Default,
            30..=37 => face.text = indexed(code, 30),
            40..=47 => face.ground = indexed(code, 40),
            90..=97 => face.text = indexed(code, 82),
            100..=107 => face.ground = indexed(code, 92),
            _ => {}
        }
    }
}

fn indexed(code: u16, from: u16) -> Colour {
    u8::try_from(code.saturating_sub(from)).map_or(Colour::Default, Colour::Indexed)
}

/// `5` and a place in the palette, or `2` and the three parts.
fn colour<'a>(told: &mut impl Iterator<Item = &'a str>) -> Option<Colour> {
    let kind = told.next()?;
    let mut next = || told.next().and_then(|text| if text.is_empty() { Some(0) } else { text.parse::<u8>().ok() });
    match kind {
        "5" => next().map(Colour::Indexed),
        "2" => Some(Colour::Rgb(next()?, next()?, next()?)),
        _ => None,
    }
}
