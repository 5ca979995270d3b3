import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { shown, signed } from "./format.ts";
import { useInsightsWords } from "./use-insights.ts";
import type { Figure } from "./wire.ts";

/** Numbers with how they moved; each leads on to the words behind it. */
export function Figures({ figures, to }: { readonly figures: readonly Figure[]; readonly to: string }) {
  return (
    <ul className="figures">
      {figures.map((figure) => (
        <li key={figure.key}>
          <FigureCard figure={figure} to={to} />
        </li>
      ))}
    </ul>
  );
}

function FigureCard({ figure, to }: { readonly figure: Figure; readonly to: string }) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const { name, unit, value, count, previous, formula } = figure;
  return (
    <Tooltip title={`${words.formula}：${formula}`} mouseEnterDelay={0.4}>
      <Link to={to} className="figure">
        <span className="figure-name">{name}</span>
        <span className={value === null ? "figure-value none" : "figure-value"}>
          {shown(value, unit, language, words)}
        </span>
        <Change figure={figure} />
        <span className="figure-note">
          {previous === null ? words.noBefore : words.before(shown(previous, unit, language, words))}
          {unit !== "count" && ` · ${words.sample(new Intl.NumberFormat().format(count))}`}
        </span>
      </Link>
    </Tooltip>
  );
}

/** Colour repeats what arrow and sign say. */
function Change({ figure: { change, unit, better } }: { readonly figure: Figure }) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  if (change === null) return <span className="figure-change">–</span>;
  const text = signed(change, unit, language, words);
  if (/^[+−](?:0|0\.0+)?(?:\s|$|%)/.test(text) || change === 0)
    return <span className="figure-change">{words.same}</span>;
  const up = change > 0;
  const tone = better === null ? "" : (better === "up") === up ? " good" : " bad";
  return (
    <span className={`figure-change${tone}`}>
      {up ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />} {text}
    </span>
  );
}
