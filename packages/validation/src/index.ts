export { type JudgeOptions, judgeDocument } from "./judge-document.js";
export type { DocumentKind, Judgement, JudgementFinding, Verdict } from "./judgement.js";
export { positionAt, type SourceMap, type SourcePosition, sourceMap } from "./source-map.js";
