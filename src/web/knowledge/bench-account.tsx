import type { ReactNode } from "react";
import { Chip } from "../ui/chips.tsx";
import { useBenchWords } from "./bench-words.ts";
import type { AskedQuestion, Hit } from "./wire.ts";

type Account = NonNullable<Hit["account"]>;
type Term = Account["terms"][number];

/** Rows shown at first; the others are a click away. */
const SHOWN = 6;

const two = (value: number): string => value.toFixed(2);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** What search made of the question, for all hits. */
export function QuestionNote({ question }: { readonly question: AskedQuestion }) {
  const words = useBenchWords();
  const { clauses, codes, version, synonyms, translations, gate } = question;
  const told = translations.flatMap(({ word, into }) => (into.length > 0 ? [`${word} → ${into.join(", ")}`] : []));
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [words.clauses, clauses],
    [words.codes, codes],
    [words.version, version === null ? [] : [version]],
    [words.synonyms, synonyms],
    [words.translations, told],
  ];
  return (
    <details className="question-note">
      <summary>{words.heard}</summary>
      <dl>
        {lists.map(([name, list]) => list.length > 0 && <Row key={name} name={name} list={list} />)}
        <dt>{words.gate}</dt>
        <dd>
          {gate.open ? words.open(percent(gate.words), percent(gate.vectors)) : words.closed}
          <span className="soft"> · {words.reasons[gate.reason]}</span>
        </dd>
      </dl>
    </details>
  );
}

function Row({ name, list }: { readonly name: string; readonly list: readonly string[] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="row-chips">
        {list.map((text) => (
          <Chip key={text}>{text}</Chip>
        ))}
      </dd>
    </>
  );
}

/** Where every point of a hit's score comes from. */
export function HitAccount({ account, score }: { readonly account: Account; readonly score: number }) {
  const words = useBenchWords();
  const { terms, vectorPoints, articlePoints, clause, factors, place } = account;
  const wordPoints = terms.reduce((sum, { passage, neighbours }) => sum + passage + neighbours, 0);
  const rank = (one: { readonly rank: number } | null, value: number | undefined) =>
    one === null ? words.unranked : words.rank(one.rank, two(value ?? 0));
  const notes = [
    clause && words.clause(clause.text, percent(clause.share)),
    factors.siblings < 0.995 && words.siblings(two(factors.siblings)),
    factors.language < 1 && words.language(two(factors.language)),
    place.byScore !== place.final && words.moved(place.byScore, place.final),
  ].filter((note) => typeof note === "string");
  return (
    <>
      <p>{words.made(two(score))}</p>
      <table className="explain">
        <tbody>
          <Part name={words.byWords} points={wordPoints} of={score}>
            {rank(account.words, account.words?.score)}
          </Part>
          <Part name={words.byVectors} points={vectorPoints} of={score}>
            {rank(account.vectors, account.vectors?.similarity)}
          </Part>
          <Part name={words.byArticle} points={articlePoints} of={score} />
        </tbody>
      </table>
      {notes.length > 0 && (
        <p className="soft" dir="auto">
          {notes.join(" · ")}
        </p>
      )}
      <TermTable terms={merged(terms)} />
    </>
  );
}

function Part(props: {
  readonly name: string;
  readonly points: number;
  readonly of: number;
  readonly children?: ReactNode;
}) {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>
        <Bar share={props.of > 0 ? props.points / props.of : 0} />
        {two(props.points)}
      </td>
      <td className="soft">{props.children}</td>
    </tr>
  );
}

const Bar = ({ share }: { readonly share: number }) => (
  <span className="bar" aria-hidden="true">
    <i style={{ width: percent(Math.max(0, Math.min(1, share))) }} />
  </span>
);

const pointsOf = ({ passage, neighbours }: Term): number => passage + neighbours;

/** Kinds of one text are one row, and so are all single characters; idf and frequency are the strongest kind's. */
function merged(terms: readonly Term[]): Term[] {
  const groups = Map.groupBy(terms, ({ kind, text, way }) => (kind === "u" ? "u" : `${way} ${text}`));
  return [...groups.values()]
    .map((group) => ({
      ...group[0]!,
      passage: group.reduce((sum, { passage }) => sum + passage, 0),
      neighbours: group.reduce((sum, { neighbours }) => sum + neighbours, 0),
    }))
    .sort((a, b) => pointsOf(b) - pointsOf(a));
}

function TermTable({ terms }: { readonly terms: readonly Term[] }) {
  const words = useBenchWords();
  if (terms.length === 0) return null;
  const most = pointsOf(terms[0]!);
  const rest = terms.slice(SHOWN);
  return (
    <>
      <table className="explain">
        <thead>
          <tr>
            {[words.term, words.points, words.where, words.idf, words.frequency, words.here, words.neighbours].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {terms.slice(0, SHOWN).map((term) => (
            <TermRow key={`${term.way} ${term.kind} ${term.text}`} term={term} most={most} />
          ))}
        </tbody>
      </table>
      {rest.length > 0 && (
        <details>
          <summary className="soft">{words.more(rest.length)}</summary>
          <table className="explain">
            <tbody>
              {rest.map((term) => (
                <TermRow key={`${term.way} ${term.kind} ${term.text}`} term={term} most={most} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

function TermRow({ term, most }: { readonly term: Term; readonly most: number }) {
  const words = useBenchWords();
  const { text, kind, way, of, code, idf, frequency, fields, passage, neighbours } = term;
  const single = kind === "u";
  const where = fields.map(({ field, count }) => `${words.fields[field]} ${count}`).join(" · ");
  return (
    <tr>
      <td dir="auto">
        {single ? words.single : text} {code && <Chip tone="accent">{words.code}</Chip>}
        {!single && way === "synonym" && <Chip>{words.synonym}</Chip>}
        {way === "translation" && of !== null && <Chip>{words.of(of)}</Chip>}
      </td>
      <td>
        <Bar share={most > 0 ? pointsOf(term) / most : 0} />
        {two(pointsOf(term))}
      </td>
      <td>{single ? "" : where || (frequency === 0 ? words.only : words.unknown)}</td>
      <td>{single ? "" : two(idf)}</td>
      <td>{single ? "" : frequency.toFixed(1)}</td>
      <td>{two(passage)}</td>
      <td>{two(neighbours)}</td>
    </tr>
  );
}
