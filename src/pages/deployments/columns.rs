//! In which column of a picture each box stands: from who asks to who answers.

use super::layout::Rank;

/// The column of each box; `heads` names for each box the one at the head of its stack, itself where it stands alone.
pub fn columns(ranks: &[Rank], heads: &[usize], edges: &[(usize, usize)]) -> Vec<usize> {
    let is_first = |at: &usize| ranks.get(*at) == Some(&Rank::First);
    let mut onward: Vec<Vec<usize>> = vec![Vec::new(); ranks.len()];
    for (from, to) in edges {
        if let (Some(&from), Some(&to)) = (heads.get(*from), heads.get(*to))
            && from != to
            && !is_first(&from)
            && !is_first(&to)
            && let Some(next) = onward.get_mut(from)
        {
            next.push(to);
        }
    }
    let ordered = without_circles(&onward);
    let mut columns: Vec<usize> = (0..ranks.len()).map(|at| usize::from(!is_first(&at))).collect();
    for (from, next) in &ordered {
        let least = columns.get(*from).map_or(1, |column| column + 1);
        for to in next {
            if let Some(column) = columns.get_mut(*to) {
                *column = least.max(*column);
            }
        }
    }
    let leads_on = |at: &usize| ordered.iter().any(|(from, next)| from == at && !next.is_empty());
    let is_last = |at: &usize| ranks.get(*at) == Some(&Rank::Last) && !leads_on(at);
    let highest = |wanted: &dyn Fn(&usize) -> bool| {
        columns.iter().enumerate().filter(|(at, _)| wanted(at)).map(|(_, column)| *column).max()
    };
    let inner = highest(&|at| !is_first(at) && !is_last(at)).unwrap_or(0);
    let last = highest(&|at| is_last(at)).unwrap_or(0).max(inner + 1);
    for at in 0..ranks.len() {
        if let Some(column) = columns.get_mut(at).filter(|_| is_last(&at)) {
            *column = last;
        }
    }
    let own: Vec<usize> = heads.iter().map(|head| columns.get(*head).copied().unwrap_or(0)).collect();
    // Columns without a box are none.
    let mut used = own.clone();
    used.sort_unstable();
    used.dedup();
    own.iter().map(|column| used.iter().position(|known| known == column).unwrap_or(0)).collect()
}

/// Each box with those it leads to, before these; what would lead back to one that is on the way to it is left out.
fn without_circles(onward: &[Vec<usize>]) -> Vec<(usize, Vec<usize>)> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        Never,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Never; onward.len()];
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); onward.len()];
    let mut ordered = Vec::new();
    for root in 0..onward.len() {
        let mut path = vec![(root, 0)];
        while let Some((at, next)) = path.pop() {
            if next == 0 {
                match seen.get_mut(at) {
                    Some(state) if *state == Seen::Never => *state = Seen::Open,
                    _ => continue,
                }
            }
            match onward.get(at).and_then(|all| all.get(next)) {
                Some(&to) => {
                    path.push((at, next + 1));
                    let state = seen.get(to).copied().unwrap_or(Seen::Done);
                    if state != Seen::Open
                        && let Some(kept) = kept.get_mut(at)
                    {
                        kept.push(to);
                    }
                    if state == Seen::Never {
                        path.push((to, 0));
                    }
                }
                None => {
                    if let Some(state) = seen.get_mut(at) {
                        *state = Seen::Done;
                    }
                    ordered.push((at, kept.get_mut(at).map(std::mem::take).unwrap_or_default()));
                }
            }
        }
    }
    ordered.reverse();
    ordered
}
