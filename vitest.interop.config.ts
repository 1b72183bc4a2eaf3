import { defineConfig } from "vitest/config";
import { sources } from "./vitest.config.js";

/** Tests against other people's implementations and tools; `npm run interop` installs what npm has of them. */
export default defineConfig({
  resolve: { alias: sources },
  test: {
    include: [
      "packages/*/test/interop/**/*.interop.ts",
      "conformance/test/interop/**/*.interop.ts",
      "interop/test/**/*.interop.ts",
    ],
    // What is tried with many faulty Things waits more than it works.
    maxConcurrency: 20,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tools bind well-known ports and measure time: one file after the other.
    fileParallelism: false,
  },
});
