//! Which documents copy another: equal or lightly rewritten text.
//!
//! Enters: documents. Leaves: for each the one that it copies, with the share of its wording found there. It leaves alone: documents that quote
//! a passage of another, and furniture that a site prints under every report.

pub use crate::link::origin::{origin, same};

use readout_record::document::Document;

/// Words in a shingle: five in a row are rarely shared by chance.
const SHINGLE: usize = 5;
/// Fewer shingles than this say nothing: two lines of a site's furniture would make a copy.
const LEAST_SHINGLES: usize = 40;
/// Least share of a document's shingles that it has from another. Light rewrites by hand keep two fifths of them, separate reports of one event a tenth.
const LEAST_CONTAINED: f64 = 0.33;
/// Parts of a document of which all but one must hold shared wording: furniture stands in one place, a copy runs through.
const PARTS: usize = 6;
/// Documents that hold one shingle up to which every pair of them is looked at; beyond, each is looked at with the first and the one before.
const CROWD: usize = 16;
/// Shingles in all documents up to which all of them find candidates; beyond, every fourth does.
const MANY: usize = 2_000_000;

/// That a document copies another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copy {
    /// Number of the document that it copies, which is no copy itself.
    pub of: usize,
    /// Share of its wording that stands in the other too, 0 to 1.
    pub similarity: f64,
}

/// For each document the one that it copies. Of two alike the original is the one that was published first, then the longer one, then
/// the one with the smaller id; a document without a date comes after one that has it.
pub fn copies(documents: &[&Document]) -> Vec<Option<Copy>> {
    let prints: Vec<Print> = documents.iter().map(|d| Print::new(&d.text)).collect();
    let order = seniority(documents, &prints);
    let mut links: Vec<Vec<(usize, f64)>> = vec![Vec::new(); documents.len()];
    for (senior, junior) in candidates(&prints, &order) {
        links[junior].extend(alike(&prints[senior], &prints[junior]).map(|similarity| (senior, similarity)));
    }
    let mut found: Vec<Option<Copy>> = vec![None; documents.len()];
    for document in order {
        let first = links[document].iter().find(|(senior, _)| found[*senior].is_none()).or(links[document].first());
        found[document] = first.map(|&(senior, similarity)| Copy { of: found[senior].map_or(senior, |c| c.of), similarity });
    }
    found
}

/// Documents from the first to the last that may be an original.
fn seniority(documents: &[&Document], prints: &[Print]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by(|&a, &b| {
        let day = |d: usize| documents[d].metadata.published.as_ref().map(|p| p.sort_key());
        let key = |d: usize| (day(d).is_none(), day(d), std::cmp::Reverse(prints[d].hashes.len()), &documents[d].id);
        key(a).cmp(&key(b)).then(a.cmp(&b))
    });
    order
}

/// The shingles of one text.
struct Print {
    /// Their hashes in the order of the text.
    hashes: Vec<u64>,
    /// The same, sorted, each once.
    sorted: Vec<u64>,
}

impl Print {
    fn new(text: &str) -> Print {
        let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(word_hash).collect();
        let hashes: Vec<u64> = words.windows(SHINGLE).map(|w| w.iter().fold(0, |h, &word| mix(h ^ word))).collect();
        let mut sorted = hashes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        Print { hashes, sorted }
    }

    fn holds(&self, hash: u64) -> bool {
        self.sorted.binary_search(&hash).is_ok()
    }
}

/// FNV-1a of the word in lower case: the same on every machine.
fn word_hash(word: &str) -> u64 {
    let bytes = word.chars().flat_map(char::to_lowercase).map(u64::from);
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ c).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Stirs a hash so that each of its bits depends on all (the finisher of SplitMix64).
fn mix(hash: u64) -> u64 {
    let h = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// Pairs of documents that share enough shingles to be worth comparing, the senior one first, in the order of seniority.
fn candidates(prints: &[Print], order: &[usize]) -> Vec<(usize, usize)> {
    let total: usize = prints.iter().map(|p| p.sorted.len()).sum();
    let sampled = |hash: &u64| total <= MANY || hash.is_multiple_of(4);
    let least = LEAST_SHINGLES as f64 * LEAST_CONTAINED / if total <= MANY { 1.0 } else { 8.0 };
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (rank, &document) in order.iter().enumerate().filter(|(_, d)| prints[**d].sorted.len() >= LEAST_SHINGLES) {
        postings.extend(prints[document].sorted.iter().copied().filter(sampled).map(|h| (h, rank as u32)));
    }
    postings.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for group in postings.chunk_by(|a, b| a.0 == b.0) {
        for (i, &(_, later)) in group.iter().enumerate().skip(1) {
            let near = if group.len() <= CROWD { 0..i } else { i - 1..i };
            let first = (group.len() > CROWD && i > 1).then_some((group[0].1, later));
            pairs.extend(group[near].iter().map(|&(_, earlier)| (earlier, later)).chain(first));
        }
    }
    pairs.sort_unstable();
    let enough = pairs.chunk_by(|a, b| a == b).filter(|run| run.len() as f64 >= least);
    enough.map(|run| (order[run[0].0 as usize], order[run[0].1 as usize])).collect()
}

/// How much of the junior's wording stands in the senior, when that makes it a copy. A long report that quotes a short statement in full
/// is none: most of its wording is its own.
fn alike(senior: &Print, junior: &Print) -> Option<f64> {
    let shared = junior.sorted.iter().filter(|&&h| senior.holds(h)).count();
    let contained = shared as f64 / junior.sorted.len() as f64;
    let copies = contained >= LEAST_CONTAINED && runs_through(senior, junior) && !quoted_inside(senior, junior);
    copies.then(|| (contained * 1000.0).round() / 1000.0)
}

/// Whether the shared wording is spread over the junior.
fn runs_through(senior: &Print, junior: &Print) -> bool {
    let size = junior.hashes.len().div_ceil(PARTS);
    let own = junior.hashes.chunks(size).filter(|part| !part.iter().any(|&h| senior.holds(h))).count();
    own <= 1
}

/// Whether the senior is a report of its own, twice as long or more, that quotes the junior further down: a shortened copy keeps the beginning.
fn quoted_inside(senior: &Print, junior: &Print) -> bool {
    let first = senior.hashes.iter().position(|&h| junior.holds(h)).unwrap_or(0);
    senior.hashes.len() >= 2 * junior.hashes.len() && first > senior.hashes.len() / 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_record::document::Metadata;
    use readout_record::edtf::Edtf;

    const WIRE: &str = "Delegations from Norvia and Eastmark ended a second day of talks in the lakeside town of Brell on Friday without a deal on \
        the release of prisoners, but agreed to meet again within a week. The mediator, Ines Calder, told reporters that both sides had brought \
        lists of names and that a third of the names appeared on both. She said that the next round would be held in the same hotel. A member of \
        the Norvian delegation said that the lists were a beginning and not a result. Families of the prisoners waited outside the gates for \
        most of the afternoon with photographs in their hands.";

    const REWRITE: &str = "Talks between Norvia and Eastmark in the lakeside town of Brell ended on Friday without a deal on the release of \
        prisoners. The delegations agreed to meet again within a week. Both sides had brought lists of names and a third of the names appeared on \
        both, said the mediator, Ines Calder, adding that the next round would be held in the same hotel. The lists were a beginning and not a \
        result, a member of the Norvian delegation said, while families of the prisoners waited outside the gates for most of the afternoon.";

    const OTHER: &str = "Eastmark will send a smaller team to the next round of talks with Norvia, its foreign ministry said on Saturday, a day \
        after the two neighbours failed to agree on prisoners in Brell. The ministry blamed the weather. Norvia called the announcement a pity \
        and said its own delegation had already booked rooms at the hotel, where the mediator, Ines Calder, has been staying since Monday with \
        four members of her staff and a great number of folders, as the manager of the house confirmed to a local paper.";

    fn of(documents: &[Document]) -> Vec<Option<Copy>> {
        copies(&documents.iter().collect::<Vec<_>>())
    }

    fn report(text: &str, published: Option<&str>) -> Document {
        let metadata = Metadata { published: published.and_then(Edtf::parse), ..Metadata::default() };
        Document::new("a.txt".into(), metadata, "en".into(), text.into(), Vec::new())
    }

    #[test]
    fn a_light_rewrite_is_a_copy_of_the_dated_report_and_a_report_of_its_own_is_not() {
        let found = of(&[report(REWRITE, None), report(WIRE, Some("2024-03-01")), report(OTHER, Some("2024-03-02"))]);
        assert_eq!(found[0].map(|c| c.of), Some(1));
        assert!(found[0].is_some_and(|c| c.similarity > 0.3 && c.similarity < 1.0), "{found:?}");
        assert_eq!((found[1], found[2]), (None, None));
    }

    #[test]
    fn the_earlier_of_two_equal_texts_is_the_original_and_copies_of_copies_lead_to_it() {
        let twice = format!("{REWRITE} More was not known.");
        let texts =
            [report(WIRE, Some("2024-03-03")), report(WIRE, Some("2024-03-01")), report(&twice, None), report(REWRITE, None)];
        let found = of(&texts);
        assert_eq!(found.iter().map(|c| c.map(|c| c.of)).collect::<Vec<_>>(), [Some(1), None, Some(1), Some(1)]);
        assert_eq!(found[0].map(|c| c.similarity), Some(1.0));
    }

    #[test]
    fn furniture_and_quoted_passages_make_no_copy() {
        let foot = "This report may not be published, broadcast, rewritten or redistributed without the written permission of the company. Sign up \
            here for the morning letter of our desk and for the evening letter too, which comes with a weather map and with the numbers of the day \
            from all the exchanges that are open. Write to us at the address below.";
        let with_foot = |text: &str| report(&format!("{}\n\n{foot}", &text[..380]), None);
        assert_eq!(of(&[with_foot(WIRE), with_foot(OTHER)]), [None, None]);
        let short: String = WIRE.split_inclusive(". ").take(2).collect();
        let long =
            format!("{OTHER} {} {short} {}", OTHER.replace("the", "every"), OTHER.replace("and", "or").replace("a ", "one "));
        assert_eq!(of(&[report(&short, None), report(&long, None)]), [None, None]);
    }

    #[test]
    fn a_crowd_of_copies_leads_to_one_original() {
        let crowd: Vec<Document> = (0..60).map(|i| report(&format!("{WIRE} Edition {i}."), None)).collect();
        let found = of(&crowd);
        assert_eq!(found.iter().filter(|c| c.is_none()).count(), 1);
    }

    #[test]
    fn odd_input_is_no_copy() {
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[report("", None), report("Short.", None), report("Short.", None)]), [None, None, None]);
    }
}
