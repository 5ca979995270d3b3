import { usePreferences } from "../../app/preferences.tsx";
import type { ImportEstimate } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { importReason } from "./import-reasons.ts";
import { useImportWords } from "./import-words.ts";
import { useNumber } from "./use-number.ts";

const MILLION = 1_000_000;

/** What taking the files in would mean: how much there is to read, what it costs, and what cannot be read. */
export function Estimate({ estimate }: { readonly estimate: ImportEstimate }) {
  const { language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const number = useNumber();
  const { toRead, unchanged, chunks, tokens, costMicros, problems } = estimate;
  return (
    <div role="status" className="estimate">
      <p>{words.estimated(toRead, unchanged, chunks)}</p>
      <p className="soft">
        {costMicros > 0 ? words.cost(number(tokens), (costMicros / MILLION).toFixed(2)) : more.tokens(number(tokens))}
      </p>
      <ul className="problem-rows">
        {problems.map(({ path, reason }) => (
          <li key={path}>
            <span className="path">{path}</span> <span className="soft">{importReason(reason, language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
