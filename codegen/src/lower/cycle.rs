//! Cycles among types.

use crate::ir::TypeId;

/// The types left when those that end are taken away, again and again: those
/// on a cycle, and those that lead to one. Of these, the ones that also have
/// one of them before them are on it.
pub(super) fn on_cycles(next: &[Vec<TypeId>]) -> Vec<usize> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (at, ids) in next.iter().enumerate() {
        for id in ids {
            before[id.0].push(at);
        }
    }
    let after: Vec<Vec<usize>> = next
        .iter()
        .map(|ids| ids.iter().map(|id| id.0).collect())
        .collect();
    let leads_to_one = left(&after, &before);
    let comes_from_one = left(&before, &after);
    let both = leads_to_one.iter().zip(comes_from_one);
    let both = both.enumerate().filter(|(_, (a, b))| **a && *b);
    both.map(|(at, _)| at).collect()
}

/// Which remain when those with nothing after them are taken away, until all
/// have something.
fn left(after: &[Vec<usize>], before: &[Vec<usize>]) -> Vec<bool> {
    let mut count: Vec<usize> = after.iter().map(Vec::len).collect();
    let mut open: Vec<usize> = (0..after.len()).filter(|&at| count[at] == 0).collect();
    while let Some(at) = open.pop() {
        for &earlier in &before[at] {
            count[earlier] -= 1;
            if count[earlier] == 0 {
                open.push(earlier);
            }
        }
    }
    count.into_iter().map(|count| count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::{TypeId, on_cycles};

    #[test]
    fn only_what_is_on_a_cycle_is_found() {
        // 0 leads to the cycle of 1 and 2, which leads to 3; 4 is its own.
        let next = [vec![1], vec![2], vec![1, 3], vec![], vec![4]];
        let next: Vec<Vec<TypeId>> = next
            .iter()
            .map(|ids| ids.iter().copied().map(TypeId).collect())
            .collect();
        assert_eq!(on_cycles(&next), [1, 2, 4]);
    }
}
