//! Today, and five years before a day. No other reckoning with dates is needed.

use super::Failure;
use std::time::{SystemTime, UNIX_EPOCH};
use woolak::pipeline::iso_date;

/// The date five years before a given date, or before today, as `YYYY-MM-DD`.
pub fn five_years_before(day: Option<&str>) -> Result<String, Failure> {
    let day = match day {
        Some(day) => iso_date(day).ok_or_else(|| Failure::new(format!("{day} is geen datum (JJJJ-MM-DD)")))?,
        None => today(),
    };
    let year: u32 = day.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    Ok(format!("{:04}{}", year.saturating_sub(5), &day[4..]))
}

/// Today in Universal Time, as `YYYY-MM-DD`.
pub fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    date_of_day((seconds / 86_400) as i64)
}

/// The date of a day since 1 January 1970 (after Howard Hinnant's `civil_from_days`).
fn date_of_day(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(date_of_day(0), "1970-01-01");
        assert_eq!(date_of_day(11_016), "2000-02-29");
        assert_eq!(date_of_day(19_411), "2023-02-23");
        assert_eq!(
            five_years_before(Some("2026-11-23")).ok().as_deref(),
            Some("2021-11-23")
        );
        assert!(five_years_before(Some("morgen")).is_err());
    }
}
