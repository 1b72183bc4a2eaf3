import { afterEach, expect, it, vi } from "vitest";
import { newUuid } from "../../src/new-uuid.js";

afterEach(() => vi.unstubAllGlobals());

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes a UUID of version 4, another one each time", () => {
  const made = Array.from({ length: 100 }, newUuid);
  expect(made.filter((each) => !uuid4.test(each))).toEqual([]);
  expect(new Set(made).size).toBe(100);
});

it("does so on a page without TLS as well", () => {
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
  expect(newUuid()).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});
