import { isRecord } from "@thingwright/td";
import { fixDocument } from "../fix-document.js";
import { judgeDocument } from "../judge-document.js";
import type { JudgementFinding } from "../judgement.js";
import { combineSecurity } from "./combine-security.js";
import { isDeeperThan } from "./is-deeper-than.js";
import { keepEventOperations } from "./keep-event-operations.js";
import { nameThingOperations } from "./name-thing-operations.js";
import { nameVersion, td10, td11 } from "./name-version.js";
import { settleFlows } from "./settle-flows.js";
import type { Upgrade, UpgradeNote, UpgradeStep } from "./upgrade.js";

/** What TD 1.1 changed against TD 1.0, one step each. The version goes first, so that pointers into @context hold. */
const steps: readonly UpgradeStep[] = [
  nameVersion,
  keepEventOperations,
  nameThingOperations,
  combineSecurity,
  settleFlows,
];

/** Deepest nesting that is looked at; the deepest that `judgeDocument` takes. */
const maxDepth = 512;

/**
 * Makes a Thing Description or Thing Model of TD 1.1 from one of TD 1.0. What it means to a Consumer stays: where TD 1.1
 * has another default, the old one is written out. What breaks TD 1.1 and cannot be mended in one way is `open`. A
 * document that names TD 1.1 already comes back as it is; so does what is no document, and that is `open` then.
 *
 * The argument is not changed. Never throws for what is in it, which has to be JSON.
 *
 * @see TD 1.1 §5.3.1.1 (`@context`), §5.4 (default values), §6.3.4 (security)
 */
export function upgradeDocument(document: unknown): Upgrade {
  const refuse = (message: string): Upgrade => ({ document, changes: [], open: [{ pointer: "", message }] });
  if (!isRecord(document)) return refuse("the document is not a JSON object");
  if (isDeeperThan(document, maxDepth)) return refuse(`the document is nested more than ${maxDepth} levels deep`);
  const contexts = [document["@context"]].flat(1);
  if (contexts.includes(td11)) return { document, changes: [], open: [] };
  if (!contexts.includes(td10)) return refuse(`@context does not name ${td10}, so this is not TD 1.0`);
  const changes: UpgradeNote[] = [];
  const open: UpgradeNote[] = [];
  const upgraded = steps.reduce<Readonly<Record<string, unknown>>>(
    (value, step) =>
      step(
        value,
        (pointer, message) => changes.push({ pointer, message }),
        (pointer, message) => open.push({ pointer, message }),
      ),
    document,
  );
  return mended(upgraded, changes, open);
}

/** Mends what TD 1.1 forbids and can be mended in one way; the rest is open, but for what is so at its place already. */
function mended(document: unknown, changes: readonly UpgradeNote[], open: readonly UpgradeNote[]): Upgrade {
  const text = JSON.stringify(document);
  const limits = { maxDepth, maxBytes: 3 * text.length + 3 };
  const isFirst = ({ level, follows }: JudgementFinding) => level === "error" && follows === undefined;
  const noteOf = ({ pointer, message }: JudgementFinding): UpgradeNote => ({ pointer, message });
  const before = judgeDocument(text, limits).findings.filter(isFirst);
  const fixed = before.some(({ fixable }) => fixable) ? fixDocument(text, limits) : text;
  const after = fixed === text ? before : judgeDocument(fixed, limits).findings.filter(isFirst);
  const told = new Set(open.map(({ pointer }) => pointer));
  return {
    document: fixed === text ? document : JSON.parse(fixed),
    changes: [...changes, ...before.filter(({ fixable }) => fixed !== text && fixable).map(noteOf)],
    open: [...open, ...after.filter(({ pointer }) => !told.has(pointer)).map(noteOf)],
  };
}
