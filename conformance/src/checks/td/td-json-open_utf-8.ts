import { documentCheck } from "../../kinds/document-check.js";

export const tdIsUtf8 = documentCheck({
  id: "td-json-open_utf-8",
  area: "td",
  specification: "td11",
  section: "sec-td-serialization",
  level: "MUST",
  requirement: "The description is encoded in UTF-8.",
  procedure: "Decodes the bytes of the description strictly. Fails on the first sequence that is not UTF-8.",
  example: "The document has an ä as the single byte E4.",
  safety: "read",
  judge(bytes) {
    const expected = "bytes that are UTF-8";
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return { judgement: "holds", expected, actual: `${bytes.byteLength} bytes of UTF-8` };
    } catch {
      return { judgement: "violated", expected, actual: "a sequence of bytes that is not UTF-8" };
    }
  },
});
