import { type CleanedWhere, type CustomAdapter, createAdapterFactory } from "better-auth/adapters";
import { inFieldNames } from "../../db/field-names.ts";
import type { Queryable } from "../../db/pool.ts";
import { newId } from "../../kernel/ids.ts";

/** Gives `use` a connection of the role that checks sign-ins. */
export type WithSignIn = <Result>(use: (connection: Queryable) => Promise<Result>) => Promise<Result>;

/** better-auth's tables in schema `auth`, over our own database shape: its camelCase fields are snake_case columns. */
export const authAdapter = (withSignIn: WithSignIn) =>
  createAdapterFactory({
    config: {
      adapterId: "threeline",
      supportsJSON: false,
      supportsNumericIds: false,
      transaction: false,
      customIdGenerator: () => newId(),
    },
    adapter: () => customAdapter(withSignIn),
  });

type Row = Record<string, unknown>;

function customAdapter(withSignIn: WithSignIn): CustomAdapter {
  // The library's methods are generic in the row they return, which only it knows.
  const run = async <Result>(text: string, values: unknown[]) => {
    const { rows, rowCount } = await withSignIn((connection) => connection.query<Row>(text, values));
    return { rows: rows.map(inFieldNames) as Result[], rowCount };
  };
  const change = (model: string, where: readonly CleanedWhere[], update: Row, returning = "") => {
    const values: unknown[] = [];
    const assignments = Object.entries(update).map(([field, value]) => `${column(field)} = $${values.push(value)}`);
    return run(
      `update auth.${quote(model)} set ${assignments.join(", ")} where ${condition(where, values)} ${returning}`,
      values,
    );
  };
  const remove = (model: string, where: readonly CleanedWhere[]) => {
    const values: unknown[] = [];
    return run(`delete from auth.${quote(model)} where ${condition(where, values)}`, values);
  };
  return {
    async create({ model, data }) {
      const fields = Object.keys(data);
      const { rows } = await run<typeof data>(
        `insert into auth.${quote(model)} (${fields.map(column).join(", ")})
         values (${fields.map((_, index) => `$${index + 1}`).join(", ")}) returning *`,
        Object.values(data),
      );
      return rows[0]!;
    },
    async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
      const values: unknown[] = [];
      const { rows } = await run<T>(
        `select * from auth.${quote(model)} where ${condition(where, values)} limit 1`,
        values,
      );
      return rows[0] ?? null;
    },
    async findMany<T>(query: Parameters<CustomAdapter["findMany"]>[0]) {
      const values: unknown[] = [];
      const order = query.sortBy ? `order by ${column(query.sortBy.field)} ${query.sortBy.direction}` : "";
      const { rows } = await run<T>(
        `select * from auth.${quote(query.model)} where ${condition(query.where ?? [], values)} ${order}
         limit $${values.push(query.limit)} offset $${values.push(query.offset ?? 0)}`,
        values,
      );
      return rows;
    },
    async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
      const { rows } = await change(model, where, update as Row, "returning *");
      return (rows[0] as T | undefined) ?? null;
    },
    updateMany: async ({ model, where, update }) => (await change(model, where, update)).rowCount,
    delete: async ({ model, where }) => {
      await remove(model, where);
    },
    deleteMany: async ({ model, where }) => (await remove(model, where)).rowCount,
    async count({ model, where = [] }) {
      const values: unknown[] = [];
      const { rows } = await run<{ count: number }>(
        `select count(*)::int as count from auth.${quote(model)} where ${condition(where, values)}`,
        values,
      );
      return rows[0]!.count;
    },
  };
}

const COMPARE: Readonly<Record<string, string>> = {
  eq: "=",
  ne: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};

/** The condition as text; its values go to the end of `values`. All of the ANDs, and one of the ORs if there are any. */
function condition(where: readonly CleanedWhere[], values: unknown[]): string {
  const text = (part: CleanedWhere): string => {
    if (part.value === null) return `${column(part.field)} is ${part.operator === "ne" ? "not " : ""}null`;
    if (part.operator === "in") return `${column(part.field)} = any($${values.push(part.value)})`;
    if (part.operator === "not_in") return `${column(part.field)} <> all($${values.push(part.value)})`;
    const compare = COMPARE[part.operator ?? "eq"];
    if (compare === undefined) throw new Error(`The sign-in tables cannot be searched with ${part.operator}.`);
    return `${column(part.field)} ${compare} $${values.push(part.value)}`;
  };
  const all = where.filter(({ connector }) => connector !== "OR").map(text);
  const any = where.filter(({ connector }) => connector === "OR").map(text);
  if (any.length > 0) all.push(`(${any.join(" or ")})`);
  return all.join(" and ") || "true";
}

/** Names come from the library's schema, never from a request; quoting keeps it so. */
const quote = (name: string) => `"${name.replaceAll('"', "")}"`;
const column = (field: string) => quote(field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
