import { describe, expect, it } from "vitest";
import { readKeyring } from "../../../../src/index.js";
import { type Element, keyring } from "../../../support/keyring.js";

const read = (text: string, password = "swordfish") => readKeyring(new TextEncoder().encode(text), password);

describe("a keyring of ETS", () => {
  it("has the users of secure tunnels", async () => {
    expect(await read(keyring())).toEqual([
      {
        individualAddress: "1.1.250",
        host: "1.1.10",
        user: { id: 2, password: "cod", deviceAuthentication: "lighthouse" },
      },
      { individualAddress: "1.1.251", host: "1.1.10", user: { id: 3, password: "a longer password" } },
    ]);
  });

  it("opens with its password alone, and as ETS has signed it", async () => {
    await expect(read(keyring(), "cod")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    await expect(read(keyring().replace("1.1.250", "1.1.249"))).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_REFUSED",
    });
  });

  it("is none when it is something else", async () => {
    await expect(read("<KNX />")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(read("PK")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("passes over secrets that are none", async () => {
    const wrong: readonly Element[] = [["Interface", { Type: "Tunneling", UserID: "2", Password: "AAAA" }]];
    expect(await read(keyring(wrong))).toEqual([]);
  });
});
