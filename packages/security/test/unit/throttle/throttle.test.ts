import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { type SecurityOptions, security, staticVerifier } from "../../../src/index.js";
import { presenting, thingWith } from "../../fixtures.js";

const ada = { name: "ada", scopes: [] };
const thing = thingWith({ b: { scheme: "basic" }, t: { scheme: "bearer" } });

/** A Thing's authenticator, and attempts at it at a time that the test sets. */
function guarded(throttle: SecurityOptions["throttle"] = {}, peer: string | undefined = "192.0.2.1") {
  const time = { now: 0 };
  const asked: string[] = [];
  const known = staticVerifier({
    b: [{ credentials: { username: "ada", password: "good" }, principal: ada }],
    t: [{ credentials: { token: "good" }, principal: ada }],
  });
  const verifier = {
    verify: (...args: Parameters<typeof known.verify>) => {
      asked.push(args[0]);
      return known.verify(...args);
    },
  };
  const clock = { now: () => time.now, after: () => ({ cancel: () => {} }) };
  const composed = security(undefined, undefined, { throttle, clock });
  const servers = { b: composed.server(thing, ["b"], verifier)!, t: composed.server(thing, ["t"], verifier)! };
  const attempt = (authorization: string, from = peer, scheme: "b" | "t" = "b"): string => {
    try {
      const headers = { authorization };
      const outcome = servers[scheme].verify(presenting({ headers, ...(from === undefined ? {} : { peer: from }) }));
      return outcome instanceof Error ? "refused" : "admitted";
    } catch (error) {
      return error instanceof RequestError ? `${error.code} ${error.retryAfterMs}` : String(error);
    }
  };
  const basic = (name: string, password: string, from = peer) => attempt(`Basic ${btoa(`${name}:${password}`)}`, from);
  const many = (count: number, work: () => string) => Array.from({ length: count }, work);
  return { time, asked, attempt, basic, many };
}

describe("the throttle", () => {
  it("asks the verifier no more after five wrong passwords, and says when to come back", () => {
    const { basic, many, asked } = guarded();
    expect(many(6, () => basic("ada", "bad"))).toEqual(new Array(6).fill("refused"));
    expect(basic("ada", "good")).toBe("WOT_TOO_MANY 1000");
    expect(asked).toHaveLength(6);
  });

  it("doubles the delay with each failure, up to its limit", () => {
    const { basic, many, time } = guarded({ freeFailures: 1, firstDelayMs: 100, maxDelayMs: 350 });
    many(2, () => basic("ada", "bad"));
    for (const delay of [100, 200, 350, 350]) {
      expect(basic("ada", "bad")).toBe(`WOT_TOO_MANY ${delay}`);
      time.now += delay;
      expect(basic("ada", "bad")).toBe("refused");
    }
  });

  it("forgets failures once the right password comes", () => {
    const { basic, many, time } = guarded();
    many(6, () => basic("ada", "bad"));
    time.now += 1_000;
    expect(basic("ada", "good")).toBe("admitted");
    expect(many(5, () => basic("ada", "bad"))).toEqual(new Array(5).fill("refused"));
    expect(basic("ada", "good")).toBe("admitted");
  });

  it("forgets failures with time", () => {
    const { basic, many, time } = guarded();
    many(5, () => basic("ada", "bad"));
    time.now += 15 * 60_000 + 1;
    many(5, () => basic("ada", "bad"));
    expect(basic("ada", "good")).toBe("admitted");
  });

  it("locks nobody out who comes from elsewhere", () => {
    const { basic, many } = guarded();
    many(50, () => basic("ada", "bad"));
    expect(basic("ada", "good")).toContain("WOT_TOO_MANY");
    expect(basic("ada", "good", "192.0.2.2")).toBe("admitted");
  });

  it("takes the addresses of one IPv6 network for one peer", () => {
    const { basic, many } = guarded();
    let host = 0;
    many(6, () => basic("ada", "bad", `2001:db8::${++host}`));
    expect(basic("ada", "good", "2001:db8::ffff")).toContain("WOT_TOO_MANY");
    expect(basic("ada", "good", "2001:db8:0:1::1")).toBe("admitted");
  });

  it("slows down a peer that tries one password with many names, even if it knows a good one", () => {
    const { basic, many } = guarded({ freeNames: 10 });
    let name = 0;
    many(11, () => {
      basic("ada", "good");
      return basic(`user${++name}`, "123456");
    });
    expect(basic("other", "123456")).toBe("WOT_TOO_MANY 1000");
    expect(basic("ada", "good")).toBe("WOT_TOO_MANY 1000");
  });

  it("lets others of an address in while one of them tries again and again", () => {
    const { basic, many, time } = guarded();
    many(1_000, () => {
      time.now += 10_000;
      return basic("forgetful", "bad");
    });
    expect(basic("forgetful", "bad")).toContain("WOT_TOO_MANY");
    expect(basic("ada", "good")).toBe("admitted");
  });

  it("takes each token for a name of its own, for all Things together", () => {
    const { attempt, many, time } = guarded();
    many(6, () => attempt("Bearer old", undefined, "t"));
    expect(attempt("Bearer old", undefined, "t")).toContain("WOT_TOO_MANY");
    expect(attempt("Bearer good", undefined, "t")).toBe("admitted");
    let guess = 0;
    many(50, () => attempt(`Bearer guess${++guess}`, undefined, "t"));
    expect(attempt("Bearer good", undefined, "t")).toContain("WOT_TOO_MANY");
    time.now += 1_000;
    expect(attempt("Bearer good", undefined, "t")).toBe("admitted");
  });

  it("does not count a request without credentials", () => {
    const { attempt, basic, many } = guarded();
    expect(many(100, () => attempt(""))).toEqual(new Array(100).fill("refused"));
    expect(basic("ada", "good")).toBe("admitted");
  });

  it("remembers a bounded number of peers and names", () => {
    const { basic, many } = guarded({ maxTracked: 4 });
    many(6, () => basic("ada", "bad"));
    for (const peer of ["192.0.2.2", "192.0.2.3"]) basic("eve", "bad", peer);
    expect(basic("ada", "good")).toBe("admitted");
  });

  it("does nothing where peers cannot be told apart, or when it is off", () => {
    const memory = guarded({}, undefined as never);
    memory.many(20, () => memory.attempt("Basic x", undefined));
    const off = guarded(false);
    off.many(20, () => off.basic("ada", "bad"));
    expect(off.basic("ada", "good")).toBe("admitted");
  });
});

/** A verifier that answers when the test says so, and attempts of one peer at it. */
function slow(throttle: SecurityOptions["throttle"]) {
  const answers: ((principal: typeof ada | undefined) => void)[] = [];
  const verifier = { verify: () => new Promise<typeof ada | undefined>((resolve) => answers.push(resolve)) };
  const clock = { now: () => 0, after: () => ({ cancel: () => {} }) };
  const composed = security(undefined, undefined, { throttle, clock });
  const servers = { b: composed.server(thing, ["b"], verifier)!, t: composed.server(thing, ["t"], verifier)! };
  const attempt = (authorization: string, scheme: "b" | "t" = "b") => {
    const outcome = (async () =>
      servers[scheme].verify(presenting({ headers: { authorization }, peer: "192.0.2.1" })))();
    return outcome.then(
      (judged) => (judged instanceof Error ? "refused" : "admitted"),
      (error: RequestError) => error.code,
    );
  };
  const basic = (name: string, password: string) => attempt(`Basic ${btoa(`${name}:${password}`)}`);
  const answer = async (principal?: typeof ada) => {
    for (const each of answers.splice(0)) each(principal);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { attempt, basic, answer, answers };
}

describe("the throttle of a verifier that takes its time", () => {
  it("has no more looked at than its limit, of each name", async () => {
    const { basic, answer, answers } = slow({ maxPending: 3 });
    const guesses = Array.from({ length: 5 }, (_, guess) => basic("ada", `${guess}`));
    const other = basic("eve", "x");
    expect(answers).toHaveLength(4);
    await answer(ada);
    expect(await Promise.all([...guesses, other])).toEqual([
      ...["admitted", "admitted", "admitted", "WOT_TOO_MANY", "WOT_TOO_MANY"],
      "admitted",
    ]);
    void basic("ada", "again");
    expect(answers).toHaveLength(1);
  });

  it("has no more looked at than free failures are left, once one was wrong", async () => {
    const { basic, answer, answers } = slow({ freeFailures: 3 });
    void basic("ada", "wrong");
    await answer();
    const guesses = Array.from({ length: 50 }, (_, guess) => basic("ada", `${guess}`));
    expect(answers).toHaveLength(3);
    await answer();
    const outcomes = await Promise.all(guesses);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(3);
    expect(await basic("ada", "right")).toBe("WOT_TOO_MANY");
  });

  it("takes one token many times at once", async () => {
    const { attempt, answer, answers } = slow({ maxPending: 1 });
    const uses = Array.from({ length: 50 }, () => attempt("Bearer good", "t"));
    expect(answers).toHaveLength(50);
    await answer(ada);
    expect(new Set(await Promise.all(uses))).toEqual(new Set(["admitted"]));
  });

  it("lets go of an attempt that fails by itself", async () => {
    const { basic, answers } = slow({ maxPending: 1 });
    const attempt = basic("ada", "x");
    answers.splice(0)[0]!(Promise.reject(new Error("the database is away")) as never);
    expect(await attempt).toBeUndefined();
    void basic("ada", "x");
    expect(answers).toHaveLength(1);
  });
});
