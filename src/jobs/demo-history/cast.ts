import type { CustomerClass } from "../../kernel/labels.ts";
import type { Chance } from "./chance.ts";

export interface DemoContact {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
}
export interface DemoProduct {
  readonly code: "panheng-erp" | "tingke-crm";
  readonly edition: string;
}
export interface DemoCustomer {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly customerClass: CustomerClass;
  readonly language: "zh" | "en";
  readonly products: readonly DemoProduct[];
  /** When it moves to the ERP release of the story, as a share of the history; above 1 never. */
  readonly movesAt: number;
  readonly stages: readonly { readonly stage: string; readonly share: number }[];
  readonly contacts: readonly DemoContact[];
  /** How much it writes, beside the others. */
  readonly weight: number;
}

const PLACES =
  "澄岭 禾屿 云岫 砚川 桐屏 鹿汀 汐原 栖谷 霁野 苇港 岚桥 珀山 棠渡 雁湖 松墟 麓晴 漪岸 梧台 荻洲 皓峰".split(" ");
const TRADES = "精工 食品 医械 纺织 物流 光电 家居 新材 传动 包装".split(" ");
const EN_NAMES = "Marrowby Kestling Oldfen Thornlake Brackwell Sallowdene Fenwick-Orr Cairnholt Ashmere Dunlow".split(
  " ",
);
const SURNAMES = "林 顾 沈 陆 苏 程 叶 钟 方 贺 严 温".split(" ");
const TITLES = "工 经理 主管 会计 老师 女士 先生".split(" ");
const EN_PEOPLE = "Ada Ben Cleo Dov Esme Finn Gale Hope Ines Jude".split(" ");
const EDITIONS = {
  "panheng-erp": ["standard", "professional", "flagship"],
  "tingke-crm": ["team", "business", "enterprise"],
};

/** How many customers of each class, of a hundred, and how much each of them writes. */
const CLASSES: readonly (readonly [CustomerClass, count: number, weight: number])[] = [
  ["A", 6, 3.2],
  ["C", 11, 2.2],
  ["B", 28, 1.3],
  ["D", 41, 0.7],
  ["E", 14, 0.6],
];

/** A hundred invented customers with their people. */
export function castOf(chance: Chance, from: Date): DemoCustomer[] {
  return CLASSES.flatMap(([customerClass, count, weight]) =>
    Array.from({ length: count }, () => ({ customerClass, weight })),
  ).map(({ customerClass, weight }, i) => {
    const language = i % 9 === 4 ? ("en" as const) : ("zh" as const);
    const externalId = `demo-c-${i + 1}`;
    return {
      id: chance.id(from),
      externalId,
      name: nameOf(i, language),
      customerClass,
      language,
      products: productsOf(chance, customerClass),
      movesAt: chance.happens(0.75) ? 0.5 + chance.next() * 0.12 : 2,
      stages: stagesOf(chance, customerClass),
      contacts: Array.from({ length: chance.between(2, customerClass === "A" ? 6 : 4) }, (_, k) => ({
        id: chance.id(from),
        externalId: `${externalId}-u-${k + 1}`,
        name: language === "zh" ? chance.pick(SURNAMES) + chance.pick(TITLES) : chance.pick(EN_PEOPLE),
      })),
      weight: weight * (0.5 + chance.next()),
    };
  });
}

function nameOf(i: number, language: "zh" | "en"): string {
  if (language === "en") return `${EN_NAMES[Math.floor(i / 9) % EN_NAMES.length]} ${i < 90 ? "Ltd" : "Works"}`;
  const place = PLACES[i % PLACES.length]!;
  return `${place}${TRADES[(Math.floor(i / PLACES.length) + i) % TRADES.length]}`;
}

function productsOf(chance: Chance, customerClass: CustomerClass): DemoProduct[] {
  const key = customerClass === "A" || customerClass === "C";
  const level = () => (key ? chance.between(1, 2) : chance.between(0, 1));
  const product = (code: DemoProduct["code"]): DemoProduct => ({ code, edition: EDITIONS[code][level()]! });
  const roll = chance.next();
  if (roll < 0.25) return [product("panheng-erp"), product("tingke-crm")];
  return [product(roll < 0.65 ? "panheng-erp" : "tingke-crm")];
}

/** Most are stable; some come in, some drift away after the price change. */
function stagesOf(chance: Chance, customerClass: CustomerClass): DemoCustomer["stages"] {
  const roll = chance.next();
  if (roll < 0.18) {
    return [
      { stage: "evaluation", share: 0 },
      { stage: "forming", share: 0.1 + chance.next() * 0.3 },
      { stage: "stable", share: 0.5 + chance.next() * 0.4 },
    ];
  }
  const leaves = chance.happens(customerClass === "B" ? 0.35 : 0.08);
  return [
    { stage: "stable", share: 0 },
    ...(leaves ? [{ stage: "declining", share: 0.75 + chance.next() * 0.2 }] : []),
  ];
}

/** The version of a product that this customer runs at a moment of the history. */
export function versionAt(customer: DemoCustomer, product: DemoProduct["code"], share: number): string {
  if (product === "panheng-erp") return share >= customer.movesAt ? "9.0" : customer.weight > 1.2 ? "8.2" : "8.0";
  return ["2026.1", "2026.2", "2026.3", "2026.4"][
    Math.min(3, Math.max(0, Math.floor((share - 0.14) / 0.25 + 0.0001)))
  ]!;
}
