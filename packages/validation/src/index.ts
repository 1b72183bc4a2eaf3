export { fixDocument } from "./fix-document.js";
export { type JudgeOptions, judgeDocument } from "./judge-document.js";
export { type JudgeFullyOptions, judgeFully } from "./judge-fully.js";
export { type Judge, judgedAssertions } from "./judged-assertions.js";
export type { DocumentKind, Judgement, JudgementFinding, Verdict } from "./judgement.js";
export { type SourceMap, sourceMap } from "./source-map.js";
export type { SourcePosition } from "./source-position.js";
export { unjudgedAssertions } from "./unjudged-assertions.js";
