//! The colours of a log: those that it was written in, brought so near to what they stand on that they can be read in
//! both themes.

use super::face::{Colour, Face};

type Rgb = [u8; 3];

/// The first sixteen of the palette, as most terminals have them.
const SIXTEEN: [Rgb; 16] = [
    [0, 0, 0],
    [205, 49, 49],
    [13, 150, 80],
    [190, 140, 0],
    [36, 114, 200],
    [188, 63, 188],
    [17, 148, 180],
    [229, 229, 229],
    [102, 102, 102],
    [241, 76, 76],
    [35, 190, 120],
    [220, 180, 40],
    [59, 142, 234],
    [214, 112, 214],
    [41, 184, 219],
    [255, 255, 255],
];

/// How light text may be on a light page, and how dark on a dark one: the contrast is 4.5 to 1 with some to spare.
const LIGHTEST: f32 = 0.14;
const DARKEST: f32 = 0.30;

/// CSS properties that make letters look so.
pub fn properties(face: &Face) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut say = |name, value: &str| all.push((name, value.to_owned()));
    let (text, ground) = (rgb(face.text), rgb(face.ground));
    let (text, ground) = if face.inverse { (ground, text) } else { (text, ground) };
    match (text, ground) {
        (None, None) if face.inverse => {
            say("color", "var(--sunken)");
            say("background", "var(--text)");
        }
        (None, None) if face.dim => say("color", "var(--text-muted)"),
        (None, None) => {}
        // Nothing was said of what the text stands on now.
        (Some(text), None) if face.inverse => {
            say("color", &css(text));
            say("background", "var(--text)");
        }
        (Some(text), None) => say("color", &format!("light-dark({}, {})", css(darkened(text)), css(lightened(text)))),
        (text, Some(ground)) => {
            say("color", &css(readable(text, ground)));
            say("background", &css(ground));
        }
    }
    if face.bold {
        say("font-weight", "700");
    }
    if face.italic {
        say("font-style", "italic");
    }
    match (face.underline, face.strike) {
        (true, true) => say("text-decoration", "underline line-through"),
        (true, false) => say("text-decoration", "underline"),
        (false, true) => say("text-decoration", "line-through"),
        (false, false) => {}
    }
    all
}

fn css([red, green, blue]: Rgb) -> String {
    format!("rgb({red} {green} {blue})")
}

fn rgb(colour: Colour) -> Option<Rgb> {
    match colour {
        Colour::Default => None,
        Colour::Rgb(red, green, blue) => Some([red, green, blue]),
        Colour::Indexed(at) => Some(SIXTEEN.get(usize::from(at)).copied().unwrap_or_else(|| beyond(at))),
    }
}

/// The palette beyond sixteen: a cube of six steps each way, then greys.
fn beyond(at: u8) -> Rgb {
    if at >= 232 {
        let grey = at.saturating_sub(232).saturating_mul(10).saturating_add(8);
        return [grey; 3];
    }
    let at = at.saturating_sub(16);
    [at / 36, at / 6 % 6, at % 6].map(|step| if step == 0 { 0 } else { step.saturating_mul(40).saturating_add(55) })
}

/// Light as it adds up, each part from 0 to 1. A screen's curve is near enough to a square.
fn linear(colour: Rgb) -> [f32; 3] {
    colour.map(|part| (f32::from(part) / 255.0) * (f32::from(part) / 255.0))
}

fn encoded(light: [f32; 3]) -> Rgb {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    light.map(|part| (part.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8)
}

/// How bright a colour is, from 0 to 1.
fn luminance([red, green, blue]: [f32; 3]) -> f32 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn darkened(colour: Rgb) -> Rgb {
    let light = linear(colour);
    let share = LIGHTEST / luminance(light).max(LIGHTEST);
    encoded(light.map(|part| part * share))
}

fn lightened(colour: Rgb) -> Rgb {
    let light = linear(colour);
    let own = luminance(light);
    let share = ((DARKEST - own) / (1.0 - own).max(0.01)).max(0.0);
    encoded(light.map(|part| part + (1.0 - part) * share))
}

/// The text where it can be told from its ground, else black or white.
fn readable(text: Option<Rgb>, ground: Rgb) -> Rgb {
    let below = luminance(linear(ground));
    let contrast = |text: Rgb| {
        let own = luminance(linear(text));
        (own.max(below) + 0.05) / (own.min(below) + 0.05)
    };
    let (black, white) = ([0; 3], [255; 3]);
    let plain = if contrast(black) > contrast(white) { black } else { white };
    text.filter(|text| contrast(*text) >= 4.5).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As WCAG has it, with the exact curve.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let bright = |colour: Rgb| {
            let part = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            let [red, green, blue] = colour;
            0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
        };
        let (one, other) = (bright(one), bright(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_of_the_palette_can_be_read_in_both_themes() {
        // What logs stand on, a little darker and lighter than it is.
        let (light, dark) = ([244, 245, 246], [26, 28, 31]);
        for at in 0..=255 {
            let Some(colour) = rgb(Colour::Indexed(at)) else { continue };
            assert!(contrast(darkened(colour), light) >= 4.5, "{at} on a light page");
            assert!(contrast(lightened(colour), dark) >= 4.5, "{at} on a dark page");
        }
    }

    #[test]
    fn text_on_a_ground_of_its_own_can_be_told_from_it() {
        for ground in 0..=255 {
            for text in 0..=255 {
                let (Some(text), Some(ground)) = (rgb(Colour::Indexed(text)), rgb(Colour::Indexed(ground))) else {
                    continue;
                };
                assert!(contrast(readable(Some(text), ground), ground) >= 3.0, "{} on {}", css(text), css(ground));
            }
        }
    }

    #[test]
    fn the_palette_goes_on_with_a_cube_and_greys() {
        assert_eq!(
            [16, 21, 196, 231, 232, 255].map(beyond),
            [[0, 0, 0], [0, 0, 255], [255, 0, 0], [255, 255, 255], [8, 8, 8], [238, 238, 238]]
        );
    }

    #[test]
    fn plain_letters_need_nothing() {
        assert!(properties(&Face::default()).is_empty());
        let bold = properties(&Face { bold: true, ..Face::default() });
        assert_eq!(bold, [("font-weight", "700".to_owned())]);
    }
}
