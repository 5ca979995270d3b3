/** The language of the pages for a tag such as "zh-HK": Chinese where the tag is of Chinese, else English. */
export const languageOf = (tag: string): "zh" | "en" => (tag.toLowerCase().startsWith("zh") ? "zh" : "en");
