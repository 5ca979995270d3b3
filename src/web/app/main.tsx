import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/es/locale/en_US.js";
import type { Locale } from "antd/es/locale/index.js";
import zhCN from "antd/es/locale/zh_CN.js";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { antTheme } from "../ui/theme.ts";
import { PreferencesProvider, usePreferences } from "./preferences.tsx";
import { SessionProvider } from "./session.tsx";
import { Shell } from "./shell.tsx";
import "./app.css";

/** The server puts a fresh nonce on every page; Ant Design's styles need it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** The files are ES modules; their types take them for CommonJS. */
const LOCALES = { zh: zhCN as unknown as Locale, en: enUS as unknown as Locale };

function Root() {
  const { dark, still, language } = usePreferences();
  return (
    <ConfigProvider
      locale={LOCALES[language]}
      theme={antTheme(dark, still)}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp component={false}>
        <SessionProvider>
          <Shell />
        </SessionProvider>
      </AntApp>
    </ConfigProvider>
  );
}

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <PreferencesProvider>
      <Root />
    </PreferencesProvider>
  </StrictMode>,
);
