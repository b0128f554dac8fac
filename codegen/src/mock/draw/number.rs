//! Numbers within bounds.

use super::Refusal;
use crate::ir::{Bound, Constraint};
use fastrand::Rng;

/// Without bounds, numbers are this far from zero, or from the one bound there
/// is.
const USUAL: i128 = 100;

/// An integer within a range that obeys constraints.
pub(super) fn integer(
    rng: &mut Rng,
    (mut least, mut most): (i128, i128),
    constraints: &[&'static Constraint],
) -> Result<i128, Refusal> {
    let (mut lower, mut upper, mut step) = (None, None, 1_i128);
    for constraint in constraints {
        match constraint {
            Constraint::Minimum(bound) => lower = lower.max(Some(ceiling(bound))),
            Constraint::Above(bound) => lower = lower.max(Some(floor(bound).saturating_add(1))),
            Constraint::Maximum(bound) => upper = least_of(upper, floor(bound)),
            Constraint::Below(bound) => {
                upper = least_of(upper, ceiling(bound).saturating_sub(1));
            }
            Constraint::MultipleOf(Bound::Integer(of)) => step = common_multiple(step, *of),
            Constraint::MultipleOf(Bound::Float(of)) if of.fract() == 0.0 => {
                step = common_multiple(step, *of as i128);
            }
            Constraint::MultipleOf(Bound::Float(_))
            | Constraint::Only(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Condition(_) => {}
        }
    }
    least = least.max(lower.unwrap_or(least));
    most = most.min(upper.unwrap_or(most));
    let reach = USUAL.saturating_mul(step);
    match (lower, upper) {
        (None, None) => (least, most) = (least.max(0), most.min(reach)),
        (Some(_), None) => most = most.min(least.saturating_add(reach)),
        (None, Some(_)) => least = least.max(most.saturating_sub(reach)),
        (Some(_), Some(_)) => {}
    }
    let first = least.div_euclid(step) + i128::from(least.rem_euclid(step) != 0);
    let last = most.div_euclid(step);
    if first > last {
        let reason = format!("no multiple of {step} is between {least} and {most}");
        return Err(Refusal::new(reason));
    }
    Ok(rng.i128(first..=last) * step)
}

fn least_of(known: Option<i128>, other: i128) -> Option<i128> {
    Some(known.map_or(other, |known| known.min(other)))
}

fn ceiling(bound: &Bound) -> i128 {
    match bound {
        Bound::Integer(value) => *value,
        Bound::Float(value) => value.ceil() as i128,
    }
}

fn floor(bound: &Bound) -> i128 {
    match bound {
        Bound::Integer(value) => *value,
        Bound::Float(value) => value.floor() as i128,
    }
}

/// A number that both divide; one of them alone where that is too large.
fn common_multiple(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a.unsigned_abs(), b.unsigned_abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    let of = i128::try_from(x.max(1)).unwrap_or(1);
    let product = (a / of).checked_mul(b).map(i128::saturating_abs);
    product.filter(|product| *product > 0).unwrap_or(a)
}

/// A number that obeys constraints.
pub(super) fn float(rng: &mut Rng, constraints: &[&'static Constraint]) -> Result<f64, Refusal> {
    let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut step = None;
    for constraint in constraints {
        match constraint {
            Constraint::Minimum(bound) | Constraint::Above(bound) => {
                least = least.max(value(bound));
            }
            Constraint::Maximum(bound) | Constraint::Below(bound) => {
                most = most.min(value(bound));
            }
            Constraint::MultipleOf(bound) => step = Some(value(bound)),
            Constraint::Only(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Condition(_) => {}
        }
    }
    if least > most {
        return Err(Refusal::new(format!(
            "no number is between {least} and {most}"
        )));
    }
    let reach = USUAL as f64 * step.unwrap_or(1.0);
    let (least, most) = match (least.is_finite(), most.is_finite()) {
        (true, true) => (least, most),
        (true, false) => (least, least + reach),
        (false, true) => (most - reach, most),
        (false, false) => (0.0, reach),
    };
    if let Some(step) = step {
        let (first, last) = ((least / step).ceil(), (most / step).floor());
        if first > last {
            let reason = format!("no multiple of {step} is between {least} and {most}");
            return Err(Refusal::new(reason));
        }
        let drawn = (first + rng.f64() * (last - first + 1.0)).floor();
        return Ok(drawn.min(last) * step);
    }
    let drawn = least + rng.f64() * (most - least);
    // Few digits are easier to read, where there is room for that.
    let short = (drawn * 100.0).round() / 100.0;
    Ok(match short > least && short < most {
        true => short,
        false => drawn,
    })
}

fn value(bound: &Bound) -> f64 {
    match bound {
        Bound::Integer(value) => *value as f64,
        Bound::Float(value) => *value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::table::leak;

    fn integers(constraints: &[Constraint]) -> Result<i128, Refusal> {
        let constraints: Vec<&'static Constraint> =
            constraints.iter().map(|one| leak(one.clone())).collect();
        let range = (i64::MIN.into(), i64::MAX.into());
        integer(&mut Rng::with_seed(1), range, &constraints)
    }

    #[test]
    fn integers_are_within_bounds() {
        let of = |value| Bound::Integer(value);
        let drawn = integers(&[Constraint::Above(of(4)), Constraint::Below(of(6))]);
        assert_eq!(drawn, Ok(5));
        let sixes = integers(&[
            Constraint::MultipleOf(of(2)),
            Constraint::MultipleOf(of(3)),
            Constraint::Minimum(of(7)),
            Constraint::Maximum(of(12)),
        ]);
        assert_eq!(sixes, Ok(12));
        let none = integers(&[Constraint::Minimum(of(7)), Constraint::Maximum(of(6))]);
        assert!(none.is_err());
        let far = integers(&[Constraint::Minimum(Bound::Float(-1e300))]);
        assert!(far.is_ok());
        let zero = integers(&[Constraint::MultipleOf(of(0))]);
        assert!(zero.is_ok());
    }
}
