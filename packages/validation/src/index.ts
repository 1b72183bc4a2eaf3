export { type JudgeOptions, judgeDocument } from "./judge-document.js";
export type { DocumentKind, Judgement, JudgementFinding, Verdict } from "./judgement.js";
export { type SourceMap, sourceMap } from "./source-map.js";
export type { SourcePosition } from "./source-position.js";
