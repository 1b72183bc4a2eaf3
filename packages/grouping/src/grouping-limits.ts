/** Limits of one group or scene. */
export interface GroupingLimits {
  /** Members that are asked at the same time; the others wait for their turn. */
  readonly maxAtOnce: number;
  /** Longest wait for one member. */
  readonly timeoutMs: number;
  /** Longest wait for all of them; who has not been asked by then is not asked. */
  readonly deadlineMs: number;
  /** Requests to one member that wait for those before them; more fail with RequestError WOT_TOO_MANY. */
  readonly maxWaiting: number;
  /** Changes of members within this time are told as one. */
  readonly settleMs: number;
  /** Members that come and go within this time change a group at once. */
  readonly gatherMs: number;
  /** Members of one group or scene. */
  readonly maxMembers: number;
  /** Time between two steps of a transition. */
  readonly fadeStepMs: number;
  /** Steps of one transition; those of a longer one are further apart. */
  readonly maxFadeSteps: number;
}

export const groupingLimits: GroupingLimits = {
  maxAtOnce: 8,
  timeoutMs: 5_000,
  deadlineMs: 15_000,
  maxWaiting: 64,
  settleMs: 100,
  gatherMs: 1_000,
  maxMembers: 1_000,
  fadeStepMs: 500,
  maxFadeSteps: 120,
};
