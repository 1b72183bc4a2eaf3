import {
  blockValue,
  type CoapOption,
  Code,
  encodeMessage,
  MessageType,
  OptionNumber,
  stringOption,
  uintOption,
} from "../../src/index.js";

/** A message as a figure of an RFC shows it, with the bytes that follow from it. */
export interface FigureVector {
  readonly section: string;
  /** Written out by hand from the figure, independently of `encodeMessage`. */
  readonly hex: string;
}

/** A step of a figure: who sends it is told by its type and code. */
interface Step {
  readonly section: string;
  readonly type: MessageType;
  readonly code: number;
  readonly messageId: number;
  readonly token?: string;
  readonly options: readonly CoapOption[];
  readonly payload?: string;
}

const { CON, NON, ACK, RST } = MessageType;
const { UriPath, UriQuery, Block1, Block2, Observe, MaxAge, Accept, ContentFormat, Size1, Echo, RequestTag, HopLimit } =
  OptionNumber;
const path = (...segments: string[]) => segments.map((segment) => stringOption(UriPath, segment));
const status = path("status");
const block = (option: number, number: number, more: 0 | 1, bytes: number) =>
  uintOption(option, blockValue(number, more === 1, Math.log2(bytes) - 4));
const body = (bytes: number) => "x".repeat(bytes);
const raw = (number: number, hex: string): CoapOption => ({ number, value: Buffer.from(hex, "hex") });

/** RFC 7641 Appendix A.1 and §3.6: an observation, with one token throughout. */
const observe: readonly Step[] = [
  {
    section: "RFC 7641 Figure 3, registration",
    type: CON,
    code: Code.GET,
    messageId: 0x1633,
    token: "4a",
    options: [uintOption(Observe, 0), ...path("temperature")],
  },
  {
    section: "RFC 7641 Figure 3, first notification",
    type: ACK,
    code: Code.Content,
    messageId: 0x1633,
    token: "4a",
    options: [uintOption(Observe, 9), uintOption(MaxAge, 15)],
    payload: "18.5 Cel",
  },
  {
    section: "RFC 7641 Figure 3, notification",
    type: NON,
    code: Code.Content,
    messageId: 0x7b50,
    token: "4a",
    options: [uintOption(Observe, 16), uintOption(MaxAge, 15)],
    payload: "19.2 Cel",
  },
  { section: "RFC 7641 §3.6, rejection", type: RST, code: Code.Empty, messageId: 0x7b50, options: [] },
  {
    section: "RFC 7641 §3.6, deregistration",
    type: CON,
    code: Code.GET,
    messageId: 0x1634,
    token: "4a",
    options: [uintOption(Observe, 1), ...path("temperature")],
  },
];

/** RFC 7959 §3. */
const blockwise: readonly Step[] = [
  { section: "RFC 7959 Figure 2, GET", type: CON, code: Code.GET, messageId: 1234, options: status },
  {
    section: "RFC 7959 Figure 2, first block",
    type: ACK,
    code: Code.Content,
    messageId: 1234,
    options: [block(Block2, 0, 1, 128)],
    payload: body(128),
  },
  {
    section: "RFC 7959 Figure 2, second GET",
    type: CON,
    code: Code.GET,
    messageId: 1235,
    options: [...status, block(Block2, 1, 0, 128)],
  },
  {
    section: "RFC 7959 Figure 2, last block",
    type: ACK,
    code: Code.Content,
    messageId: 1236,
    options: [block(Block2, 2, 0, 128)],
    payload: body(80),
  },
  {
    section: "RFC 7959 Figure 3, early negotiation",
    type: CON,
    code: Code.GET,
    messageId: 1234,
    options: [...status, block(Block2, 0, 0, 64)],
  },
  {
    section: "RFC 7959 Figure 4, late negotiation",
    type: CON,
    code: Code.GET,
    messageId: 1235,
    options: [...status, block(Block2, 2, 0, 64)],
  },
  {
    section: "RFC 7959 §2.4, a block in a separate response",
    type: CON,
    code: Code.Content,
    messageId: 8783,
    options: [block(Block2, 3, 1, 64)],
    payload: body(64),
  },
  {
    section: "RFC 7959 Figure 7, PUT of a block",
    type: CON,
    code: Code.PUT,
    messageId: 1234,
    options: [...path("options"), block(Block1, 0, 1, 128)],
    payload: body(128),
  },
  {
    section: "RFC 7959 Figure 7, Continue",
    type: ACK,
    code: Code.Continue,
    messageId: 1234,
    options: [block(Block1, 0, 1, 128)],
  },
  {
    section: "RFC 7959 Figure 7, Changed",
    type: ACK,
    code: Code.Changed,
    messageId: 1236,
    options: [block(Block1, 2, 0, 128)],
  },
  {
    section: "RFC 7959 Figure 9, smaller blocks",
    type: ACK,
    code: Code.Continue,
    messageId: 1234,
    options: [block(Block1, 0, 1, 32)],
  },
  {
    section: "RFC 7959 Figure 10, POST",
    type: CON,
    code: Code.POST,
    messageId: 1234,
    options: [...path("soap"), block(Block1, 0, 1, 128)],
    payload: body(128),
  },
  {
    section: "RFC 7959 Figure 10, both options",
    type: ACK,
    code: Code.Changed,
    messageId: 1236,
    options: [block(Block2, 0, 1, 128), block(Block1, 2, 0, 128)],
    payload: body(128),
  },
  {
    section: "RFC 7959 Figure 12, notification in blocks",
    type: CON,
    code: Code.Content,
    messageId: 0xaf9c,
    token: "fb",
    options: [raw(OptionNumber.ETag, "6f00f392"), uintOption(Observe, 62_354), block(Block2, 0, 1, 128)],
    payload: body(128),
  },
  {
    section: "RFC 7959 §4, 4.13 with Size1",
    type: ACK,
    code: Code.RequestEntityTooLarge,
    messageId: 7,
    options: [block(Block1, 0, 0, 64), uintOption(Size1, 100_000)],
  },
];

const extensions: readonly Step[] = [
  {
    section: "RFC 7967 §2.1, No-Response to every class",
    type: NON,
    code: Code.PUT,
    messageId: 0x7d38,
    token: "53",
    options: [...path("vehicle-stat-00"), uintOption(ContentFormat, 0), uintOption(OptionNumber.NoResponse, 26)],
    payload: "VehID=00",
  },
  {
    section: "RFC 8132 §2.7, FETCH; its format of keys has no number, and here one for experiments",
    type: CON,
    code: Code.FETCH,
    messageId: 0x0101,
    token: "01",
    options: [...path("object"), uintOption(ContentFormat, 65_000), uintOption(Accept, 50)],
    payload: '["foo"]',
  },
  {
    section: "RFC 8132 §3.1, PATCH",
    type: CON,
    code: Code.PATCH,
    messageId: 0x0102,
    token: "02",
    options: [...path("object"), uintOption(ContentFormat, 51)],
    payload: '[{"op":"replace","path":"/x-coord","value":45}]',
  },
  {
    section: "RFC 8132 §3.1, iPATCH",
    type: CON,
    code: Code.iPATCH,
    messageId: 0x0103,
    token: "03",
    options: [...path("object"), uintOption(ContentFormat, 52)],
    payload: '{"x-coord":45}',
  },
  {
    section: "RFC 9175 Figure 2, challenge",
    type: ACK,
    code: Code.Unauthorized,
    messageId: 1,
    token: "41",
    options: [raw(Echo, "00000009437468756c687521")],
  },
  {
    section: "RFC 9175 Figure 2, the request once more",
    type: CON,
    code: Code.PUT,
    messageId: 2,
    token: "42",
    options: [...path("lock"), raw(Echo, "00000009437468756c687521")],
    payload: "1",
  },
  {
    section: "RFC 9175 §3.5.1, Request-Tag",
    type: CON,
    code: Code.POST,
    messageId: 3,
    token: "43",
    options: [block(Block1, 0, 1, 64), raw(RequestTag, "01")],
    payload: body(64),
  },
  {
    section: "RFC 8768 §3, Hop-Limit",
    type: CON,
    code: Code.GET,
    messageId: 4,
    options: [uintOption(HopLimit, 16), stringOption(OptionNumber.ProxyUri, "coap://[2001:db8::1]/")],
  },
  {
    section: "RFC 8768 §4, Hop Limit Reached",
    type: ACK,
    code: Code.HopLimitReached,
    messageId: 4,
    options: [],
    payload: "10.0.0.1",
  },
  {
    section: "RFC 8516 §3, Too Many Requests",
    type: ACK,
    code: Code.TooManyRequests,
    messageId: 5,
    options: [uintOption(MaxAge, 20)],
  },
  {
    section: "RFC 6690 §5, discovery",
    type: CON,
    code: Code.GET,
    messageId: 6,
    options: [...path(".well-known", "core"), stringOption(UriQuery, "rt=temperature-c")],
  },
];

/** The messages of the figures, encoded by us; `figureBytes` has those whose bytes are written out. */
export const figureMessages: readonly { readonly section: string; readonly bytes: Uint8Array }[] = [
  ...observe,
  ...blockwise,
  ...extensions,
].map(({ section, type, code, messageId, token = "", options, payload = "" }) => ({
  section,
  bytes: encodeMessage({
    ...{ type, code, messageId, options },
    token: Buffer.from(token, "hex"),
    payload: Buffer.from(payload),
  }),
}));

const text = (value: string) => Buffer.from(value).toString("hex");

/** Bytes worked out by hand from the figures: header, token, delta and length of each option, payload. */
export const figureBytes: readonly FigureVector[] = [
  { section: "RFC 7641 Figure 3, registration", hex: `410116334a605b${text("temperature")}` },
  { section: "RFC 7641 Figure 3, first notification", hex: `614516334a6109810fff${text("18.5 Cel")}` },
  { section: "RFC 7641 Figure 3, notification", hex: `51457b504a6110810fff${text("19.2 Cel")}` },
  { section: "RFC 7641 §3.6, rejection", hex: "70007b50" },
  { section: "RFC 7641 §3.6, deregistration", hex: `410116344a61015b${text("temperature")}` },
  { section: "RFC 7959 Figure 2, GET", hex: `400104d2b6${text("status")}` },
  { section: "RFC 7959 Figure 2, first block", hex: `604504d2d10a0bff${text(body(128))}` },
  { section: "RFC 7959 Figure 2, second GET", hex: `400104d3b6${text("status")}c113` },
  { section: "RFC 7959 Figure 2, last block", hex: `604504d4d10a23ff${text(body(80))}` },
  { section: "RFC 7959 Figure 3, early negotiation", hex: `400104d2b6${text("status")}c102` },
  { section: "RFC 7959 Figure 4, late negotiation", hex: `400104d3b6${text("status")}c122` },
  { section: "RFC 7959 §2.4, a block in a separate response", hex: `4045224fd10a3aff${text(body(64))}` },
  { section: "RFC 7959 Figure 7, PUT of a block", hex: `400304d2b7${text("options")}d1030bff${text(body(128))}` },
  { section: "RFC 7959 Figure 7, Continue", hex: "605f04d2d10e0b" },
  { section: "RFC 7959 Figure 7, Changed", hex: "604404d4d10e23" },
  { section: "RFC 7959 Figure 9, smaller blocks", hex: "605f04d2d10e09" },
  { section: "RFC 7959 Figure 10, both options", hex: `604404d4d10a0b4123ff${text(body(128))}` },
  {
    section: "RFC 7959 Figure 12, notification in blocks",
    hex: `4145af9cfb446f00f39222f392d1040bff${text(body(128))}`,
  },
  { section: "RFC 7959 §4, 4.13 with Size1", hex: "608d0007d10e02d3140186a0" },
  { section: "RFC 9175 Figure 2, challenge", hex: "6181000141dcef00000009437468756c687521" },
  { section: "RFC 8768 §4, Hop Limit Reached", hex: `60a80004ff${text("10.0.0.1")}` },
  { section: "RFC 8516 §3, Too Many Requests", hex: "609d0005d10114" },
];
