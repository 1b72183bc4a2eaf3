import { describe, expect, it } from "vitest";
import { linkOf } from "../../../src/client/link-header.js";

describe("linkOf", () => {
  it.each([
    [["</a>; rel=hub"], "/a"],
    [['</a>; rel="hub"'], "/a"],
    [['</x>; rel="self", </a>; rel="next hub"'], "/a"],
    [["</x>; rel=self", '</a> ; title="x, y; rel=z" ; REL = "HUB"'], "/a"],
    [['</a>; rel="self"; rel="hub"'], undefined],
    [["</a>"], undefined],
    [["hub"], undefined],
    [[], undefined],
  ])("finds in %j the hub %j", (values, target) => {
    expect(linkOf(values, "hub")).toBe(target);
  });

  it("takes no more than linear time on what is no link", () => {
    const values = [`<${"a".repeat(5_000)}`.repeat(3), `<>${";a=b".repeat(4_000)}`, `<>${" ".repeat(16_000)}`];
    expect(linkOf(values, "hub")).toBeUndefined();
  });
});
