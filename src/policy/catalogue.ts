import { z } from "zod";
import { ALL_SERVICE_ITEMS, CUSTOMER_CLASSES, SERVICE_TYPES, type ServiceItem, typeOfItem } from "../kernel/labels.ts";
import { Bilingual, Code } from "./table.ts";

const SERVICE_DOMAINS = ["technical", "business", "operations"] as const;
const SERVICE_STAGES = ["presales", "delivery", "aftersales"] as const;
/** What an expert service is meant to move. */
const RELATIONSHIP_EFFECTS = ["opportunity", "price_acceptance", "solution_acceptance", "closeness"] as const;

/** One service that can be asked for. Money in fen (1/100 yuan), tax included. */
const CatalogueItem = z.strictObject({
  type: z.enum(SERVICE_TYPES),
  item: z.enum(ALL_SERVICE_ITEMS),
  name: Bilingual,
  domain: z.enum(SERVICE_DOMAINS),
  stage: z.enum(SERVICE_STAGES),
  tier: z.int().min(0).max(3),
  /** Row of the SLA policy that usually applies. */
  sla: Code,
  /** Row of the approval policy that usually applies. */
  approval: Code,
  chargeable: z.enum(["free", "in_plan", "over_quota", "quoted"]),
  price: z.strictObject({ fen: z.int().min(0), per: Code }).nullable(),
  effortMinutes: z.int().min(1),
  checklist: z.array(Bilingual).default([]),
});

/** A free expert service, charged inside to the customer's operations budget. */
const ExpertService = z.strictObject({
  code: Code,
  number: z.int().min(1),
  name: Bilingual,
  internalPriceFen: z.int().min(0),
  classes: z.array(z.enum(CUSTOMER_CLASSES)).min(1),
  effects: z.array(z.enum(RELATIONSHIP_EFFECTS)),
});

/** An expert service that is sold: it names what it will improve, from where to where, for how much. */
const PaidExpert = z.strictObject({
  code: Code,
  name: Bilingual,
  price: z.strictObject({ fen: z.int().min(0), per: Code }),
  requires: z.array(z.enum(["value_metric", "baseline", "target", "price"])),
  /** Wishes that a customer rightly takes for free: to work, to perform, to be usable, to be under warranty. */
  notFor: z.array(Bilingual),
});

export const CataloguePolicy = z.strictObject({
  items: z.array(CatalogueItem),
  freeExpertServices: z.array(ExpertService),
  paidExpertServices: z.array(PaidExpert),
});
export type CataloguePolicy = z.infer<typeof CataloguePolicy>;
export type CatalogueItem = z.infer<typeof CatalogueItem>;

/** What is missing or doubled: each service item has one row under its own type. */
export function catalogueFaults(policy: CataloguePolicy): string[] {
  const rowsOf = (item: ServiceItem) => policy.items.filter((row) => row.item === item);
  const counted = ALL_SERVICE_ITEMS.flatMap((item) => {
    const { length } = rowsOf(item);
    return length === 1 ? [] : [`item ${item} has ${length} rows, it needs one`];
  });
  const misplaced = policy.items
    .filter((row) => typeOfItem(row.item) !== row.type)
    .map((row) => `item ${row.item} belongs to ${typeOfItem(row.item)}, not to ${row.type}`);
  const codes = [...policy.freeExpertServices, ...policy.paidExpertServices].map((service) => service.code);
  const repeated = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [...counted, ...misplaced, ...repeated.map((code) => `service code ${code} is used twice`)];
}
