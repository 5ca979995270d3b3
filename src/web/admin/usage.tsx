import { Button, Checkbox, InputNumber, Progress } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import type { ModelUsage } from "./wire.ts";
import { useAdminWords } from "./words.ts";

const MICROS = 1_000_000;

/** What models used this month, day by day, and the limits beyond which none is asked. */
export function Usage() {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const { usage: own } = useAdminWords();
  const usage = useResource("usage", () => client.json<ModelUsage>("/v1/usage"));
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  return (
    <Listed resource={usage}>
      {(month) => (
        <>
          <section className="card" aria-label={own.title(month.month)}>
            <h3>{own.title(month.month)}</h3>
            <p role="status">{own.states[month.state]}</p>
            <Used name={own.tokens} used={month.tokens} limit={month.budget.monthlyTokens} show={number} />
            <Used
              name={own.cost}
              used={month.costMicros / MICROS}
              limit={month.budget.monthlyMicros === null ? null : month.budget.monthlyMicros / MICROS}
              show={number}
            />
          </section>
          {can("policy.write") && (
            <Limits key={JSON.stringify(month.budget)} budget={month.budget} onSaved={usage.reload} />
          )}
          {month.days.length === 0 ? (
            <p className="soft">{own.none}</p>
          ) : (
            <PlainTable
              label={own.byDay}
              head={[own.day, own.purpose, own.model, own.calls, own.input, own.output, own.cost]}
              rows={month.days.map((day) => [
                day.day,
                own.purposes[day.purpose],
                day.model,
                number(day.calls),
                number(day.inputTokens),
                number(day.outputTokens),
                number(day.costMicros / MICROS),
              ])}
            />
          )}
        </>
      )}
    </Listed>
  );
}

function Used(props: {
  readonly name: string;
  readonly used: number;
  readonly limit: number | null;
  readonly show: (value: number) => string;
}) {
  const { name, used, limit, show } = props;
  const { usage: own } = useAdminWords();
  const share = limit === null ? 0 : limit === 0 ? 100 : Math.min(100, (used / limit) * 100);
  return (
    <div className="used">
      <span>
        {name}: {show(used)} {limit === null ? own.unlimited : `/ ${show(limit)}`}
      </span>
      {limit !== null && (
        <Progress
          aria-label={name}
          percent={Math.round(share)}
          status={share >= 100 ? "exception" : share >= 80 ? "active" : "normal"}
        />
      )}
    </div>
  );
}

function Limits({ budget, onSaved }: { readonly budget: ModelUsage["budget"]; readonly onSaved: () => void }) {
  const { client } = useSession();
  const { usage: own } = useAdminWords();
  const { busy, run } = useAct();
  const [tokens, setTokens] = useState(budget.monthlyTokens);
  const [money, setMoney] = useState(budget.monthlyMicros === null ? null : budget.monthlyMicros / MICROS);
  const save = () =>
    run(
      () =>
        client.json("/v1/usage/budget", {
          method: "PUT",
          body: { monthlyTokens: tokens, monthlyMicros: money === null ? null : Math.round(money * MICROS) },
        }),
      own.saved,
    ).then((done) => done && onSaved());
  const field = (name: string, value: number | null, set: (value: number | null) => void, precision: number) => (
    <div className="limit">
      <Checkbox checked={value !== null} onChange={({ target }) => set(target.checked ? 0 : null)}>
        {name}
      </Checkbox>
      <InputNumber
        aria-label={name}
        min={0}
        precision={precision}
        disabled={value === null}
        value={value}
        onChange={(next) => set(next ?? 0)}
      />
    </div>
  );
  return (
    <section className="card" aria-label={own.limits}>
      <h3>{own.limits}</h3>
      <p className="soft">{own.limitsText}</p>
      {field(own.limitTokens, tokens, setTokens, 0)}
      {field(own.limitCost, money, setMoney, 2)}
      <Button type="primary" loading={busy} onClick={() => void save()}>
        {own.save}
      </Button>
    </section>
  );
}
