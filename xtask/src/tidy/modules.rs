//! Imports inside a crate: no cycle among its modules, and in analysis extract <- link <- brief.
//!
//! Enters: the sources of a crate. Leaves: a finding for every knot of modules, with the imports that tie it, and for every arrow against the
//! order. A module and its child count like any other two.

use super::source;
use super::tree::{File, Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Order inside analysis: each imports only what stands before it.
const ANALYSIS: &[&str] = &["extract", "link", "brief"];

/// A module by its path from the crate's root; the root is empty.
type Module = Vec<String>;

/// One import.
struct Edge {
    from: Module,
    to: Module,
    place: String,
}

/// Knots and arrows against the order, crate by crate.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut roots: BTreeSet<&str> = BTreeSet::new();
    roots.extend(tree.rust().filter_map(|f| f.path.find("/src/").map(|at| &f.path[..at + 5])));
    roots.into_iter().flat_map(|root| of_crate(tree, root)).collect()
}

fn of_crate(tree: &Tree, root: &str) -> Vec<Finding> {
    let files: BTreeMap<Module, &File> =
        tree.rust().filter(|f| f.path.starts_with(root)).filter_map(|f| Some((module(&f.path[root.len()..])?, f))).collect();
    let edges: Vec<Edge> = files.iter().flat_map(|(from, file)| imports(from, file, &files)).collect();
    let mut findings = knots(&edges, &files);
    if root.contains("readout-analysis") {
        findings.extend(edges.iter().filter_map(out_of_order));
    }
    findings
}

/// The module that a file holds; `None` for files of tests.
fn module(path: &str) -> Option<Module> {
    let stem = path.strip_suffix(".rs")?;
    let mut parts: Module = stem.split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("lib" | "mod")) || parts == ["main"] {
        parts.pop();
    }
    (!parts.iter().any(|p| p == "tests")).then_some(parts)
}

fn imports(from: &Module, file: &File, files: &BTreeMap<Module, &File>) -> Vec<Edge> {
    let children = source::children(&file.text);
    let mut found = Vec::new();
    for named in source::paths(&file.text) {
        let Some(path) = absolute(from, &named.parts, &children) else { continue };
        let Some(to) = (0..=path.len()).rev().map(|n| path[..n].to_vec()).find(|m| files.contains_key(m)) else { continue };
        if to != *from {
            found.push(Edge { from: from.clone(), to, place: format!("{}:{}", file.path, named.line) });
        }
    }
    found
}

/// A path of the crate from its root; `None` for paths that lead out of it.
fn absolute(from: &Module, parts: &[String], children: &[String]) -> Option<Module> {
    let mut path = from.clone();
    let mut rest = parts;
    match parts.first()?.as_str() {
        "crate" => (path, rest) = (Vec::new(), &parts[1..]),
        "self" => rest = &parts[1..],
        "super" => {
            while let Some(("super", more)) = rest.split_first().map(|(first, more)| (first.as_str(), more)) {
                path.pop();
                rest = more;
            }
        }
        first if children.iter().any(|c| c == first) => {}
        _ => return None,
    }
    path.extend(rest.iter().filter(|p| *p != "self").cloned());
    Some(path)
}

/// Groups of modules that reach one another.
fn knots(edges: &[Edge], files: &BTreeMap<Module, &File>) -> Vec<Finding> {
    let mut next: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for edge in edges {
        next.entry(&edge.from).or_default().insert(&edge.to);
    }
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = files.keys().map(|m| (m, reach(m, &next))).collect();
    let mut seen: BTreeSet<&Module> = BTreeSet::new();
    let mut findings = Vec::new();
    for module in files.keys() {
        let knot: BTreeSet<&Module> = reached[module].iter().copied().filter(|m| reached[m].contains(module)).collect();
        if knot.len() > 1 && seen.insert(module) {
            seen.extend(&knot);
            findings.push(knotted(&knot, edges, files[module]));
        }
    }
    findings
}

fn reach<'m>(from: &'m Module, next: &BTreeMap<&'m Module, BTreeSet<&'m Module>>) -> BTreeSet<&'m Module> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        for to in next.get(module).into_iter().flatten() {
            if found.insert(*to) {
                open.push(to);
            }
        }
    }
    found
}

fn knotted(knot: &BTreeSet<&Module>, edges: &[Edge], file: &File) -> Finding {
    let names: Vec<String> = knot.iter().map(|m| name(m)).collect();
    let mut ties: BTreeMap<(&Module, &Module), &str> = BTreeMap::new();
    for edge in edges.iter().filter(|e| knot.contains(&e.from) && knot.contains(&e.to)) {
        ties.entry((&edge.from, &edge.to)).or_insert(&edge.place);
    }
    let ties: Vec<String> = ties.into_iter().map(|((_, to), place)| format!("{place} -> {}", name(to))).collect();
    let remedy = format!("move what they share into a module of its own ({})", ties.join(", "));
    Finding::new(&file.path, format!("the modules {} import one another", names.join(", ")), remedy)
}

fn name(module: &Module) -> String {
    if module.is_empty() { "(root)".into() } else { module.join("::") }
}

fn out_of_order(edge: &Edge) -> Option<Finding> {
    let rank = |m: &Module| ANALYSIS.iter().position(|a| m.first().is_some_and(|f| f == a));
    let (from, to) = (rank(&edge.from)?, rank(&edge.to)?);
    let fault = format!("{} imports {}, against extract <- link <- brief", name(&edge.from), name(&edge.to));
    (from < to).then(|| Finding::new(&edge.place, fault, "pass the value in, or move it to the earlier stage"))
}
