//! Checks that the colours in `style/tokens.css` can be told apart by WCAG's measure, in light and in dark:
//! 4.5:1 for text, 3:1 for lines and marks that carry meaning.
#![allow(clippy::panic, clippy::indexing_slicing)]

use std::collections::HashMap;

/// Relative luminance, light and dark, of each colour token.
type Tokens = HashMap<String, [f64; 2]>;

#[test]
fn every_pair_that_has_to_be_legible_is() {
    let tokens = tokens(include_str!("../../style/tokens.css"));
    let mut failures = Vec::new();
    for (over, under, least) in pairs() {
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let luminance = |token: &str| tokens.get(token).unwrap_or_else(|| panic!("no colour --{token}"))[theme];
            let (a, b) = (luminance(&over), luminance(&under));
            let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            if ratio < least {
                failures.push(format!("{name}: --{over} on --{under} is {ratio:.2}, not {least}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn pairs() -> Vec<(String, String, f64)> {
    const TEXT: f64 = 4.5;
    const MARK: f64 = 3.0;
    let grounds = ["bg", "surface", "sunken", "raised", "hover"];
    let meanings = ["success", "running", "warning", "danger"];
    let mut pairs = Vec::new();
    let mut pair = |over: &str, under: &str, least| pairs.push((over.to_owned(), under.to_owned(), least));
    for ground in grounds {
        for text in ["text", "text-muted", "accent-text"].into_iter().chain(meanings) {
            pair(text, ground, TEXT);
        }
        for mark in ["focus", "accent", "danger-fill"] {
            if ground != "hover" {
                pair(mark, ground, MARK);
            }
        }
        pair("line-strong", ground, MARK);
    }
    for meaning in meanings {
        let tint = format!("{meaning}-tint");
        let line = format!("{meaning}-line");
        for text in [meaning, "text", "text-muted"] {
            pair(text, &tint, TEXT);
        }
        for ground in grounds.into_iter().chain([tint.as_str()]) {
            pair(&line, ground, MARK);
        }
    }
    for text in ["text", "text-muted", "accent-text"] {
        pair(text, "accent-tint", TEXT);
    }
    for state in ["accent", "accent-hover"] {
        pair("accent-on", state, TEXT);
    }
    for state in ["danger-fill", "danger-fill-hover"] {
        pair("danger-on", state, TEXT);
    }
    // A tooltip is the page turned inside out.
    pair("bg", "text", TEXT);
    pairs
}

fn tokens(css: &str) -> Tokens {
    css.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
            let mut colours = value.split("oklch(").skip(1).map(|colour| {
                let colour = colour.split(')').next().unwrap_or_default();
                let parts: Vec<f64> = colour.split_whitespace().map_while(|part| part.parse().ok()).collect();
                luminance(parts[0], parts[1], parts[2])
            });
            Some((name.to_owned(), [colours.next()?, colours.next()?]))
        })
        .collect()
}

/// OKLCH to linear sRGB, cut to the gamut, to relative luminance.
fn luminance(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}
