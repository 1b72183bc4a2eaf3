import { documentCheck } from "../../kinds/document-check.js";

export const tdHasNoByteOrderMark = documentCheck({
  id: "td-json-open_no-byte-order",
  area: "td",
  specification: "td11",
  section: "sec-td-serialization",
  level: "MUST",
  requirement: "The description does not begin with a byte order mark.",
  procedure: "Looks at the first three bytes of the description. Fails when they are EF BB BF.",
  example: "The document starts with the bytes EF BB BF.",
  safety: "read",
  judge(bytes) {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return {
      judgement: marked ? "violated" : "holds",
      expected: "no byte order mark",
      actual: marked ? "the document begins with EF BB BF" : "there is none",
    };
  },
});
