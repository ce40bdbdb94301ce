//! Packed samples as PDF lays them out (ISO 32000-2, 8.9.5.2): rows begin on byte boundaries, high bits first.
//! It knows no colour.

use crate::pdf::concern::Cause;

/// The samples of one image.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Bits per component: 1, 2, 4, 8 or 16.
    pub bits: u8,
    /// Components per pixel.
    pub components: u8,
    data: Vec<u8>,
}

impl Raster {
    /// Takes rows of samples. Data that ends early is filled up with zeros, as readers do; what is too long is cut off.
    ///
    /// # Errors
    /// The depth is none of PDF's, or the image is out of all proportion.
    pub fn new(width: u32, height: u32, bits: u8, components: u8, mut data: Vec<u8>) -> Result<Self, Cause> {
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) || components == 0 {
            return Err(Cause::UndecodableImage);
        }
        let row = (u64::from(width) * u64::from(components) * u64::from(bits)).div_ceil(8);
        let total = row
            .checked_mul(u64::from(height))
            .filter(|total| *total <= super::MAX_SAMPLES * 2);
        data.resize(total.ok_or(Cause::TooLarge)? as usize, 0);
        Ok(Self {
            width,
            height,
            bits,
            components,
            data,
        })
    }

    /// All rows.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Bytes per row.
    pub fn row_bytes(&self) -> usize {
        (self.width as usize * usize::from(self.components) * usize::from(self.bits)).div_ceil(8)
    }

    /// The largest sample.
    pub fn top(&self) -> u32 {
        (1 << self.bits) - 1
    }

    /// One sample; `x`, `y` and `component` lie within the image.
    pub fn sample(&self, x: u32, y: u32, component: u8) -> u32 {
        let (byte, shift) = self.place(x, y, component);
        match self.bits {
            16 => u32::from(self.data[byte]) << 8 | u32::from(self.data[byte + 1]),
            bits => u32::from(self.data[byte] >> shift) & ((1 << bits) - 1),
        }
    }

    /// Sets one sample; `x`, `y` and `component` lie within the image.
    pub fn set(&mut self, x: u32, y: u32, component: u8, value: u32) {
        let (byte, shift) = self.place(x, y, component);
        match self.bits {
            16 => self.data[byte..byte + 2].copy_from_slice(&(value as u16).to_be_bytes()),
            bits => {
                let mask = (((1_u32 << bits) - 1) as u8) << shift;
                self.data[byte] = self.data[byte] & !mask | (value as u8) << shift & mask;
            }
        }
    }

    fn place(&self, x: u32, y: u32, component: u8) -> (usize, u32) {
        let index = x as usize * usize::from(self.components) + usize::from(component);
        let row = y as usize * self.row_bytes();
        match self.bits {
            16 => (row + index * 2, 0),
            bits => {
                let bit = index * usize::from(bits);
                (row + bit / 8, 8 - u32::from(bits) - (bit % 8) as u32)
            }
        }
    }
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Raster({}×{}×{}, {} bits)",
            self.width, self.height, self.components, self.bits
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_every_depth_are_where_they_were_put() {
        for bits in [1, 2, 4, 8, 16] {
            let mut raster = Raster::new(5, 3, bits, 3, Vec::new()).expect("sound");
            raster.set(3, 1, 2, 1);
            raster.set(4, 1, 0, raster.top());
            assert_eq!(raster.sample(3, 1, 2), 1, "{bits}");
            assert_eq!(raster.sample(4, 1, 0), raster.top(), "{bits}");
            assert_eq!(raster.sample(3, 1, 1), 0, "{bits}");
            assert_eq!(raster.sample(4, 1, 1), 0, "{bits}");
        }
    }

    #[test]
    fn short_data_is_filled_and_odd_depths_are_refused() {
        assert_eq!(
            Raster::new(9, 2, 1, 1, vec![255]).expect("sound").data(),
            [255, 0, 0, 0]
        );
        assert!(Raster::new(1, 1, 3, 1, Vec::new()).is_err());
    }
}
