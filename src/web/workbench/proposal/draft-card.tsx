import { Button, Modal } from "antd";
import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { Chip } from "../../ui/chips.tsx";
import { DiffView } from "../../ui/diff/diff-view.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { Draft, TicketView } from "../../wire.ts";
import { useApproverNames } from "../approvals/use-approver-names.ts";
import { waitingDrafts } from "../approvals/waiting-drafts.ts";
import type { Desk } from "../ticket/use-ticket.tsx";
import { DraftEditor } from "./draft-editor.tsx";
import { draftLook } from "./draft-look.ts";
import { RejectDialog } from "./reject-dialog.tsx";
import { Sentences } from "./sentences.tsx";
import { useDecisions } from "./use-decisions.ts";

interface Props {
  readonly desk: Desk;
  readonly view: TicketView;
  readonly draft: Draft;
}

/** The draft, sentence by sentence with its evidence, and what one may do with it. */
export function DraftCard({ desk, view, draft }: Props) {
  const words = useWords();
  const { can, client } = useSession();
  const { proposal } = words;
  const decisions = useDecisions(desk, draft);
  const [open, setOpen] = useState<"edit" | "reject" | "confirm" | null>(null);
  const [left, setLeft] = useState(false);
  const waiting = draft.state === "waiting";
  const decide = can("draft.decide");
  const inbox = useResource(`inbox/${draft.id}/${draft.version}`, async () => {
    if (!waiting || !can("approval.give")) return [];
    return waitingDrafts(client);
  });
  const approve = waiting && inbox.value?.some((row) => row.draft.id === draft.id && row.mine) === true;
  const mine = !waiting && decide;
  const show = (what: typeof open, allowed: boolean) => (allowed && !desk.busy ? () => setOpen(what) : undefined);
  useShortcuts({ a: show("confirm", mine || approve), e: show("edit", decide), r: show("reject", decide) });

  const needed = useApproverNames()(rolesOf(draft, view));
  const many = !can("ticket.send") || (view.proposal?.decision.approvals.length ?? 0) > 1;
  const step = approve ? "approve" : many ? "submit" : "accept";
  const yes = proposal[step];
  const run = () => void (approve ? decisions.approve() : decisions.accept());
  const look = draftLook(draft, view.proposal !== null);
  return (
    <section className="card draft" aria-label={proposal.draft}>
      <header className="card-head">
        <h3>{proposal.draft}</h3>
        {look === "changes" && <Chip tone="accent">{proposal.edited}</Chip>}
        {view.proposal !== null && draft.authorId === null && (
          <Chip>{proposal.engine[view.proposal.draft.engine]}</Chip>
        )}
        {view.proposal?.model.problem === "budget" && <Chip tone="warn">{proposal.budgetSpent}</Chip>}
      </header>
      {needed !== "" && <p className="needed">{waiting ? proposal.waiting(needed) : proposal.needed(needed)}</p>}
      {open === "edit" ? (
        <DraftEditor
          draft={draft}
          busy={desk.busy}
          onCancel={() => {
            setOpen(null);
            setLeft(true);
          }}
          send={many ? proposal.saveAndSubmit : proposal.saveAndSend}
          onSend={async (text) => {
            const saved = await decisions.saveAndAccept(text);
            if (saved) setOpen(null);
            return saved;
          }}
        />
      ) : (
        <>
          {look === "changes" && <DiffView before={draft.originalText} after={draft.text} label={proposal.diff} />}
          {look === "sentences" && <Sentences proposal={view.proposal!} />}
          {look === "text" && (
            <p className="exact" dir="auto">
              {draft.text}
            </p>
          )}
          <footer className="card-foot">
            {(mine || approve) && (
              <Button type="primary" loading={desk.busy} onClick={run}>
                {yes}
                <kbd>A</kbd>
              </Button>
            )}
            {decide && (
              // Whoever leaves the editor stands where they came from.
              <Button autoFocus={left} disabled={desk.busy} onClick={() => setOpen("edit")}>
                {proposal.edit}
                <kbd>E</kbd>
              </Button>
            )}
            {decide && (
              <Button disabled={desk.busy} onClick={() => setOpen("reject")}>
                {proposal.reject}
                <kbd>R</kbd>
              </Button>
            )}
          </footer>
        </>
      )}
      {open === "reject" && <RejectDialog onReject={decisions.reject} busy={desk.busy} onClose={() => setOpen(null)} />}
      <Modal
        open={open === "confirm"}
        title={proposal.confirmTitle[step]}
        okText={yes}
        cancelText={words.state.cancel}
        okButtonProps={{ autoFocus: true }}
        onCancel={() => setOpen(null)}
        onOk={() => {
          setOpen(null);
          run();
        }}
      >
        <p className="exact" dir="auto">
          {draft.text}
        </p>
      </Modal>
    </section>
  );
}

/** Who still has to agree; before it is handed in, what the decision foresees beyond the first. */
function rolesOf(draft: Draft, { proposal }: TicketView): readonly string[] {
  const foreseen = (proposal?.decision.approvals ?? []).slice(1).map(({ role }) => role);
  return draft.state === "waiting" ? draft.needed : foreseen;
}
