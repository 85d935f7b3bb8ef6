//! The kernels against one another and against sums in 64 bits.
//!
//! Enters: numbers that look random. Leaves: nothing; a difference fails.

use super::rows::{Bytes, Quantised};
use super::*;
use crate::kernel::tests::{machines, numbers};

/// Rows through a layer of 64 outputs, a bias each.
fn run(machine: Machine, rows: &[f32], width: usize) -> Vec<f32> {
    let layer = Quantised::new(&numbers(64 * width, 1), &numbers(64, 2), width);
    let (mut bytes, mut out) = (Bytes::default(), vec![0.0; rows.len() / width * 64]);
    machine.quantise(rows, width, &mut bytes);
    machine.multiply(&bytes, &layer, &mut out);
    out
}

#[test]
fn all_machines_agree_to_the_bit_whatever_the_number_of_rows() {
    let rows = numbers(128 * 40, 3);
    let all = run(Machine::Plain, &rows, 128);
    for machine in machines() {
        for (from, count) in [(0, 40), (0, 0), (5, 1), (7, 13), (30, 7), (3, 12)] {
            let part = run(machine, &rows[from * 128..][..count * 128], 128);
            assert_eq!(part, all[from * 64..][..count * 64], "{machine:?} rows {from}+{count}");
        }
    }
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    for sign in [-1.0, 1.0] {
        let layer = Quantised::new(&[sign; 32 * 832], &[], 832);
        for machine in machines() {
            let (mut bytes, mut out) = (Bytes::default(), [0.0; 32]);
            machine.quantise(&[-3.0; 832], 832, &mut bytes);
            machine.multiply(&bytes, &layer, &mut out);
            assert!(out.iter().all(|v| (v + sign * 3.0 * 832.0).abs() < 1e-2), "{machine:?} {out:?}");
        }
    }
}

#[test]
fn sums_are_those_of_floats_within_the_rounding() {
    let rows = numbers(256, 4);
    let (weights, bias) = (numbers(64 * 256, 1), numbers(64, 2));
    for machine in machines() {
        for (output, found) in run(machine, &rows, 256).into_iter().enumerate() {
            let exact: f64 = (0..256).map(|k| f64::from(rows[k]) * f64::from(weights[output * 256 + k])).sum();
            assert!(
                (f64::from(found) - exact - f64::from(bias[output])).abs() < 0.2,
                "{machine:?} {output}: {found} for {exact}"
            );
        }
    }
}

#[test]
fn a_row_of_nothing_gives_the_bias() {
    for machine in machines() {
        assert_eq!(run(machine, &[0.0; 128], 128), numbers(64, 2), "{machine:?}");
    }
}
