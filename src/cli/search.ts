import { AUDIENCES, type Audience } from "../kernel/labels.ts";
import { isVersion } from "../knowledge/parse/versions.ts";
import type { QuestionAccount, ScoreAccount, TermAccount } from "../knowledge/search/account/account-types.ts";
import type { Hit, SearchResult } from "../knowledge/types.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

const HITS = 10;
const TEXT = 200;
/** Terms told of one hit. */
const MOST_TERMS = 15;

/** Asks the very search that answers customers; with `--explain` it accounts for every point. */
export async function searchCommand({ values, words, say, withApp }: Call): Promise<number> {
  const text = words.join(" ").trim();
  if (text === "") throw usage('Say what to search for: search "怎么反结账？"');
  const { product, edition, "product-version": version, audience = "internal" } = values;
  if (!AUDIENCES.includes(audience as Audience)) throw usage(`--audience is one of ${AUDIENCES.join(", ")}.`);
  if (version !== undefined && !isVersion(version)) throw usage("Write a version as 8.2.1.");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const filter = {
      audiences: AUDIENCES.slice(0, AUDIENCES.indexOf(audience as Audience) + 1),
      at: app.clock.now(),
      ...(product !== undefined && { product }),
      ...(edition !== undefined && { edition }),
      ...(version !== undefined && { version }),
    };
    const found = await app.search(tenantId)({ text, limit: HITS, filter, explain: values.explain === true });
    say(values.json ? JSON.stringify(found, null, 2) : readableSearch(found));
    return found.hits.length > 0 ? 0 : 3;
  });
}

function readableSearch({ hits, answerability, tookMs, question }: SearchResult): string {
  const head = `${hits.length} hits in ${tookMs.toFixed(1)} ms, answerable ${Math.round(answerability * 100)} %`;
  return [head, ...(question ? questionLines(question) : []), ...hits.flatMap(hitLines)].join("\n");
}

function questionLines({ language, clauses, codes, version, synonyms, translations, gate }: QuestionAccount): string[] {
  const told = translations
    .filter(({ into }) => into.length > 0)
    .map(({ word, into }) => `${word} → ${into.join(", ")}`);
  const lists = { clauses, codes, synonyms, translations: told, version: version === null ? [] : [version] };
  return [
    `  language: ${language}`,
    ...Object.entries(lists).flatMap(([name, list]) => (list.length === 0 ? [] : [`  ${name}: ${list.join(" | ")}`])),
    `  vectors: ${gate.open ? `open, words ${two(gate.words)}, vectors ${two(gate.vectors)}` : "closed"} (${gate.reason.replaceAll("_", " ")})`,
  ];
}

function hitLines(hit: Hit, i: number): string[] {
  const { score, path, headingPath, title, text, account } = hit;
  return [
    "",
    `${i + 1}. ${two(score)}  ${headingPath.join(" › ") || title}  (${path})`,
    `   ${text.replace(/\s+/g, " ").slice(0, TEXT)}`,
    ...(account ? accountLines(account) : []),
  ];
}

function accountLines({ terms, words, vectors, vectorPoints, articlePoints, clause, factors, place }: ScoreAccount) {
  const rank = (one: { readonly rank: number } | null) => (one === null ? "not found" : `place ${one.rank}`);
  return [
    ...terms.slice(0, MOST_TERMS).map(termLine),
    ...(terms.length > MOST_TERMS ? [`     … ${terms.length - MOST_TERMS} more terms`] : []),
    `     ${two(vectorPoints).padStart(6)}  vectors: ${rank(vectors)}${vectors ? `, cosine ${two(vectors.similarity)}` : ""}`,
    `     ${two(articlePoints).padStart(6)}  the article's best other passage`,
    `     words: ${rank(words)}${words ? `, ${two(words.score)}` : ""}; × ${two(factors.siblings)} for the article's size, × ${two(factors.language)} for the language; place ${place.byScore} by score, ${place.final} in the end`,
    ...(clause ? [`     clause: "${clause.text}" (${two(clause.share)} of the words)`] : []),
  ];
}

function termLine({
  text,
  kind,
  way,
  of,
  code,
  idf,
  weight,
  frequency,
  passage,
  neighbours,
  fields,
}: TermAccount): string {
  const origin = way === "asked" ? "" : way === "synonym" ? " (synonym)" : ` (for ${of})`;
  const places = fields.map(({ field, count, points }) => `${field} ${count}: ${two(points)}`).join(", ");
  return `     ${two(passage + neighbours).padStart(6)}  ${text}${origin}${code ? " (code)" : ""} [${kind}] idf ${two(idf)} × ${two(weight)}, tf ${two(frequency)}: ${places || "–"}; neighbours ${two(neighbours)}`;
}

const two = (value: number): string => value.toFixed(2);
