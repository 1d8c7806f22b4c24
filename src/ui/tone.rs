/// What a colour means. Never the only sign: a word or a shape goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Done, healthy, active.
    Success,
    /// Going on right now.
    Running,
    /// Needs attention before it becomes a failure.
    Warning,
    /// Failed, or destroys something.
    Danger,
}

impl Tone {
    /// The value of the `data-tone` attribute that the styles select on.
    pub const fn attr(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Success => "success",
            Self::Running => "running",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}
