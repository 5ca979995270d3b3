/** GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum modulo 11 gives the last sign. */
export function idCardHolds(found: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(found[i]), 0);
  return "10X98765432"[sum % 11] === found[17]!.toUpperCase();
}

/** ISO/IEC 7812, the Luhn sum. */
export function luhnHolds(found: string): boolean {
  const digits = found.replace(/\D/g, "");
  if (digits.length < 12 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the rearranged number modulo 97 is 1. */
export function ibanHolds(found: string): boolean {
  const plain = found.replace(/ /g, "");
  if (plain.length < 15) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Whether as many digits stand in it. */
export function digitsBetween(least: number, most: number): (found: string) => boolean {
  return (found) => {
    const count = found.replace(/\D/g, "").length;
    return count >= least && count <= most;
  };
}
