/**
 * Stands in for the component library's scroll lock, which writes a style element without this page's nonce: the content
 * security policy refuses that, and says so in the console at each dialog. The page itself never scrolls, so nothing is lost.
 */
export default function useNoScrollLock(): void {}
