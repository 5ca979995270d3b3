import { isShownImage, sizeOf } from "../file-look.ts";
import type { SentFile } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import type { WidgetWords } from "./words.ts";

/** The files of a message: images in small, others by name; a click opens them. Content is asked for with the token. */
export function filesView(
  files: readonly SentFile[],
  words: WidgetWords,
  content: (file: SentFile) => Promise<Blob | null>,
): HTMLElement {
  return h("ul", { class: "files", "aria-label": words.files }, ...files.map((file) => fileView(file, words, content)));
}

function fileView(file: SentFile, words: WidgetWords, content: (file: SentFile) => Promise<Blob | null>): HTMLElement {
  const shown = isShownImage(file.mediaType);
  const label = h("span", { class: "name" }, file.name);
  const link = h(
    "a",
    { class: "file", role: "button", tabindex: "0", "aria-label": words.openFile(file.name) },
    icon("file"),
    label,
    h("span", { class: "size" }, sizeOf(file.size)),
  );
  let address: Promise<string | null> | undefined;
  const load = () => {
    address ??= content(file).then((blob) => {
      if (blob === null) address = undefined;
      return blob === null ? null : URL.createObjectURL(blob);
    });
    return address;
  };
  const open = async (event: Event) => {
    if (link.hasAttribute("href")) return;
    event.preventDefault();
    const url = await load();
    if (url === null) {
      label.textContent = `${file.name} · ${words.fileMissing}`;
      return;
    }
    point(link, url, file.name, shown);
    link.click();
  };
  link.addEventListener("click", (event) => void open(event));
  link.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
  if (shown)
    void load().then((url) => {
      if (url === null) return;
      point(link, url, file.name, true);
      link.replaceChildren(h("img", { src: url, alt: file.name }));
    });
  return h("li", {}, link);
}

function point(link: HTMLAnchorElement, url: string, name: string, shown: boolean): void {
  link.href = url;
  if (shown) {
    link.target = "_blank";
    link.rel = "noopener";
  } else link.download = name;
}
