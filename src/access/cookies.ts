/** The value of a cookie in the header that a browser sends, as it was sent. */
export function cookieOf(header: string, name: string): string | undefined {
  const pair = header.split(/; */).find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
