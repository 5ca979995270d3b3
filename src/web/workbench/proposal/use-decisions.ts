import { App } from "antd";
import { decided } from "../../app/decisions.ts";
import { useWords } from "../../app/preferences.tsx";
import type { Draft, DraftOutcome, RejectReason } from "../../wire.ts";
import { useApproverNames } from "../approvals/use-approver-names.ts";
import type { Desk } from "../ticket/use-ticket.tsx";

export interface Decisions {
  accept(): Promise<void>;
  /** Saves the text, then hands exactly that in. True when it was saved, handed in or not. */
  saveAndAccept(text: string): Promise<boolean>;
  reject(reason: RejectReason, comment: string): Promise<boolean>;
  approve(): Promise<void>;
}

/** What can be done with a draft. Each names the version that was on the screen, so nobody sends what they did not see. */
export function useDecisions(desk: Desk, draft: Draft): Decisions {
  const { message } = App.useApp();
  const words = useWords();
  const approvers = useApproverNames();
  const address = `/v1/drafts/${draft.id}`;

  const tell = (outcome: DraftOutcome | undefined) => {
    if (outcome === undefined) return;
    decided();
    const { needed } = outcome.draft;
    void message.success(outcome.message === null ? words.ticket.waits(approvers(needed)) : words.ticket.sent);
  };
  const acceptVersion = async (version: number) => tell(await desk.run<DraftOutcome>(`${address}:accept`, { version }));
  return {
    accept: () => acceptVersion(draft.version),
    async saveAndAccept(text) {
      const { version } = draft;
      const edited =
        text === draft.text ? draft : await desk.run<Draft>(`${address}:edit`, { version, body: { text } });
      if (edited !== undefined) await acceptVersion(edited.version);
      return edited !== undefined;
    },
    async reject(reason, comment) {
      const body = { reason, comment };
      const done = (await desk.run<Draft>(`${address}:reject`, { version: draft.version, body })) !== undefined;
      if (done) {
        decided();
        void message.success(words.proposal.rejected);
      }
      return done;
    },
    async approve() {
      const body = { textHash: draft.textHash };
      tell(await desk.run<DraftOutcome>(`${address}:approve`, { version: draft.version, body }));
    },
  };
}
