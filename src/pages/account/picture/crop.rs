//! Which part of an image becomes the picture.

/// The largest width and height that is sent, in pixels.
const LARGEST: f64 = 512.0;

/// How far an image is enlarged and moved before its middle is cut out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// 100 for the largest square there is in it, 400 for a quarter of that.
    pub zoom: u32,
    /// From 0 at the left to 100 at the right.
    pub across: u32,
    /// From 0 at the top to 100 at the bottom.
    pub down: u32,
}

impl Default for Crop {
    fn default() -> Self {
        Self { zoom: 100, across: 50, down: 50 }
    }
}

/// A square of an image, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    pub left: f64,
    pub top: f64,
    pub side: f64,
}

impl Crop {
    /// The square of an image of this size.
    pub fn of(self, width: f64, height: f64) -> Square {
        let side = width.min(height) * 100.0 / f64::from(self.zoom.clamp(100, 400));
        let at = |share: u32, room: f64| room.max(0.0) * f64::from(share.min(100)) / 100.0;
        Square { left: at(self.across, width - side), top: at(self.down, height - side), side }
    }
}

impl Square {
    /// The width and height that it is sent with, in pixels: never more than it has.
    pub fn pixels(self) -> u32 {
        // A side is between one and 512 by then.
        self.side.clamp(1.0, LARGEST).round() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_image_is_taken_unless_it_is_moved() {
        let crop = Crop::default();
        assert_eq!(crop.of(400.0, 300.0), Square { left: 50.0, top: 0.0, side: 300.0 });
        assert_eq!(crop.of(300.0, 400.0), Square { left: 0.0, top: 50.0, side: 300.0 });
        let left = Crop { across: 0, ..crop };
        assert_eq!(left.of(400.0, 300.0), Square { left: 0.0, top: 0.0, side: 300.0 });
    }

    #[test]
    fn the_square_never_leaves_the_image() {
        for zoom in [0, 100, 250, 400, 9_999] {
            for at in [0, 33, 100, 200] {
                let square = Crop { zoom, across: at, down: at }.of(640.0, 480.0);
                assert!(square.left >= 0.0 && square.left + square.side <= 640.0, "{zoom} {at} {square:?}");
                assert!(square.top >= 0.0 && square.top + square.side <= 480.0, "{zoom} {at} {square:?}");
                assert!(square.side >= 120.0, "{zoom} {at} {square:?}");
            }
        }
    }

    #[test]
    fn nothing_is_enlarged_and_what_is_large_is_reduced() {
        let pixels = |side| Square { left: 0.0, top: 0.0, side }.pixels();
        assert_eq!(pixels(40.0), 40);
        assert_eq!(pixels(3_000.0), 512);
    }
}
