import { createCipheriv, createHash, pbkdf2Sync } from "node:crypto";

const created = "2026-11-28T10:00:00";
const key = pbkdf2Sync("swordfish", "1.keyring.ets.knx.org", 65_536, 16, "sha256");

function hidden(secret: string): string {
  const iv = createHash("sha256").update(created).digest().subarray(0, 16);
  const body = Buffer.concat([Buffer.alloc(8, 9), Buffer.from(secret)]);
  const padding = 16 - (body.length % 16);
  const padded = Buffer.concat([body, Buffer.alloc(padding, padding)]);
  return createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false).update(padded).toString("base64");
}

/** An element of a keyring. */
export type Element = readonly [name: string, attributes: Readonly<Record<string, string>>];

const elements: readonly Element[] = [
  [
    "Interface",
    {
      Type: "Tunneling",
      Host: "1.1.10",
      IndividualAddress: "1.1.250",
      UserID: "2",
      Password: hidden("cod"),
      Authentication: hidden("lighthouse"),
    },
  ],
  [
    "Interface",
    {
      Type: "Tunneling",
      IndividualAddress: "1.1.251",
      Host: "1.1.10",
      UserID: "3",
      Password: hidden("a longer password"),
    },
  ],
  ["Interface", { Type: "USB", IndividualAddress: "1.1.252" }],
];

/** A keyring as ETS writes it, signed, with the password `swordfish`. */
export function keyring(all: readonly Element[] = elements): string {
  const text = (value: string): Buffer => Buffer.concat([Buffer.of(value.length), Buffer.from(value)]);
  const opened = ([name, attributes]: Element): Buffer[] => [
    Buffer.of(1),
    text(name),
    ...Object.entries(attributes).sort().flat().map(text),
  ];
  const root: Element = ["Keyring", { Project: "House", Created: created }];
  const signed = [
    ...opened(root),
    ...all.flatMap((each) => [...opened(each), Buffer.of(2)]),
    Buffer.of(2),
    text(key.toString("base64")),
  ];
  const signature = createHash("sha256").update(Buffer.concat(signed)).digest().subarray(0, 16).toString("base64");
  const written = ([name, attributes]: Element): string =>
    `<${name} ${Object.entries(attributes)
      .map(([each, value]) => `${each}="${value}"`)
      .join(" ")} />`;
  return `<?xml version="1.0"?><Keyring xmlns="http://knx.org/xml/keyring/1" Project="House" Created="${created}" Signature="${signature}">${all.map(written).join("")}</Keyring>`;
}
