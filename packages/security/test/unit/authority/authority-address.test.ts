import { describe, expect, it } from "vitest";
import { authorityAddress } from "../../../src/authority/authority-address.js";

describe("authorityAddress", () => {
  it.each(["https://as.example/token", "http://127.0.0.1:8080/t", "http://localhost/t", "http://[::1]/t"])(
    "is %s",
    (text) => {
      expect(authorityAddress(text)).toEqual(new URL(text));
    },
  );

  it.each([
    "http://as.example/token",
    "http://localhost.evil.example/",
    "ftp://127.0.0.1/",
    "//as",
    "",
    7,
    "https://u:p@as.example/",
  ])("is not %s", (text) => {
    expect(authorityAddress(text)).toEqual(expect.any(String));
  });
});
