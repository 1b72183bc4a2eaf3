/** Messages of RFC 8323 whose bytes it gives, or that follow from it in one way only. */
export const frames: readonly {
  readonly section: string;
  readonly hex: string;
  readonly code: number;
  readonly token: string;
  readonly options?: readonly (readonly [number, string])[];
  readonly payload?: string;
}[] = [
  { section: "§3.2, Figure 6: 2.03 with a token and nothing else", hex: "01437f", code: 0x43, token: "7f" },
  { section: "§5.7, Figure 9: Ping", hex: "01e242", code: 0xe2, token: "42" },
  { section: "§5.7, Figure 10: Pong", hex: "01e342", code: 0xe3, token: "42" },
  { section: "§3.4: an Empty message", hex: "0000", code: 0, token: "" },
  { section: "§5.3: a CSM that says nothing", hex: "00e1", code: 0xe1, token: "" },
  {
    section: "§5.3.1, §5.3.2: a CSM with Max-Message-Size 8192 and Block-Wise-Transfer",
    hex: "40e122200020",
    code: 0xe1,
    token: "",
    options: [
      [2, "2000"],
      [4, ""],
    ],
  },
  {
    section: "§5.5: Release with Hold-Off of 10 s",
    hex: "20e4410a",
    code: 0xe4,
    token: "",
    options: [[4, "0a"]],
  },
  {
    section: "§5.6: Abort with Bad-CSM-Option 9 and a diagnostic",
    hex: "50e52109ff6e6f",
    code: 0xe5,
    token: "",
    options: [[2, "09"]],
    payload: "no",
  },
  {
    section: "§3.1, Figure 3: GET /temperature, token 71",
    hex: "c10171bb74656d7065726174757265",
    code: 1,
    token: "71",
    options: [[11, "74656d7065726174757265"]],
  },
  {
    section: "§3.1, Figure 3: 2.05 with 22.5 C",
    hex: "714571ff32322e352043",
    code: 0x45,
    token: "71",
    payload: "22.5 C",
  },
];

/** Lengths of options and payload at the edges of each form of the Len field, with its bytes (§3.2). */
export const contentLengths: readonly {
  readonly bytes: number;
  readonly nibble: string;
  readonly extension: string;
}[] = [
  { bytes: 0, nibble: "0", extension: "" },
  { bytes: 12, nibble: "c", extension: "" },
  { bytes: 13, nibble: "d", extension: "00" },
  { bytes: 268, nibble: "d", extension: "ff" },
  { bytes: 269, nibble: "e", extension: "0000" },
  { bytes: 65_804, nibble: "e", extension: "ffff" },
  { bytes: 65_805, nibble: "f", extension: "00000000" },
  { bytes: 65_806, nibble: "f", extension: "00000001" },
];
