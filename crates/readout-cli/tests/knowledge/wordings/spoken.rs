//! Numbers and names as people write them.

/// Months.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a million in words.
pub fn words(n: u32) -> String {
    let joined = |head: String, rest: u32, joint: &str| if rest == 0 { head } else { format!("{head}{joint}{}", words(rest)) };
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..100 => joined(TENS[n as usize / 10].to_owned(), n % 10, "-"),
        100..1000 => joined(format!("{} hundred", words(n / 100)), n % 100, " and "),
        _ => joined(format!("{} thousand", words(n / 1000)), n % 1000, if n % 1000 < 100 { " and " } else { " " }),
    }
}

/// A number in figures, with commas.
pub fn figures(n: u32) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", figures(n / 1000), n % 1000) }
}

/// 1st, 2nd, 3rd, 11th.
pub fn ordinal(n: u8) -> String {
    let ending = match (n % 10, n / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
