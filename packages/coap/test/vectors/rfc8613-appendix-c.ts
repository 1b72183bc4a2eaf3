const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

const masterSecret = bytes("0102030405060708090a0b0c0d0e0f10");
const masterSalt = bytes("9e7ca92223786340");
const idContext = bytes("37cbf3210017a2d3");
const NONE = bytes("");

/** Key derivations: RFC 8613 §C.1.1 to §C.3.2. Nonces are those of Partial IV 0. */
export const derivations = [
  {
    section: "C.1.1",
    input: { masterSecret, masterSalt, senderId: NONE, recipientId: bytes("01"), idContext: undefined },
    senderKey: "f0910ed7295e6ad4b54fc793154302ff",
    recipientKey: "ffb14e093c94c9cac9471648b4f98710",
    commonIv: "4622d4dd6d944168eefb54987c",
    senderNonce: "4622d4dd6d944168eefb54987c",
    recipientNonce: "4722d4dd6d944169eefb54987c",
  },
  {
    section: "C.1.2",
    input: { masterSecret, masterSalt, senderId: bytes("01"), recipientId: NONE, idContext: undefined },
    senderKey: "ffb14e093c94c9cac9471648b4f98710",
    recipientKey: "f0910ed7295e6ad4b54fc793154302ff",
    commonIv: "4622d4dd6d944168eefb54987c",
    senderNonce: "4722d4dd6d944169eefb54987c",
    recipientNonce: "4622d4dd6d944168eefb54987c",
  },
  {
    section: "C.2.1",
    input: { masterSecret, masterSalt: NONE, senderId: bytes("00"), recipientId: bytes("01"), idContext: undefined },
    senderKey: "321b26943253c7ffb6003b0b64d74041",
    recipientKey: "e57b5635815177cd679ab4bcec9d7dda",
    commonIv: "be35ae297d2dace910c52e99f9",
    senderNonce: "bf35ae297d2dace910c52e99f9",
    recipientNonce: "bf35ae297d2dace810c52e99f9",
  },
  {
    section: "C.2.2",
    input: { masterSecret, masterSalt: NONE, senderId: bytes("01"), recipientId: bytes("00"), idContext: undefined },
    senderKey: "e57b5635815177cd679ab4bcec9d7dda",
    recipientKey: "321b26943253c7ffb6003b0b64d74041",
    commonIv: "be35ae297d2dace910c52e99f9",
    senderNonce: "bf35ae297d2dace810c52e99f9",
    recipientNonce: "bf35ae297d2dace910c52e99f9",
  },
  {
    section: "C.3.1",
    input: { masterSecret, masterSalt, senderId: NONE, recipientId: bytes("01"), idContext },
    senderKey: "af2a1300a5e95788b356336eeecd2b92",
    recipientKey: "e39a0c7c77b43f03b4b39ab9a268699f",
    commonIv: "2ca58fb85ff1b81c0b7181b85e",
    senderNonce: "2ca58fb85ff1b81c0b7181b85e",
    recipientNonce: "2da58fb85ff1b81d0b7181b85e",
  },
  {
    section: "C.3.2",
    input: { masterSecret, masterSalt, senderId: bytes("01"), recipientId: NONE, idContext },
    senderKey: "e39a0c7c77b43f03b4b39ab9a268699f",
    recipientKey: "af2a1300a5e95788b356336eeecd2b92",
    commonIv: "2ca58fb85ff1b81c0b7181b85e",
    senderNonce: "2da58fb85ff1b81d0b7181b85e",
    recipientNonce: "2ca58fb85ff1b81c0b7181b85e",
  },
] as const;

/** Requests with sequence number 20: RFC 8613 §C.4 to §C.6. `derivation` is the index of the client's keys. */
export const requests = [
  {
    section: "C.4",
    derivation: 0,
    plain: bytes("44015d1f00003974396c6f63616c686f737483747631"),
    protected: "44025d1f00003974396c6f63616c686f7374620914ff612f1092f1776f1c1668b3825e",
  },
  {
    section: "C.5",
    derivation: 2,
    plain: bytes("440171c30000b932396c6f63616c686f737483747631"),
    protected: "440271c30000b932396c6f63616c686f737463091400ff4ed339a5a379b0b8bc731fffb0",
  },
  {
    section: "C.6",
    derivation: 4,
    plain: bytes("44012f8eef9bbf7a396c6f63616c686f737483747631"),
    protected: "44022f8eef9bbf7a396c6f63616c686f73746b19140837cbf3210017a2d3ff72cd7273fd331ac45cffbe55c3",
  },
] as const;

/** Responses to the request of §C.4: RFC 8613 §C.7 with its nonce, §C.8 with Partial IV 0. */
export const responses = [
  {
    section: "C.7",
    plain: bytes("64455d1f00003974ff48656c6c6f20576f726c6421"),
    protected: "64445d1f0000397490ffdbaad1e9a7e7b2a813d3c31524378303cdafae119106",
  },
  {
    section: "C.8",
    plain: bytes("64455d1f00003974ff48656c6c6f20576f726c6421"),
    protected: "64445d1f00003974920100ff4d4c13669384b67354b2b6175ff4b8658c666a6cf88e",
  },
] as const;
