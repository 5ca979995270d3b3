/** Room for one text at a time as UTF-16 units. */
export interface Units {
  /** The units of a text, and behind them what was there before; they hold until the next text. */
  write(text: string): Uint16Array<ArrayBuffer>;
  /** What the last text left. */
  units(): Uint16Array<ArrayBuffer>;
}

const FIRST_UNITS = 1 << 12;

export function createUnits(): Units {
  let units = new Uint16Array(FIRST_UNITS);
  let bytes = Buffer.from(units.buffer);
  return {
    write(text) {
      if (text.length > units.length) {
        units = new Uint16Array(2 * text.length);
        bytes = Buffer.from(units.buffer);
      }
      bytes.write(text, "utf16le");
      return units;
    },
    units: () => units,
  };
}

export function unitsOf(text: string): Uint16Array<ArrayBuffer> {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}

export const textOf = (units: Uint16Array<ArrayBuffer>): string =>
  Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString("utf16le");
