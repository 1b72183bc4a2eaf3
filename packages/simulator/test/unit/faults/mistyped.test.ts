import { expect, test } from "vitest";
import { mistyped } from "../../../src/index.js";

test("a mistyped document keeps its shape and loses its numbers and booleans", () => {
  const document = { on: true, bri: 12, name: "lamp", xy: [0.3, 0.4], none: null };
  expect(mistyped(document)).toEqual({ on: "true", bri: "12", name: "lamp", xy: ["0.3", "0.4"], none: null });
});
