//! Every rule carries examples of what it finds and of what it must leave alone.
//!
//! Enters: the rule files of the crates, `crates/*/rules/**/*.toml`. Leaves: a finding for each file or rule without its examples. That the
//! examples hold is for the crates' own tests. Lists of names (`rules/knowledge/`) say what exists and are no rules; lists of words that the rules
//! beside them speak of are shown by the examples of those rules.

use super::tree::{File, Finding, Tree};
use toml::{Table, Value};

/// Keys under which a rule carries examples of its own: what it must find, and what it must leave alone.
const OWN: &[(&str, Option<&str>)] = &[("cuts", Some("keeps")), ("examples", None)];

/// Lists of words and nothing else. A file that decides anything on its own does not belong here.
const WORD_LISTS: &[&str] = &[
    "rules/commitments/words.toml",
    "rules/holders.toml",
    "rules/undone.toml",
    "rules/statements/speakers.toml",
    "rules/times/words.toml",
];

/// Rules without examples.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let is_rule = |f: &&File| f.path.starts_with("crates/") && f.path.contains("/rules/") && f.path.ends_with(".toml");
    let files = tree
        .files
        .iter()
        .filter(is_rule)
        .filter(|f| !f.path.contains("/rules/knowledge/") && !WORD_LISTS.iter().any(|list| f.path.ends_with(list)));
    files.flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let table = match file.text.parse::<Table>() {
        Ok(table) => table,
        Err(error) => return vec![Finding::new(&file.path, format!("is not sound TOML ({error})"), "mend it")],
    };
    match table.get("example").and_then(Value::as_array) {
        Some(examples) => shared(file, examples),
        None => own(file, &table),
    }
}

/// Examples for all rules of a file: some with finds, some without.
fn shared(file: &File, examples: &[Value]) -> Vec<Finding> {
    let finds = |e: &&Value| e.get("finds").and_then(Value::as_array).is_some_and(|f| !f.is_empty());
    let finding = examples.iter().filter(finds).count();
    let mut findings = Vec::new();
    if finding == 0 {
        findings.push(Finding::new(&file.path, "has no example that finds something", "add an [[example]] with text and finds"));
    }
    if finding == examples.len() {
        let remedy = "add an [[example]] with a text that looks alike and `finds = []`";
        findings.push(Finding::new(&file.path, "has no example of what must not be found", remedy));
    }
    findings
}

/// Examples inside each rule.
fn own(file: &File, table: &Table) -> Vec<Finding> {
    let rules: Vec<(&String, &Table)> = table
        .iter()
        .filter_map(|(name, v)| Some((name, v.as_array()?)))
        .flat_map(|(name, list)| list.iter().filter_map(move |v| Some((name, v.as_table()?))))
        .collect();
    if rules.is_empty() {
        return vec![Finding::new(&file.path, "has no examples", "add [[example]] tables with text and finds")];
    }
    rules.into_iter().enumerate().filter_map(|(at, (list, rule))| bare(file, at, list, rule)).collect()
}

fn bare(file: &File, at: usize, list: &str, rule: &Table) -> Option<Finding> {
    let filled = |key: &str| rule.get(key).and_then(Value::as_array).is_some_and(|a| !a.is_empty());
    let complete = OWN.iter().any(|(must, not)| filled(must) && not.is_none_or(filled));
    let name =
        rule.get("name").or(rule.get("code")).and_then(Value::as_str).map_or_else(|| format!("number {}", at + 1), str::to_owned);
    let remedy = "give it examples of what it must find and of what it must leave alone";
    (!complete).then(|| Finding::new(&file.path, format!("the {list} {name} has no examples"), remedy))
}
