import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { MemberRole } from "../kernel/labels.ts";
import { type Notice, notifyAll } from "./notifications.ts";
import * as store from "./store/members.ts";

/** A member as those see one who assign work and ask for approvals. */
interface Person {
  readonly id: string;
  readonly role: MemberRole;
  readonly maySend: boolean;
  /** Not disabled. A member who is away stays active: notices go to whoever stands in as well. */
  readonly active: boolean;
}

/** Looks members up, and tells them things, inside the transaction of a change. */
export function memberPeople(clock: Clock) {
  return {
    async find(tx: Tx, memberId: string): Promise<Person | undefined> {
      const row = await store.readMember(tx, memberId);
      return row && asPerson(row);
    },
    /** Members who are away and for whom this one stands in; a stand-in never gets a right that the absent one lacks. */
    async absentFor(tx: Tx, memberId: string): Promise<Person[]> {
      const rows = await store.listAbsentFor(tx, memberId, clock.now());
      return rows.map(asPerson).filter(({ maySend }) => maySend);
    },
    withRoles: async (tx: Tx, roles: readonly string[]): Promise<Person[]> =>
      (await store.listWithRoles(tx, roles)).map(asPerson),
    notify: (tx: Tx, memberIds: readonly string[], notice: Omit<Notice, "memberId">): Promise<void> =>
      notifyAll(tx, clock, memberIds, notice),
  };
}

const asPerson = ({ id, role, maySend, status }: store.MemberRow): Person => ({
  id,
  role,
  maySend,
  active: status !== "disabled",
});
