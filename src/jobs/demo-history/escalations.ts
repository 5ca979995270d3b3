import type { Pen } from "./pen.ts";
import type { Asked } from "./proposals.ts";
import { actorOf, answer } from "./replies.ts";
import type { DemoStaff } from "./staff.ts";
import { type Arrival, deskLater, strain, type World } from "./world.ts";

/** To the second tier when the matter asks for it, from there to the third, and back with what was found. */
export function climb(world: World, arrival: Arrival, asked: Asked, pen: Pen, owner: DemoStaff): void {
  const { chance } = world;
  const [second, third] = asked.topic.up;
  if (!chance.happens(second)) return;
  const engineer = pickRole(world, "engineer");
  const up = handUp(world, pen, asked, 2, owner, chance.around(14));
  const took = deskLater(world, pen.ticket().updatedAt, chance.around(28, 0.9) * engineer.pace * strain(arrival));
  pen.event(took, { type: "claimed", memberId: engineer.id }, actorOf(engineer));
  pen.worked(took, engineer.id, chance.around(24, 0.6) * engineer.pace);
  if (chance.happens(third)) {
    const developer = pickRole(world, "developer");
    const further = handUp(world, pen, asked, 3, engineer, chance.around(90));
    const began = deskLater(world, pen.ticket().updatedAt, chance.around(130, 0.9) * developer.pace);
    pen.event(began, { type: "claimed", memberId: developer.id }, actorOf(developer));
    pen.worked(began, developer.id, chance.around(70, 0.6) * developer.pace);
    giveBack(world, pen, developer, 2, chance.around(700, 0.8) * developer.pace, further);
  }
  giveBack(world, pen, engineer, 1, chance.around(150, 0.8) * engineer.pace, up);
  answer(world, arrival, pen, owner, chance.around(18) * owner.pace);
}

const pickRole = ({ chance, staff }: World, role: DemoStaff["role"]): DemoStaff =>
  chance.pick(staff.filter((one) => one.role === role));

function handUp(world: World, pen: Pen, { text }: Asked, tier: 2 | 3, by: DemoStaff, minutes: number) {
  const at = deskLater(world, pen.ticket().updatedAt, minutes);
  const fromTier = pen.ticket().tier;
  const kind = tier === 3 ? { taskKind: world.chance.happens(0.6) ? "product_task" : "service_task" } : {};
  const form = {
    symptom: text,
    version: pen.ticket().facts.version ?? "",
    evidence: text,
    triedSteps: "已按知识库步骤排查",
    summary: text,
    ...kind,
  };
  pen.event(at, { type: "escalated", tier, team: tier === 2 ? "technical" : "rnd" }, actorOf(by));
  const row = {
    id: world.chance.id(at),
    fromTier,
    toTier: tier,
    form,
    memberId: by.id,
    solution: null,
    at,
    returnedAt: null,
  };
  return pen.escalate(row);
}

function giveBack(
  world: World,
  pen: Pen,
  by: DemoStaff,
  tier: 1 | 2,
  minutes: number,
  row: ReturnType<Pen["escalate"]>,
): void {
  const at = deskLater(world, pen.ticket().updatedAt, minutes);
  const solution = tier === 2 ? "已定位到代码问题，提供补丁或规避办法。" : "已查明原因，按方案处理后恢复。";
  const team = tier === 2 ? "technical" : "first_line";
  pen.event(at, { type: "returned", tier, team }, { ...actorOf(by), content: { solution } });
  row.solution = solution;
  row.returnedAt = at;
}
