import { describe, expect, it } from "vitest";
import { isLoopback } from "../../src/index.js";

describe("isLoopback", () => {
  it.each(["localhost", "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])("holds for %s", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "fd00::1", "128.0.0.1", "127.evil.example", "127.0.0.1.example"])(
    "does not hold for %s, which others reach",
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
