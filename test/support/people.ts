import type { Notice, People, Person } from "../../src/tickets/deps.ts";

/** Members kept in memory, with the notices that they were sent. */
export function memoryPeople(
  members: readonly Person[],
  absentFor: Readonly<Record<string, readonly string[]>> = {},
  mentors: Readonly<Record<string, string>> = {},
): People & { notices: { memberId: string; notice: Notice }[] } {
  const notices: { memberId: string; notice: Notice }[] = [];
  const byId = (id: string) => members.find((member) => member.id === id);
  return {
    notices,
    find: async (_, id) => byId(id),
    absentFor: async (_, id) => (absentFor[id] ?? []).map((absent) => byId(absent)!),
    actingFor: async (_, id) => byId(Object.keys(absentFor).find((standIn) => absentFor[standIn]!.includes(id)) ?? id),
    readersOf: async (_, id) =>
      mentors[id] === undefined
        ? members.filter(({ role }) => role === "manager" || role === "admin")
        : [byId(mentors[id])!],
    withRoles: async (_, roles) => members.filter((member) => member.active && roles.includes(member.role)),
    notify: async (_, ids, notice) => void notices.push(...ids.map((memberId) => ({ memberId, notice }))),
  };
}
