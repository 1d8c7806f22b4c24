//! How versions share the visitors of an environment, now and after a change.

use wheelhouse_contract::sections::environment::EnvironmentVersion;

/// All visitors.
const ALL: i64 = 100;

/// What one version gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub name: String,
    /// Of a hundred; none where the API does not say.
    pub percentage: Option<i64>,
    /// It gets what the others leave.
    pub takes_rest: bool,
}

impl Share {
    fn new(name: &str, percentage: i64) -> Self {
        Self { name: name.to_owned(), percentage: Some(percentage), takes_rest: false }
    }
}

/// Something that moves visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// A version gets this share; one that is not there yet is added.
    Set(String, i64),
    Remove(String),
}

/// The shares as they are.
pub fn shares(versions: &[EnvironmentVersion]) -> Vec<Share> {
    let share = |version: &EnvironmentVersion| Share {
        name: version.id().unwrap_or("Unknown").to_owned(),
        percentage: version.percentage(),
        takes_rest: version.locked() == Some(true),
    };
    versions.iter().map(share).collect()
}

/// The shares after a change: the locked version has what the others leave.
///
/// # Errors
/// Why that cannot be.
pub fn after(mut shares: Vec<Share>, change: &Move) -> Result<Vec<Share>, String> {
    match change {
        Move::Set(name, percentage) => match shares.iter_mut().find(|share| share.name == *name) {
            Some(share) => share.percentage = Some(*percentage),
            None => shares.push(Share::new(name, *percentage)),
        },
        Move::Remove(name) => shares.retain(|share| share.name != *name),
    }
    let own = |share: &&Share| !share.takes_rest;
    let taken = sum(shares.iter().filter(own));
    if let Move::Set(name, percentage) = change
        && taken > ALL
    {
        let others = sum(shares.iter().filter(own).filter(|share| share.name != *name));
        let most = ALL.saturating_sub(others).max(0);
        return Err(if *percentage > ALL {
            format!("Enter {most}% or less.")
        } else {
            format!("Other versions have {others}%, so enter {most}% or less.")
        });
    }
    if let Some(main) = shares.iter_mut().find(|share| share.takes_rest) {
        main.percentage = Some(ALL.saturating_sub(taken).max(0));
    }
    Ok(shares)
}

/// What all have together.
pub fn total(shares: &[Share]) -> i64 {
    sum(shares.iter())
}

fn sum<'a>(shares: impl Iterator<Item = &'a Share>) -> i64 {
    shares.filter_map(|share| share.percentage).fold(0, i64::saturating_add)
}

/// The shares in a sentence: "main 90%, v2 10%".
pub fn shares_words(shares: &[Share]) -> String {
    let one = |share: &Share| format!("{} {}", share.name, percent(share.percentage));
    shares.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A share in words.
pub fn percent(share: Option<i64>) -> String {
    share.map_or_else(|| "Unknown".to_owned(), |share| format!("{share}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<Share> {
        let main = Share { takes_rest: true, ..Share::new("main", 70) };
        vec![main, Share::new("a", 10), Share::new("b", 20)]
    }

    fn words(change: Move) -> Result<String, String> {
        after(three(), &change).map(|shares| shares_words(&shares))
    }

    #[test]
    fn the_main_version_has_what_the_others_leave() {
        assert_eq!(words(Move::Set("a".to_owned(), 50)).as_deref(), Ok("main 30%, a 50%, b 20%"));
        assert_eq!(words(Move::Set("c".to_owned(), 5)).as_deref(), Ok("main 65%, a 10%, b 20%, c 5%"));
        assert_eq!(words(Move::Remove("b".to_owned())).as_deref(), Ok("main 90%, a 10%"));
        assert_eq!(total(&three()), 100);
    }

    #[test]
    fn there_are_no_more_visitors_than_all() {
        assert_eq!(words(Move::Set("a".to_owned(), 80)).as_deref(), Ok("main 0%, a 80%, b 20%"));
        assert!(words(Move::Set("a".to_owned(), 81)).is_err_and(|why| why.contains("80% or less")));
        assert!(words(Move::Set("a".to_owned(), i64::MAX)).is_err());
    }

    #[test]
    fn what_is_not_known_counts_for_nothing() {
        let odd = vec![Share { percentage: None, ..Share::new("x", 0) }, Share::new("y", 40)];
        assert_eq!((total(&odd), shares_words(&odd).as_str()), (40, "x Unknown, y 40%"));
        assert_eq!(after(odd, &Move::Remove("y".to_owned())).map(|left| left.len()), Ok(1));
    }
}
