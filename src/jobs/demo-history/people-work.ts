import { climb } from "./escalations.ts";
import type { Pen } from "./pen.ts";
import type { Asked } from "./proposals.ts";
import { actorOf, answer } from "./replies.ts";
import type { DemoStaff } from "./staff.ts";
import {
  type Arrival,
  customerSays,
  deskLater,
  later,
  MINUTE,
  SYSTEM,
  stillFails,
  strain,
  thanks,
  type World,
} from "./world.ts";

const CLOSE_AFTER = 72 * 60 * MINUTE;
/** People take over: pick up, answer, climb if they must, resolve, sometimes open again. True once it is closed. */
export function handle(world: World, arrival: Arrival, asked: Asked, pen: Pen): boolean {
  const { chance } = world;
  const person = whoTakes(world, arrival, asked);
  const wait = chance.around(asked.topic.urgency === "high" ? 9 : 26, 0.8) * person.pace * strain(arrival);
  const taken = deskLater(world, pen.ticket().updatedAt, wait);
  if (chance.happens(0.03 * strain(arrival))) return gaveUp(pen, taken);
  const as = actorOf(person);
  pen.event(taken, { type: "claimed", memberId: person.id }, as);
  answer(world, arrival, pen, person, chance.around(6) * person.pace);
  climb(world, arrival, asked, pen, person);
  for (let rounds = chance.happens(0.4) ? chance.between(1, 2) : 0; rounds > 0; rounds -= 1) {
    customerSays(pen, arrival, later(pen.ticket().updatedAt, chance.around(40) * MINUTE), stillFails(world, arrival));
    answer(world, arrival, pen, person, chance.around(22) * person.pace * strain(arrival));
  }
  if (chance.happens(0.55)) {
    customerSays(pen, arrival, later(pen.ticket().updatedAt, chance.around(50) * MINUTE), thanks(world, arrival));
  }
  resolve(world, pen, person, chance.around(30));
  if (chance.happens(0.035 * strain(arrival) * (person.pace > 1.3 ? 2 : 1))) {
    customerSays(pen, arrival, later(pen.ticket().updatedAt, chance.around(600) * MINUTE), stillFails(world, arrival));
    answer(world, arrival, pen, person, chance.around(25) * person.pace);
    resolve(world, pen, person, chance.around(40));
  }
  pen.event(later(pen.ticket().updatedAt, CLOSE_AFTER), { type: "closed" }, SYSTEM);
  return true;
}

function whoTakes({ chance, staff }: World, { customer }: Arrival, { topic }: Asked): DemoStaff {
  const key = customer.customerClass === "A" || customer.customerClass === "C";
  const role = topic.type === "complaint" ? (key ? "csm" : "manager") : key && chance.happens(0.35) ? "csm" : "agent";
  return chance.pick(staff.filter((one) => one.role === role));
}

/** The customer found another way before anybody picked up. */
function gaveUp(pen: Pen, at: Date): boolean {
  pen.event(at, { type: "resolved" }, SYSTEM);
  // A complaint stays resolved until its cause is verified.
  if (pen.ticket().serviceType === "complaint") return false;
  pen.event(later(at, CLOSE_AFTER), { type: "closed" }, SYSTEM);
  return true;
}

function resolve(world: World, pen: Pen, person: DemoStaff, minutes: number): void {
  const at = deskLater(world, pen.ticket().updatedAt, minutes);
  if (pen.ticket().serviceType === "complaint") {
    const manager = world.staff.find(({ role, id }) => role === "manager" && id !== person.id) ?? world.staff.at(-1)!;
    const finder = manager.id === person.id ? world.staff[0]!.id : person.id;
    const category = world.chance.pick(["product", "service", "service", "contract", "usage", "environment"] as const);
    const cause = {
      category,
      text: CAUSES[category],
      remedy: "已向客户说明原因与改进计划。",
      foundBy: finder,
      verifiedBy: manager.id,
    };
    pen.note(at, "cause_recorded", { type: "member", id: finder }, { cause }, { category });
    pen.note(at, "cause_verified", { type: "member", id: manager.id }, {}, {});
  }
  pen.event(later(at, 1_000), { type: "resolved" }, actorOf(person));
  pen.worked(at, person.id, world.chance.around(3, 0.4));
}

const CAUSES = {
  product: "版本缺陷影响使用，补丁发布前没有提供规避办法。",
  service: "交接时没有说明背景，客户需要重复描述问题。",
  contract: "合同条款与账单口径不一致。",
  usage: "培训不足，操作方式与设计不符。",
  environment: "客户环境变更后未同步配置。",
};
