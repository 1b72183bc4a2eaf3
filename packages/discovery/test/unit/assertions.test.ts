import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Ids of W3C WoT Discovery 1.0 in its order, without those of a directory's interface (`tdd-…`). */
const assertions = `
  discoverer-must-support-intros discoverer-must-support-fetching discoverer-may-multiple-intro discoverer-merge-intros
  discoverer-td-identify discoverer-fetch-links discoverer-fetch-iteration discoverer-termination discoverer-any-order
  discoverer-track introduction-direct-url introduction-direct-thing-description
  introduction-direct-directory-description introduction-well-known-uri introduction-well-known-path
  introduction-well-known-thing-description introduction-dns-sd introduction-dns-sd-service-name
  introduction-dns-sd-service-name-directory introduction-dns-sd-service-name-udp introduction-dns-sd-txt-record
  introduction-dns-sd-txt-record-udp introduction-core-rd introduction-core-rd-directory
  introduction-core-rd-resource-type-thing introduction-core-rd-resource-type-directory introduction-did
  introduction-did-service-context introduction-did-service-endpoint exploration-directory-description-type
  exploration-link-description-type exploration-link-description-link security-bootstrapping-endpoints
  exploration-secboot-401 exploration-server-http-method exploration-server-http-resp
  exploration-server-http-resp-content-type exploration-server-http-resp-json
  exploration-server-http-alternate-content exploration-server-http-head exploration-server-coap-method
  exploration-server-coap-resp exploration-server-coap-alternate-content exploration-server-coap-size2 sec-self-psk
  sec-self-segment priv-loc-priv-dir-access priv-loc-explicit-care`
  .trim()
  .split(/\s+/);

const root = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

interface Row {
  readonly assertion: string;
  readonly state: string;
  readonly text: string;
  readonly proofs: readonly (readonly [file: string, title: string])[];
}

const rows: readonly Row[] = readFileSync(root("packages/discovery/DISCOVERY.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, assertion, state = "", text = ""] = /^\| `([^`]+)`\s*\| ([^|]+?)\s*\| (.+?)\s*\|$/.exec(line) ?? [];
    if (assertion === undefined) return [];
    const proofs = [...text.matchAll(/`([^`]+\.ts)`: "([^"]+)"/g)].map(
      ([, file = "", title = ""]) => [file, title] as const,
    );
    return [{ assertion, state, text, proofs }];
  });

describe("DISCOVERY.md", () => {
  it("has a row for each assertion of the specification, in its order", () => {
    expect(rows.map(({ assertion }) => assertion)).toEqual(assertions);
  });

  it.each(rows)("says how $assertion is met, or why it is not", ({ state, text, proofs }) => {
    expect(["met", "partial", "not met", "not ours"]).toContain(state);
    if (state === "met") expect(proofs).not.toEqual([]);
    else expect(text).toMatch(/^[A-Z].{20,}\./);
    for (const [file, title] of proofs) expect(readFileSync(root(file), "utf8"), title).toContain(`"${title}"`);
  });
});
