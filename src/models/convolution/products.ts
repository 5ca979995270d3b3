/**
 * Sums of products over rows of numbers that lie one behind the other. Each sum is added up in the order of its terms,
 * eight sums at a time that stay in registers: what is read serves several of them, and nothing is written between.
 */

/** into[r · columns + c] = starts[c] + Σ left[r · length + i] · right[c · length + i], for `rows` rows and `columns` columns. */
export function rowProducts(
  left: Float64Array,
  rows: number,
  right: Float64Array,
  starts: Float64Array,
  length: number,
  into: Float64Array,
): void {
  const columns = starts.length;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let column = 0;
    for (; column + 2 <= columns; column += 2) fourByTwo(left, row, right, column, starts, length, into);
    for (; column < columns; column++)
      for (let r = row; r < row + 4; r++) oneByOne(left, r, right, column, starts, length, into);
  }
  for (; row < rows; row++)
    for (let column = 0; column < columns; column++) oneByOne(left, row, right, column, starts, length, into);
}

function fourByTwo(
  left: Float64Array,
  row: number,
  right: Float64Array,
  column: number,
  starts: Float64Array,
  length: number,
  into: Float64Array,
): void {
  const [a, b, c, d] = [row * length, (row + 1) * length, (row + 2) * length, (row + 3) * length];
  const [p, q] = [column * length, (column + 1) * length];
  let [ap, bp, cp, dp] = [starts[column]!, starts[column]!, starts[column]!, starts[column]!];
  let [aq, bq, cq, dq] = [starts[column + 1]!, starts[column + 1]!, starts[column + 1]!, starts[column + 1]!];
  for (let i = 0; i < length; i++) {
    const x = right[p + i]!;
    const y = right[q + i]!;
    const ai = left[a + i]!;
    ap += x * ai;
    aq += y * ai;
    const bi = left[b + i]!;
    bp += x * bi;
    bq += y * bi;
    const ci = left[c + i]!;
    cp += x * ci;
    cq += y * ci;
    const di = left[d + i]!;
    dp += x * di;
    dq += y * di;
  }
  const width = starts.length;
  const at = row * width + column;
  into[at] = ap;
  into[at + 1] = aq;
  into[at + width] = bp;
  into[at + width + 1] = bq;
  into[at + 2 * width] = cp;
  into[at + 2 * width + 1] = cq;
  into[at + 3 * width] = dp;
  into[at + 3 * width + 1] = dq;
}

function oneByOne(
  left: Float64Array,
  row: number,
  right: Float64Array,
  column: number,
  starts: Float64Array,
  length: number,
  into: Float64Array,
): void {
  let sum = starts[column]!;
  for (let i = 0; i < length; i++) sum += right[column * length + i]! * left[row * length + i]!;
  into[row * starts.length + column] = sum;
}

/** Factors of which one belongs to each row that is read and each row that is added to, with their steps from row to row. */
export interface Factors {
  readonly values: Float64Array;
  readonly stepRead: number;
  readonly stepInto: number;
}

/** into[o · length + i] += Σ factor(o, n) · rows[n · length + i], over `count` rows n and for `outputs` rows o. */
export function addRows(
  factors: Factors,
  rows: Float64Array,
  count: number,
  length: number,
  into: Float64Array,
  outputs: number,
): void {
  const pairs = outputs - (outputs % 2);
  const quads = length - (length % 4);
  for (let output = 0; output < pairs; output += 2)
    for (let i = 0; i < quads; i += 4) twoByFour(factors, rows, count, length, into, output, i);
  for (let output = 0; output < outputs; output++)
    for (let i = output < pairs ? quads : 0; i < length; i++) addOne(factors, rows, count, length, into, output, i);
}

function twoByFour(
  { values, stepRead, stepInto }: Factors,
  rows: Float64Array,
  count: number,
  length: number,
  into: Float64Array,
  output: number,
  i: number,
): void {
  const [p, q] = [output * length + i, (output + 1) * length + i];
  let [pa, pb, pc, pd] = [into[p]!, into[p + 1]!, into[p + 2]!, into[p + 3]!];
  let [qa, qb, qc, qd] = [into[q]!, into[q + 1]!, into[q + 2]!, into[q + 3]!];
  for (let n = 0, from = output * stepInto, at = i; n < count; n++, from += stepRead, at += length) {
    const x = values[from]!;
    const y = values[from + stepInto]!;
    const a = rows[at]!;
    pa += x * a;
    qa += y * a;
    const b = rows[at + 1]!;
    pb += x * b;
    qb += y * b;
    const c = rows[at + 2]!;
    pc += x * c;
    qc += y * c;
    const d = rows[at + 3]!;
    pd += x * d;
    qd += y * d;
  }
  into[p] = pa;
  into[p + 1] = pb;
  into[p + 2] = pc;
  into[p + 3] = pd;
  into[q] = qa;
  into[q + 1] = qb;
  into[q + 2] = qc;
  into[q + 3] = qd;
}

function addOne(
  { values, stepRead, stepInto }: Factors,
  rows: Float64Array,
  count: number,
  length: number,
  into: Float64Array,
  output: number,
  i: number,
): void {
  let sum = into[output * length + i]!;
  for (let n = 0; n < count; n++) sum += values[output * stepInto + n * stepRead]! * rows[n * length + i]!;
  into[output * length + i] = sum;
}
