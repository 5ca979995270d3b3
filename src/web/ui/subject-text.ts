/** What stands for the words of a message that is files and nothing else, as the server stores it. */
const FILES_ONLY = { zh: "（发来文件）", en: "(sent files)" } as const;

/** The subject of a ticket: the customer's own words, or in the reader's language that only files came. */
export const subjectText = (subject: string, language: keyof typeof FILES_ONLY): string =>
  subject === FILES_ONLY.zh || subject === FILES_ONLY.en ? FILES_ONLY[language] : subject;
