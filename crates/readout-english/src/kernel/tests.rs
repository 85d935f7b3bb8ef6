//! The kernels against one another and against sums in 64 bits.
//!
//! Enters: numbers that look random. Leaves: nothing; a difference fails.

use super::layers::*;
use super::*;

/// Numbers that look random and are always the same.
pub fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

pub fn machines() -> Vec<Machine> {
    let best = Machine::detect();
    let mut all = vec![Machine::Plain, best];
    #[cfg(target_arch = "x86_64")]
    if best == Machine::Wide {
        all.push(Machine::Narrow);
    }
    all
}

#[test]
fn all_machines_agree_whatever_the_number_of_rows() {
    let weights = Packed::maxout(&numbers(288 * 288, 1), &numbers(288, 2), 288);
    let values = numbers(96 * 40, 3);
    let run = |machine: Machine, from: usize, count: usize| {
        let mut out = vec![0.0; count * 96];
        machine.maxout(Rows { values: &values[from * 96..], stride: 96, count }, &weights, &mut out);
        out
    };
    let all = run(Machine::detect(), 0, 37);
    for machine in machines() {
        for (from, count) in [(0, 37), (5, 1), (7, 13), (30, 7)] {
            let part = run(machine, from, count);
            let wrong = part.iter().zip(&all[from * 96..]).filter(|(a, b)| (**a - **b).abs() > 1e-6 * b.abs().max(1.0)).count();
            assert_eq!(wrong, 0, "{machine:?} rows {from}+{count}");
            if machine != Machine::Plain {
                assert_eq!(part, all[from * 96..][..count * 96], "{machine:?} to the bit");
            }
        }
    }
}

#[test]
fn affine_puts_outputs_where_they_are_asked_for() {
    let weights = numbers(70 * 64, 4);
    let bias = numbers(70, 5);
    let packed = Packed::new(&weights, &bias, 64, 70, |place| Some(69 - place));
    let row = numbers(64, 6);
    for machine in machines() {
        let mut out = vec![0.0; packed.places()];
        machine.affine(Rows { values: &row, stride: 64, count: 1 }, &packed, &mut out);
        for place in 0..70 {
            let exact: f64 = (0..64).map(|k| f64::from(row[k]) * f64::from(weights[(69 - place) * 64 + k])).sum();
            assert!((f64::from(out[place]) - exact - f64::from(bias[69 - place])).abs() < 1e-4);
        }
        assert!(out[70..].iter().all(|v| *v == 0.0));
    }
}

#[test]
fn normalised_rows_have_no_mean_and_unit_deviation() {
    for width in [96, 256] {
        let norm = Norm { epsilon: 1e-8, scale: vec![1.0; width], shift: vec![0.0; width] };
        for machine in machines() {
            let mut rows = numbers(width * 3, 7);
            machine.normalise(&mut rows, None, &norm);
            for row in rows.chunks(width) {
                assert!(row.iter().sum::<f32>().abs() < 1e-3);
                assert!((row.iter().map(|v| v * v).sum::<f32>() / width as f32 - 1.0).abs() < 1e-3);
            }
        }
    }
}

#[test]
fn cells_step_as_in_64_bits() {
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let (input, recurrent) = (numbers(4 * CELLS, 8), numbers(4 * CELLS, 9).iter().map(|v| v * 20.0).collect::<Vec<_>>());
    let before: [f32; CELLS] = numbers(CELLS, 10).try_into().expect("as many as cells");
    for machine in machines() {
        let (mut cells, mut hidden) = (before, [0.0; CELLS]);
        machine.step_cells(&input, &recurrent, &mut cells, &mut hidden);
        for at in 0..CELLS {
            let [i, f, g, o] =
                [0, 1, 2, 3].map(|gate| f64::from(input[gate * CELLS + at]) + f64::from(recurrent[gate * CELLS + at]));
            let cell = sigmoid(f) * f64::from(before[at]) + sigmoid(i) * g.tanh();
            assert!((f64::from(cells[at]) - cell).abs() < 1e-6, "{machine:?}");
            assert!((f64::from(hidden[at]) - sigmoid(o) * cell.tanh()).abs() < 1e-6, "{machine:?}");
        }
    }
}
