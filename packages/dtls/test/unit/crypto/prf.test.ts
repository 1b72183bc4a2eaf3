import { expect, it } from "vitest";
import { prf } from "../../../src/crypto/prf.js";
import { prfSha256 } from "../../vectors/prf-sha256.js";

it("the PRF gives what is published for it", () => {
  const { secret, seed, label, output } = prfSha256;
  const made = prf(Buffer.from(secret, "hex"), label, Buffer.from(seed, "hex"), output.length / 2);
  expect(made.toString("hex")).toBe(output);
});
