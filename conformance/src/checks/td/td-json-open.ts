import { documentCheck } from "../../kinds/document-check.js";

export const tdIsJson = documentCheck({
  id: "td-json-open",
  area: "td",
  specification: "td11",
  section: "sec-td-serialization",
  level: "MUST",
  requirement: "The description is one JSON text, as RFC 8259 wants it between systems.",
  procedure:
    "Parses the description. Fails when it is no JSON text; encoding and byte order mark are judged by themselves.",
  example: "The document ends before its last brace.",
  safety: "read",
  judge(bytes) {
    const expected = "one JSON text";
    try {
      JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      return { judgement: "holds", expected, actual: "it is one" };
    } catch (error) {
      if (error instanceof SyntaxError) return { judgement: "violated", expected, actual: error.message };
      return { judgement: "inconclusive", expected, actual: "the bytes are not UTF-8, so there is no text" };
    }
  },
});
