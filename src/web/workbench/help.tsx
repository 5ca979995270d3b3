import { useWords } from "../app/preferences.tsx";
import type { Words } from "../ui/words/words.ts";
import "./cards.css";

const KEYS: readonly (readonly [keyof Words["help"]["keys"], readonly string[]])[] = [
  ["move", ["J", "K"]],
  ["search", ["F"]],
  ["claim", ["C"]],
  ["reply", ["I"]],
  ["note", ["N"]],
  ["accept", ["A"]],
  ["edit", ["E"]],
  ["reject", ["R"]],
  ["escalate", ["U"]],
  ["ask", ["Q"]],
  ["label", ["L"]],
  ["send", ["Ctrl", "Enter"]],
  ["tickets", ["G", "T"]],
  ["approvals", ["G", "A"]],
  ["help", ["?"]],
];

/** The shortcuts, and the rules by which the copilot works. */
export function Help() {
  const { help } = useWords();
  return (
    <div className="page narrow">
      <h1>{help.title}</h1>
      <h2>{help.shortcuts}</h2>
      <dl className="keys">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>{help.keys[name]}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <h2>{help.how}</h2>
      <ul className="facts-list">
        {help.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}
