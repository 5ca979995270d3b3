import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const out = resolve(import.meta.dirname, "../../dist/web");

const withoutScrollLock: Plugin = {
  name: "without-scroll-lock",
  enforce: "pre",
  resolveId: (source) =>
    /\/useScrollLocker(?:\.js)?$/.test(source) ? resolve(import.meta.dirname, "ui/no-scroll-lock.ts") : null,
};

/** The pages: the members' app, the survey and the demo page. Their script tags carry a nonce that the server fills in. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutScrollLock, react()],
  html: { cspNonce: "__NONCE__" },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    // In kB before compression; test/web/bundle-sizes.test.ts has the budgets that count.
    chunkSizeWarningLimit: 1_200,
    rollupOptions: {
      input: ["app.html", "demo.html", "survey.html"].map((page) => resolve(import.meta.dirname, page)),
    },
  },
});

/** The widget: one classic script that runs on any page. */
export const widget = defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: out,
    emptyOutDir: false,
    target: "es2020",
    lib: {
      entry: resolve(import.meta.dirname, "widget/main.ts"),
      formats: ["iife"],
      name: "threelineWidget",
      fileName: () => "widget.js",
    },
  },
});
