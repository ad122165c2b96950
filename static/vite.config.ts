import { defineConfig } from "vite";

export default defineConfig({
  base: "/assets/",
  build: {
    outDir: "dist",
    assetsDir: "",
    manifest: true,
    target: "es2022",
    // These and later know light-dark(), which would else be rewritten for each colour.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The content security policy forbids data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: "src/app.ts",
        collab: "src/collab.ts",
        "collab-style": "css/collab.css",
        desk: "src/desk.ts",
        reader: "src/reader.ts",
        style: "css/app.css",
        theme: "src/theme.ts",
      },
    },
  },
});
