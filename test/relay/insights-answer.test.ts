import { judgeAnswer } from "../../src/relay/insights-answer";

const judge = (status: number, body = "", headers: Record<string, string> = {}) =>
  judgeAnswer({ status, headers, body }, Date.UTC(2026, 0, 1));

describe("what an answer of Insights means", () => {
  it.each([
    [
      "202 with Volt's own body",
      202,
      '{"message":"Received message data","requestId":"r-1"}',
      { verdict: "taken", requestId: "r-1" },
    ],
    [
      "200 with the printed envelope",
      200,
      '{"statusCode":202,"headers":{},"body":{"message":"Received","requestId":"r-2"}}',
      { verdict: "taken", requestId: "r-2" },
    ],
    [
      "an envelope whose body is text",
      200,
      '{"statusCode":202,"body":"{\\"requestId\\":\\"r-3\\"}"}',
      { verdict: "taken", requestId: "r-3" },
    ],
    ["204 without a body", 204, "", { verdict: "taken" }],
    ["2xx with HTML", 200, "<html>", { verdict: "taken" }],
    ["2xx around an inner 500", 200, '{"statusCode":500}', { verdict: "try_again", status: 500 }],
    ["2xx around an inner 400", 200, '{"statusCode":400,"body":"no"}', { verdict: "never", status: 400 }],
    ["2xx around an inner 401", 200, '{"statusCode":401}', { verdict: "misconfigured", status: 401 }],
    [
      "an outer failure is not mended by an inner success",
      502,
      '{"statusCode":202}',
      { verdict: "try_again", status: 502 },
    ],
    ["408", 408, "", { verdict: "try_again", status: 408 }],
    ["425", 425, "", { verdict: "try_again", status: 425 }],
    ["429", 429, "", { verdict: "try_again", status: 429 }],
    ["500", 500, "", { verdict: "try_again", status: 500 }],
    ["503 with HTML", 503, "<html><title>token bucket</title></html>", { verdict: "try_again", status: 503 }],
    ["599", 599, "", { verdict: "try_again", status: 599 }],
    ["401", 401, '{"message":"Unauthorized"}', { verdict: "misconfigured", status: 401 }],
    ["403", 403, '{"message":"Forbidden"}', { verdict: "misconfigured", status: 403 }],
    ["404", 404, "", { verdict: "misconfigured", status: 404 }],
    ["405", 405, "", { verdict: "misconfigured", status: 405 }],
    ["301", 301, "", { verdict: "misconfigured", status: 301 }],
    ["307", 307, "", { verdict: "misconfigured", status: 307 }],
    [
      "a 400 about the token",
      400,
      '{"message":"Token not provided"}',
      { verdict: "misconfigured", status: 400 },
    ],
    ["400", 400, '{"message":"Missing required fields"}', { verdict: "never", status: 400 }],
    ["409", 409, "", { verdict: "never", status: 409 }],
    ["413", 413, "", { verdict: "never", status: 413 }],
    ["422", 422, "", { verdict: "never", status: 422 }],
    ["418", 418, "", { verdict: "never", status: 418 }],
  ])("%s", (_case, status, body, expected) => {
    expect(judge(status, body)).toEqual(expected);
  });

  it("hands on how long Insights asks to wait", () => {
    expect(judge(429, "", { "retry-after": "7" })).toEqual({
      verdict: "try_again",
      status: 429,
      afterMs: 7_000,
    });
  });
});
