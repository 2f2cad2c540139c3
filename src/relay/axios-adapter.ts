import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import axios, {
  AxiosError,
  AxiosHeaders,
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "axios";

/**
 * One exchange by node:http(s), for axios: text out, text in, over HTTP/1.1, with no redirect, proxy or compression. (A
 * redirected POST would become a GET that carries the bearer token to wherever it points.)
 *
 * axios' own adapter can do all the rest too. The relay uses none of it, and every new instance would pay 28 KB and some
 * 4 ms before its first answer. Takes `url`, `method`, `headers`, `data`, `signal`, `maxContentLength` and the two agents
 * from the request's configuration, and fails with an AxiosError with the code that axios' adapter gives.
 */
export const plainAdapter: AxiosAdapter = (config) =>
  new Promise((resolve, reject) => {
    const url = new URL(config.url ?? "");
    const overTls = url.protocol === "https:";
    const request = (overTls ? https : http).request(url, {
      method: config.method?.toUpperCase() ?? "GET",
      headers: headersOf(config),
      agent: (overTls ? config.httpsAgent : config.httpAgent) as http.Agent | undefined,
      signal: config.signal as AbortSignal | undefined,
    });
    request.on("error", (error) => {
      reject(AxiosError.from(error, undefined, config, request));
    });
    request.on("response", (answer) => {
      readText(answer, config).then((data) => {
        resolve(responseOf(answer, data, config, request));
      }, reject);
    });
    // As bytes: Node would write the headers, too, in the encoding of a text that goes out with them.
    request.end(Buffer.from(typeof config.data === "string" ? config.data : ""));
  });

function headersOf({ headers }: InternalAxiosRequestConfig): http.OutgoingHttpHeaders {
  headers.set("User-Agent", `axios/${axios.VERSION}`, false);
  // Node throws at what is no byte; a token with a stray character should be refused by the other side instead.
  return Object.fromEntries(
    Object.entries(headers.toJSON(true)).map(([name, value]) => [
      name,
      value.replace(/[^\t\x20-\x7e\x80-\xff]/g, ""),
    ]),
  );
}

function readText(answer: IncomingMessage, config: InternalAxiosRequestConfig): Promise<string> {
  const { maxContentLength = Infinity } = config;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      reject(AxiosError.from(error, AxiosError.ERR_BAD_RESPONSE, config));
    };
    answer.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= maxContentLength) return;
      fail(new Error(`The answer has more than ${maxContentLength} bytes.`));
      answer.destroy();
    });
    answer.on("end", () => {
      resolve(
        Buffer.concat(chunks)
          .toString()
          .replace(/^\uFEFF/, ""),
      );
    });
    answer.on("error", fail);
  });
}

function responseOf(
  answer: IncomingMessage,
  data: string,
  config: InternalAxiosRequestConfig,
  request: http.ClientRequest,
): AxiosResponse<string> {
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? "",
    headers: new AxiosHeaders(answer.headers as Record<string, string | string[]>),
    data,
    config,
    request,
  };
}
