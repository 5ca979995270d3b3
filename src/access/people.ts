import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { MemberRole } from "../kernel/labels.ts";
import { standInsFor } from "./members.ts";
import { type Notice, notifyAll } from "./notifications.ts";
import * as store from "./store/members.ts";

const LEADS = ["manager", "admin"] as const;

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
    /** Who acts for a member now: the member, or whoever stands in while they are away. */
    async actingFor(tx: Tx, memberId: string): Promise<Person | undefined> {
      const acting = (await standInsFor(tx, clock, [memberId])).get(memberId) ?? memberId;
      const row = await store.readMember(tx, acting);
      return row && asPerson(row);
    },
    /** Who reads a member's drafts: their mentor, else the leads of their team, else all leads. */
    async readersOf(tx: Tx, memberId: string): Promise<Person[]> {
      const row = await store.readMember(tx, memberId);
      const mentor = row?.mentorId == null ? undefined : await store.readMember(tx, row.mentorId);
      if (mentor !== undefined && mentor.status !== "disabled" && mentor.maySend) return [asPerson(mentor)];
      const leads = (await store.listWithRoles(tx, LEADS)).filter(({ maySend }) => maySend);
      const own = leads.filter(({ team }) => team !== null && team === row?.team);
      return (own.length > 0 ? own : leads).map(asPerson);
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
