import { afterAll, expect } from "vitest";
import { startScript } from "../../../selftest/http/http-fault.js";
import { perfectScript } from "../../../selftest/http/perfect-thing.js";
import { conformanceTests } from "../../../src/vitest/index.js";

let disposals = 0;

conformanceTests(
  "the tests of a perfect Thing",
  async () => {
    const running = await startScript(perfectScript(true));
    return {
      target: running.target,
      async [Symbol.asyncDispose]() {
        disposals += 1;
        await running[Symbol.asyncDispose]();
      },
    };
  },
  { only: ["td", "property"], strict: true },
);

afterAll(() => expect(disposals).toBe(1));
