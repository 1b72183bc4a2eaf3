import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlFor } from "../../../../src/wire/http/reproduce.js";

/** What a shell makes of a line: one word each. */
function wordsOf(line: string): readonly string[] {
  return execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe("a command that reproduces", () => {
  it("stays what it is in a shell, whatever the Thing says", () => {
    const evil = "http://127.0.0.1/'$(touch x)`id`;\"a\\";
    const line = curlFor({ method: "PROPFIND", url: evil, headers: [["X-A", "it's; $HOME"]] });
    expect(wordsOf(line)).toEqual([
      ...["curl", "--silent", "--include", "--request", "PROPFIND", "--globoff", "--header", "X-A: it's; $HOME", evil],
    ]);
  });

  it("lets go of an event stream, which has no end", () => {
    const line = curlFor({ method: "GET", url: "http://a/", headers: [["Accept", "text/event-stream"]] });
    expect(line).toBe(
      "curl --silent --max-time 2 --include --globoff --header 'Accept: text/event-stream' 'http://a/'",
    );
  });

  it("lets go where nothing came", () => {
    const line = curlFor({ method: "GET", url: "http://a/", headers: [] }, {}, true);
    expect(line).toBe("curl --silent --max-time 2 --include --globoff 'http://a/'");
  });

  it("asks for the head alone with HEAD", () => {
    expect(curlFor({ method: "HEAD", url: "http://a/", headers: [] })).toBe(
      "curl --silent --head --globoff 'http://a/'",
    );
  });
});
