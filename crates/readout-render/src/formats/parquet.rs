//! The tables as Parquet, a file each.
//!
//! Enters: a checked record. Leaves: files without compression, all columns optional, texts as they are in the reports. What each column means stands
//! in the file's metadata under `columns`.

use super::tables::all;
use super::tables::table::{Cell, Column, Kind, Table};
use crate::export::{Export, ExportFile, Exported};
use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::Result;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;
use readout_record::check::Checked;
use std::sync::Arc;

/// `--format parquet`.
pub struct Parquet;

impl Export for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn help(&self) -> &'static str {
        "the same tables as Parquet"
    }

    fn tables(&self) -> Vec<&'static str> {
        all::names()
    }

    fn is_text(&self) -> bool {
        false
    }

    fn files(&self, record: &Checked, table: Option<&str>) -> std::io::Result<Exported> {
        let record = record.record();
        let file = |t: &Table| Ok(ExportFile { name: format!("{}.parquet", t.name), bytes: written(t, &record.readout)? });
        let files = all::tables(record, table).iter().map(file).collect::<Result<_>>().map_err(std::io::Error::other)?;
        Ok(Exported { files, notes: Vec::new() })
    }
}

fn written(table: &Table, version: &str) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_created_by(format!("Readout {version}"))
        .set_key_value_metadata(Some(vec![KeyValue::new("columns".to_owned(), explained(table))]))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema(table)?), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    let mut number = 0;
    while let Some(mut column) = group.next_column()? {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[number]).collect();
        fill(&mut column, table.columns[number].kind, &cells)?;
        column.close()?;
        number += 1;
    }
    group.close()?;
    file.into_inner()
}

/// `name: what it means`, a line a column.
fn explained(table: &Table) -> String {
    table.columns.iter().map(|c| format!("{}: {}\n", c.name, c.about)).collect()
}

fn schema(table: &Table) -> Result<Type> {
    let fields = table.columns.iter().map(|c| field(c).map(Arc::new)).collect::<Result<_>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build()
}

fn field(column: &Column) -> Result<Type> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    field.with_logical_type(logical).build()
}

fn fill(column: &mut SerializedColumnWriter<'_>, kind: Kind, cells: &[&Cell]) -> Result<()> {
    match kind {
        Kind::Text => put::<ByteArrayType>(column, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Integer => put::<Int64Type>(column, cells, |cell| if let Cell::Integer(n) = cell { Some(*n) } else { None }),
        Kind::Real => put::<DoubleType>(column, cells, |cell| if let Cell::Real(n) = cell { Some(*n) } else { None }),
        Kind::Flag => put::<BoolType>(column, cells, |cell| if let Cell::Flag(b) = cell { Some(*b) } else { None }),
    }
}

/// The values that are known, and for every row whether its value is.
fn put<T: DataType>(column: &mut SerializedColumnWriter<'_>, cells: &[&Cell], value: fn(&Cell) -> Option<T::T>) -> Result<()> {
    let values: Vec<Option<T::T>> = cells.iter().map(|cell| value(cell)).collect();
    let known: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    column.typed::<T>().write_batch(&values, Some(&known), None)?;
    Ok(())
}
