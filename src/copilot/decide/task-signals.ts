import type { Act } from "./acts.ts";
import type { Cue } from "./cue.ts";
import * as rnd from "./cues/rnd.ts";
import { says } from "./cues-in.ts";
import type { Matter } from "./matter.ts";

interface TaskSignals {
  readonly dataRepair: boolean;
  readonly hotfix: boolean;
  readonly productDefect: boolean;
  readonly wish: boolean;
  readonly notSupported: boolean;
}

/** Signals of work for R&D. They rest on what the vendor has found as well as on what the customer asks. */
export function taskSignals(now: Matter): TaskSignals {
  const last = (cue: Cue, act: Act) => !now.settled && (says(cue, now.last) || now.lastActs.has(act));
  const notSupported = says(rnd.NOT_SUPPORTED, now.advice) || now.adviceActs.has("v_unsupported");
  const open = !now.settled;
  return {
    dataRepair: open && asksForRepair(now),
    hotfix: open && asksForFixAlone(now),
    productDefect: open && leavesDefect(now),
    wish: last(rnd.WISH, "wish"),
    notSupported,
  };
}

/** The vendor is asked to mend rows: in so many words, or after it found that no screen can. */
function asksForRepair(now: Matter): boolean {
  const asked = says(rnd.DATA_REPAIR, now.last) || now.lastActs.has("repair");
  const badRows = says(rnd.BAD_ROWS, `${now.said}\n${now.advice}`);
  const noScreen =
    now.lastAdviceActs.has("v_no_screen") ||
    (says(rnd.NO_SCREEN, now.lastAdvice) && (FOUND.test(now.lastAdvice) || says(rnd.BAD_ROWS, now.lastAdvice)));
  return (asked && (badRows || noScreen)) || (noScreen && MEND.test(now.last));
}

/** The fix alone is wanted: because the version that has it cannot be taken, or for a defect that the vendor confirmed. */
function asksForFixAlone(now: Matter): boolean {
  const fixedLater =
    says(rnd.FIXED_LATER, now.advice) || says(rnd.FIXED_LATER, now.said) || now.adviceActs.has("v_fixed_later");
  const cannotUpgrade = says(rnd.CANNOT_UPGRADE, now.said) || now.saidActs.has("cannot_upgrade");
  const wantsPatch = says(rnd.WANTS_PATCH, now.last) || now.lastActs.has("patch");
  if (wantsPatch) return fixedLater || cannotUpgrade || says(rnd.CONFIRMED_DEFECT, now.advice);
  return fixedLater && now.vendorTurns > 1 && (cannotUpgrade || !UPGRADED.test(now.said)) && MEND.test(now.last);
}

/** The vendor confirmed a defect that no version has mended, and the customer leaves it to be planned. */
function leavesDefect(now: Matter): boolean {
  const confirmedLast = says(rnd.CONFIRMED_DEFECT, now.lastAdvice) || now.lastAdviceActs.has("v_defect");
  const confirmed = confirmedLast || says(rnd.CONFIRMED_DEFECT, now.advice) || now.adviceActs.has("v_defect");
  const fixedLater = says(rnd.FIXED_LATER, now.advice) || says(rnd.WANTS_PATCH, now.last) || now.lastActs.has("patch");
  const leaves = says(rnd.LEAVES_TO_RND, now.last) || now.lastActs.has("to_rnd");
  return !fixedLater && (confirmedLast || (confirmed && leaves));
}

const FOUND =
  /核对|核实|查明|查到|确认|定位|二线|技术服务|second line|technicians?|engineers?|confirmed|found|checked|traced/u;
const MEND =
  /改|修|删|清|补|包|处理|解决|fix|correct|repair|remove|delete|take .{0,30}out|package|patch|clean|solv|build|update|set straight/u;
const UPGRADED =
  /升(?:级)?(?:完|了|到了|上去了|好了)|已(?:经)?升|upgraded|updated|moved to|now on|after (?:the )?upgrad/u;
