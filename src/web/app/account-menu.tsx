import { Avatar, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useAbsenceText } from "./absence/absence-text.ts";
import { useAbsenceWords } from "./absence/words.ts";
import { chosenTenant } from "./chosen-tenant.ts";
import { type ThemeChoice, usePreferences } from "./preferences.tsx";
import { useSession } from "./session.tsx";

/** Opened seldom, so that it is no part of what every page loads first. */
const AbsenceDialog = lazy(() =>
  import("./absence/absence-dialog.tsx").then((file) => ({ default: file.AbsenceDialog })),
);

const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

/** Who one is, language, theme, sign out. */
export function AccountMenu() {
  const { words, language, theme, setLanguage, setTheme } = usePreferences();
  const { me, members, reload, signOut } = useSession();
  const absence = useAbsenceWords();
  const absenceText = useAbsenceText();
  const [leaving, setLeaving] = useState(false);
  const member = me.member === null ? null : (members.get(me.member.id) ?? me.member);
  const away = member === null ? "" : absenceText(member);
  // One tenant needs no choice.
  const tenants = me.tenants.length > 1 ? me.tenants : [];
  const role = member === null ? "" : words.labels.role[member.role];
  const items = [
    {
      key: "who",
      disabled: true,
      className: "account-who",
      label: (
        <>
          <strong>{member?.name}</strong>
          <br />
          {role}
          {member?.maySend === false && `（${words.app.draftsOnly}）`}
          {away !== "" && (
            <>
              <br />
              {away}
            </>
          )}
        </>
      ),
    },
    ...tenants.map(({ id, slug }) => ({
      key: id,
      label: slug,
      onClick: () => {
        chosenTenant.keep(id);
        location.assign("/app");
      },
      ...(id === me.tenantId ? { className: "chosen" } : {}),
    })),
    { type: "divider" as const },
    ...THEMES.map((choice) => ({
      key: choice,
      label: words.app.theme[choice],
      onClick: () => setTheme(choice),
      ...(choice === theme ? { className: "chosen" } : {}),
    })),
    { type: "divider" as const },
    {
      key: "language",
      label: <span lang={language === "zh" ? "en" : "zh-CN"}>{words.app.otherLanguage}</span>,
      onClick: () => setLanguage(language === "zh" ? "en" : "zh"),
    },
    ...(member === null ? [] : [{ key: "absence", label: absence.mine, onClick: () => setLeaving(true) }]),
    { key: "out", label: words.app.signOut, onClick: () => void signOut() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} placement="topRight">
        <button type="button" className="rail-button">
          <span className="spoken">
            {words.app.account} {member?.name}
          </span>
          <Avatar size={34} className="me-avatar" aria-hidden>
            {member?.name.slice(0, 2)}
          </Avatar>
        </button>
      </Dropdown>
      {leaving && member !== null && (
        <Suspense fallback={null}>
          <AbsenceDialog member={member} onDone={() => void reload()} onClose={() => setLeaving(false)} />
        </Suspense>
      )}
    </>
  );
}
