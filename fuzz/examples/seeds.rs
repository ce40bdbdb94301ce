//! Writes the seed corpora of the fuzz targets to `corpus/`.

use std::fs;
use woolak_fuzz::seeds::seeds;
use woolak_fuzz::targets::TARGETS;

fn main() -> std::io::Result<()> {
    for (name, _) in TARGETS {
        fs::create_dir_all(format!("corpus/{name}"))?;
        for (number, seed) in seeds(name).iter().enumerate() {
            fs::write(format!("corpus/{name}/{number}"), seed)?;
        }
    }
    Ok(())
}
