import { Button, Spin } from "antd";
import type { ReactNode } from "react";
import { usePreferences, useWords } from "../app/preferences.tsx";
import { ApiError } from "../client.ts";
import { problemText } from "./words/problem-words.ts";

interface Page {
  /** Fills the window instead of its box. */
  readonly page?: boolean;
}

export function Loading({ page = false }: Page) {
  const words = useWords();
  return (
    <div className={page ? "state-box page" : "state-box"} role="status" aria-label={words.state.loading}>
      <Spin />
    </div>
  );
}

/** What went wrong, in words, with a way to try again. */
export function Failure({
  error,
  onRetry,
  page = false,
}: Page & { readonly error: unknown; readonly onRetry?: () => unknown }) {
  const { words, language } = usePreferences();
  const { title, text } = failureWords(error, words.state, language);
  return (
    <div className={page ? "state-box page" : "state-box"} role="alert">
      <h2>{title}</h2>
      {text !== "" && <p>{text}</p>}
      {onRetry !== undefined && <Button onClick={() => void onRetry()}>{words.state.retry}</Button>}
    </div>
  );
}

/** Why something was refused, in the form that asked for it; nothing where nothing was. */
export function Problem({ text }: { readonly text: string }) {
  if (text === "") return null;
  return (
    <p role="alert" className="problem">
      {text}
    </p>
  );
}

function failureWords(error: unknown, words: ReturnType<typeof useWords>["state"], language: "zh" | "en") {
  if (!(error instanceof ApiError)) return { title: words.failed, text: "" };
  if (error.code === "offline") return { title: words.offline, text: words.offlineText };
  if (error.status === 404) return { title: words.notFound, text: words.notFoundText };
  if (error.status === 403) return { title: words.forbidden, text: problemText(error, language, "") };
  return { title: words.failed, text: problemText(error, language, "") };
}

export function Nothing({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="state-box">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
