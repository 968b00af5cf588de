//! Reading columns as what they mean. A column that does not hold what it should is damage.

use crate::domain::Client;
use crate::error::Unavailable;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use std::str::FromStr;

/// A text.
pub(super) fn text(row: &AnyRow, column: &str) -> Result<String, Unavailable> {
    Ok(row.try_get(column)?)
}

/// A text that may be absent.
pub(super) fn text_or_none(row: &AnyRow, column: &str) -> Result<Option<String>, Unavailable> {
    Ok(row.try_get(column)?)
}

/// A number that is never negative.
pub(super) fn number(row: &AnyRow, column: &str) -> Result<u64, Unavailable> {
    u64::try_from(row.try_get::<i64, _>(column)?).map_err(|_| Unavailable::Damaged)
}

/// A number that may be absent.
pub(super) fn number_or_none(row: &AnyRow, column: &str) -> Result<Option<u64>, Unavailable> {
    let value: Option<i64> = row.try_get(column)?;
    value.map(|value| u64::try_from(value).map_err(|_| Unavailable::Damaged)).transpose()
}

/// Yes or no.
pub(super) fn flag(row: &AnyRow, column: &str) -> Result<bool, Unavailable> {
    Ok(number(row, column)? != 0)
}

/// An id, a hash, or anything else that is written as a text.
pub(super) fn parsed<T: FromStr>(row: &AnyRow, column: &str) -> Result<T, Unavailable> {
    text(row, column)?.parse().map_err(|_| Unavailable::Damaged)
}

/// The same, where it may be absent.
pub(super) fn parsed_or_none<T: FromStr>(row: &AnyRow, column: &str) -> Result<Option<T>, Unavailable> {
    text_or_none(row, column)?.map(|text| text.parse().map_err(|_| Unavailable::Damaged)).transpose()
}

/// Who seems to log in: the columns that every attempt has.
pub(super) fn client(row: &AnyRow) -> Result<Client, Unavailable> {
    Ok(Client {
        address: text(row, "client_address")?,
        place: text(row, "client_place")?,
        agent: text(row, "client_agent")?,
    })
}

/// A number as the database keeps it. Times and counters are far below 2^63.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
