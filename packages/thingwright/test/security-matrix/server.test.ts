import { parseThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Parts } from "./by-hand.js";
import { type Answer, ask, other, type Placement, placements, serveMatrix } from "./matrix-server.js";
import { type Quality, type SchemeCase, schemeCases } from "./scheme-cases.js";
import { Witness } from "./secrets.js";

const witness = new Witness();
let served: Awaited<ReturnType<typeof serveMatrix>>;
beforeAll(async () => {
  served = await serveMatrix(witness);
});
afterAll(() => served[Symbol.asyncDispose]());

const value = { level: 1 };

/** Asks to write with credentials of a quality, and with the second scheme's where a combination needs them. */
async function attempt(
  scheme: SchemeCase,
  placement: Placement,
  quality: Quality,
  withOther: boolean,
): Promise<Answer> {
  const url = served.urlOf(scheme, placement);
  const extra: Parts = withOther ? other.parts : {};
  const found = quality === "missing" ? undefined : scheme.credentials[quality];
  const parts = found === undefined ? {} : await partsOf(scheme, url, found);
  served.time.aheadMs = 0;
  const headers = { ...extra.headers, ...parts.headers };
  if (quality === "expired") served.time.aheadMs = 3_600_000;
  const answer = await ask(url, "PUT", { ...parts, headers }, value);
  served.time.aheadMs = 0;
  witness.sees(answer.body, answer.headers);
  return answer;
}

async function partsOf(scheme: SchemeCase, url: string, found: object): Promise<Parts> {
  const { challenges } = await ask(url, "PUT", {}, value);
  const digests = challenges.filter((challenge) => challenge.startsWith("Digest"));
  return scheme.present({ ...found }, { method: "PUT", uri: new URL(url).pathname }, digests);
}

/** Challenges for the second scheme where it is missing, and not enough without it. */
const expected = (
  scheme: SchemeCase,
  placement: Placement,
  quality: Quality,
  withOther: boolean,
): readonly RegExp[] | undefined => {
  const mine = quality === "right" ? [] : scheme.challenges(quality);
  if (placement === "oneOf") return quality === "right" || withOther ? undefined : [...mine, other.challenge];
  const others = placement === "allOf" || placement === "and" ? (withOther ? [] : [other.challenge]) : [];
  return quality === "right" && others.length === 0 ? undefined : [...mine, ...others];
};

function expectAnswer({ status, challenges, body, headers }: Answer, refusal: readonly RegExp[] | undefined): void {
  if (refusal === undefined) {
    expect([status, body]).toEqual([204, ""]);
    expect(served.written.splice(0)).toEqual([value]);
    return;
  }
  expect(status).toBe(401);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(served.written.splice(0)).toEqual([]);
  const wanted = refusal.length === 0 ? [/^Bearer$/] : refusal;
  expect(challenges.map((challenge, at) => wanted[at]?.test(challenge) || challenge)).toEqual(wanted.map(() => true));
}

const qualitiesOf = ({ credentials }: SchemeCase): readonly Quality[] => [
  ...(Object.keys(credentials) as Quality[]),
  "missing",
];
const rows = schemeCases.flatMap((scheme) =>
  placements.flatMap((placement) =>
    qualitiesOf(scheme).flatMap((quality) =>
      [true, false].map(
        (withOther) => [scheme.title, placement, quality, withOther ? "with" : "without", scheme] as const,
      ),
    ),
  ),
);

describe("a server that asks for", () => {
  it.each(rows)(
    "%s at %s, given %s credentials %s those of the second scheme",
    async (_, placement, quality, given, scheme) => {
      const withOther = given === "with";
      expectAnswer(
        await attempt(scheme, placement, quality, withOther),
        expected(scheme, placement, quality, withOther),
      );
    },
  );
});

describe("a Thing of the matrix", () => {
  it.each(schemeCases.map((scheme) => [scheme.title, scheme] as const))(
    "describes %s validly, and without a secret",
    (_, scheme) => {
      for (const placement of placements) {
        const { description } = served.thingOf(scheme, placement);
        expect(() => parseThingDescription(JSON.stringify(description))).not.toThrow();
        witness.sees(description);
      }
    },
  );

  it("is listed without a secret", async () => {
    const listing = await ask(`${served.base}/things`, "GET");
    expect(listing.status).toBe(200);
    witness.sees(listing.body, listing.headers);
  });
});

describe("nobody", () => {
  it("was shown a secret by any answer, description or log", () => {
    expect(witness.size).toBeGreaterThan(rows.length);
    expect(witness.betrayed()).toEqual([]);
  });
});
