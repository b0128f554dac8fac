//! The SDK against the zone, over loopback: users who found groups and spaces,
//! invite each other, and are refused what they may not do.

mod hostile;
mod kept;
mod members;
mod privileges;
mod served;
mod spaces;
mod tokens;
mod users;
