import { ApiError } from "../client.ts";
import type { SentFile } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import type { WidgetWords } from "./words.ts";

const MOST_FILES = 10;
/** The server's limit unless it was changed; it has the last word. */
const MAX_MEGABYTES = 10;
const ACCEPT =
  "image/*,audio/*,video/mp4,.pdf,.doc,.docx,.xls,.xlsx,.pptx,.txt,.log,.csv,.json,.xml,.yaml,.yml,.ini,.conf,.sql,.md,.zip,.gz,.7z";

export interface TrayDeps {
  readonly upload: (file: File, signal: AbortSignal) => Promise<SentFile>;
  readonly discard: (file: SentFile) => void;
  /** The files changed: something may be sent now, or not yet. */
  readonly onChange: () => void;
}

interface Chosen {
  readonly node: HTMLElement;
  readonly abort: AbortController;
  /** Null while it is on its way, or when it failed. */
  sent: SentFile | null;
  failed: boolean;
}

/** The files that the next message will carry: uploaded as they are chosen, each with its state and a way to remove it. */
export function fileTray(words: WidgetWords, deps: TrayDeps) {
  const chosen = new Set<Chosen>();
  const list = h("ul", { class: "tray hidden", "aria-label": words.files });
  const input = h("input", { type: "file", multiple: true, accept: ACCEPT, class: "hidden", tabindex: "-1" });
  const button = h(
    "button",
    { type: "button", class: "plain", "aria-label": words.attach, title: words.attach, onclick: () => input.click() },
    icon("clip"),
  );
  input.addEventListener("change", () => {
    add([...(input.files ?? [])]);
    input.value = "";
  });

  const changed = () => {
    list.classList.toggle("hidden", chosen.size === 0);
    deps.onChange();
  };
  const drop = (file: Chosen) => {
    file.abort.abort();
    if (file.sent !== null) deps.discard(file.sent);
    file.node.remove();
    chosen.delete(file);
    changed();
  };
  const fail = (entry: Chosen, name: string, why: string) => {
    entry.failed = true;
    entry.node.classList.add("bad");
    entry.node.querySelector(".what")!.textContent = words.uploadFailed(name, why);
    changed();
  };

  function add(files: readonly File[]): void {
    for (const file of files) {
      const state = h("span", { class: "what", role: "status" }, words.uploading(file.name));
      const remove = h(
        "button",
        { type: "button", class: "plain", "aria-label": words.remove(file.name), onclick: () => drop(entry) },
        icon("close"),
      );
      const entry: Chosen = {
        node: h("li", {}, icon("file"), state, remove),
        abort: new AbortController(),
        sent: null,
        failed: false,
      };
      chosen.add(entry);
      list.append(entry.node);
      if (chosen.size > MOST_FILES) fail(entry, file.name, words.tooMany(MOST_FILES));
      else if (file.size > MAX_MEGABYTES * 1_000_000) fail(entry, file.name, words.tooLarge(MAX_MEGABYTES));
      else void upload(entry, file, state);
    }
    changed();
  }

  async function upload(entry: Chosen, file: File, state: HTMLElement): Promise<void> {
    try {
      entry.sent = await deps.upload(file, entry.abort.signal);
      // Removed while it was on its way.
      if (!chosen.has(entry)) return deps.discard(entry.sent);
      state.textContent = entry.sent.name;
      changed();
    } catch (error) {
      if (chosen.has(entry)) fail(entry, file.name, error instanceof ApiError ? reasonOf(error) : words.problem);
    }
  }
  const reasonOf = (error: ApiError) => {
    if (error.code === "offline") return words.offline;
    const said = error.errors[0]?.reason ?? error.message;
    const [pattern, instead] = words.refusals.find(([refusal]) => refusal.test(said)) ?? [];
    if (pattern !== undefined) return said.replace(pattern, instead!);
    return words.code === "en" ? said : words.problem;
  };

  return {
    button,
    list,
    input,
    add,
    /** Something is still on its way. */
    waiting: () => [...chosen].some(({ sent, failed }) => sent === null && !failed),
    count: () => [...chosen].filter(({ sent }) => sent !== null).length,
    /** The stored files, which leave the tray with their message; failed ones go with them. */
    take(): SentFile[] {
      const files = [...chosen].flatMap(({ sent }) => sent ?? []);
      for (const { node } of chosen) node.remove();
      chosen.clear();
      changed();
      return files;
    },
  };
}
