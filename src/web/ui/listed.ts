/** Names one behind the other, as the language separates them. */
export const listed = (names: readonly string[], language: "zh" | "en"): string =>
  names.join(language === "zh" ? "、" : ", ");
