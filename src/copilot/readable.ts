import { citedPlaces, draftText, type Proposal } from "./proposal.ts";

/** A proposal as text for a terminal: the answer, its sources, and what was decided and why. */
export function readable(proposal: Proposal): string {
  const { decision, request } = proposal;
  const zh = request.language === "zh";
  const cited = citedPlaces(proposal).map(({ title, headingPath, path, anchor }, index) => {
    const place = headingPath.filter((heading) => heading !== title).join(" › ");
    return `  [${index + 1}] ${title}${place === "" ? "" : ` › ${place}`}  (${path}${anchor === null ? "" : `#${anchor}`})`;
  });
  const reasons = decision.reasons.map((reason) => `  - ${zh ? reason.zh : reason.en}`);
  return [
    draftText(proposal) || (zh ? "（没有可发送的答复）" : "(no answer to send)"),
    ...(cited.length > 0 ? ["", zh ? "依据：" : "Sources:", ...cited] : []),
    "",
    `${zh ? "决定" : "Decision"}: ${decision.action}  ${decision.serviceType}/${decision.serviceItem}  ${zh ? "层级" : "tier"} ${decision.tier}  ${decision.team}`,
    ...reasons,
  ].join("\n");
}
