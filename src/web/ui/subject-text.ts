import type { FilesOnly } from "../../api/wire.ts";

/** What the server stores for the words of a message that is files alone; its type lets no other text stand here. */
const FILES_ONLY: FilesOnly = { zh: "（发来文件）", en: "(sent files)" };

/** The subject of a ticket: the customer's own words, or in the reader's language that only files came. */
export const subjectText = (subject: string, language: keyof FilesOnly): string =>
  subject === FILES_ONLY.zh || subject === FILES_ONLY.en ? FILES_ONLY[language] : subject;
