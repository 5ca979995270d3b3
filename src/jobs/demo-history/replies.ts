import type { RejectReason } from "../../tickets/ticket.ts";
import type { Pen } from "./pen.ts";
import type { DemoStaff } from "./staff.ts";
import { type Arrival, deskLater, type World } from "./world.ts";

const ADDED = {
  zh: ["\n如仍有问题，请把操作日志发给我们。", "\n操作前请先备份账套。", "\n已为您确认当前版本支持此功能。"],
  en: [
    "\nPlease send us the log if it still fails.",
    "\nBack up first.",
    "\nI have checked that your version supports this.",
  ],
};
const OWN = {
  zh: [
    "您好，我已查看您的环境，问题出在参数设置上，请按以下步骤调整后重试，我会持续跟进。",
    "您好，已与同事确认，处理方式如下：请先重新登录，再按说明操作；有结果我会第一时间告诉您。",
  ],
  en: [
    "Hello, I looked at your setup: a parameter is off. Please adjust it as follows and try again; I stay on it.",
    "Hello, a colleague confirmed it: sign in again, then follow the steps; I will tell you what comes of it.",
  ],
};
const REJECTIONS: readonly (readonly [RejectReason, number])[] = [
  ["wrong_fact", 30],
  ["missing_step", 34],
  ["tone", 12],
  ["policy", 9],
  ["personal", 8],
  ["not_needed", 7],
];

export const actorOf = ({ id, role }: DemoStaff) => ({
  role: role as "agent" | "engineer" | "developer" | "csm" | "manager",
  actor: { type: "member", id },
});

/** A reply: the copilot's draft as it is, changed, or thrown away for one's own words. */
export function answer(world: World, arrival: Arrival, pen: Pen, person: DemoStaff, minutes: number): void {
  const { chance } = world;
  const at = deskLater(world, pen.ticket().updatedAt, minutes);
  pen.present(at);
  const { language } = arrival.customer;
  let used = pen.openDraft();
  // The copilot learns: later drafts are taken more often.
  const taken = 0.38 + 0.2 * arrival.share;
  const roll = chance.next();
  if (used !== undefined && roll > taken + 0.36) {
    Object.assign(used, {
      state: "rejected",
      rejectReason: chance.weighed(REJECTIONS, ([, weight]) => weight)[0],
      rejectComment: "",
    });
    Object.assign(used, { version: 2, updatedAt: at });
    used = undefined;
  } else if (used !== undefined && roll > taken) {
    used.text = chance.happens(0.3) ? chance.pick(OWN[language]) + used.text : used.text + chance.pick(ADDED[language]);
    used.authorId = person.id;
  }
  used ??= pen.draft(at, chance.pick(OWN[language]), null, person.id);
  pen.sent(used, at);
  const messageId = pen.say(at, "out", { type: "member", id: person.id }, used.text, used.id);
  pen.event(
    at,
    { type: "replied" },
    { ...actorOf(person), content: { messageId, draftId: used.id, textHash: used.textHash } },
  );
  pen.worked(at, person.id, chance.around(used.proposalId === null ? 9 : 5, 0.5) * person.pace);
}
