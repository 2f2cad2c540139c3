export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The whole exchange, from connecting to the last byte of the answer, ends within this time. */
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One HTTP exchange. Any status is an answer; redirects are not followed.
 *
 * @throws NetworkError when there is no whole answer.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;
