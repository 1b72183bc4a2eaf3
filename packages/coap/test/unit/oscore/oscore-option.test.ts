import { describe, expect, it } from "vitest";
import { decodeOscoreOption, encodeOscoreOption } from "../../../src/oscore/oscore-option.js";
import { bytes } from "../../lab/oscore-pair.js";

const none = { partialIv: undefined, kid: undefined, kidContext: undefined };

describe("the value of an OSCORE option", () => {
  // RFC 8613 §6.3: the examples of compressed COSE objects.
  it.each([
    ["091405", { ...none, partialIv: bytes("14"), kid: bytes("05") }],
    ["090500", { ...none, partialIv: bytes("05"), kid: bytes("00") }],
    ["0905", { ...none, partialIv: bytes("05"), kid: bytes("") }],
    ["19050544616c656b", { ...none, partialIv: bytes("05"), kid: bytes(""), kidContext: bytes("44616c656b") }],
    ["", none],
    ["0107", { ...none, partialIv: bytes("07") }],
  ])("%s is read and written", (hex, option) => {
    const value = bytes(hex);
    expect(decodeOscoreOption(value)).toEqual(option);
    expect(encodeOscoreOption(option)).toEqual(value);
  });

  it.each([
    ["a Partial IV of 6 bytes", "06010203040506"],
    ["a Partial IV of 7 bytes", "0701020304050607"],
    ["a Partial IV that is cut off", "020a"],
    ["a reserved bit", "290500"],
    ["flags that say nothing", "00"],
    ["a kid context without its length", "1105"],
    ["a kid context that is cut off", "110503aabb"],
    ["bytes that belong to nothing", "0105ff"],
  ])("with %s is malformed", (_, hex) => {
    expect(decodeOscoreOption(bytes(hex))).toBeUndefined();
  });
});
