import { Avatar, Dropdown } from "antd";
import { chosenTenant } from "./chosen-tenant.ts";
import { type ThemeChoice, usePreferences } from "./preferences.tsx";
import { useSession } from "./session.tsx";

const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

/** Who one is, language, theme, sign out. */
export function AccountMenu() {
  const { words, language, theme, setLanguage, setTheme } = usePreferences();
  const { me, signOut } = useSession();
  const member = me.member;
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
    { key: "out", label: words.app.signOut, onClick: () => void signOut() },
  ];
  return (
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
  );
}
