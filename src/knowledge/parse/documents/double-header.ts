const NUMBER = /^[\d.,%¥$€\s:/-]+$/;
const LONGEST_NAME = 40;

/**
 * The columns' names of a header of two rows, whose upper one spans columns: 网络 over 端口 and 协议 gives 网络 端口 and
 * 网络 协议. A cell that spans is empty or repeated in what it covers. Null when the rows do not read so.
 */
export function joinHeaders(upper: readonly string[], lower: readonly string[]): string[] | null {
  const names = upper.map((cell) => cell.trim());
  const below = names.map((_, i) => (lower[i] ?? "").trim());
  if (lower.length > upper.length || below.some((name) => NUMBER.test(name) || name.length > LONGEST_NAME)) return null;
  const above = names.map((name, i) => name || names.slice(0, i).findLast((left) => left !== "") || "");
  const spans = above.some((name, i) => i > 0 && name === above[i - 1] && below[i] !== "" && below[i - 1] !== "");
  // What is named once stands over an empty cell or over itself; a row of data has a value there.
  const single = above.every((name, i) => {
    const isSpanning = name === above[i - 1] || name === above[i + 1];
    return isSpanning ? below[i] !== "" : below[i] === "" || below[i] === name;
  });
  if (!spans || !single || above.includes("")) return null;
  return above.map((name, i) => (below[i] === "" || below[i] === name ? name : `${name} ${below[i]}`));
}
