import type { ClientOpts } from "twilio/lib/base/BaseTwilio";

interface SdkRequest {
  method: string;
  uri: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  data?: Record<string, string | string[]>;
  username: string;
  password: string;
}

const pairs = (data: Record<string, string | string[]>) =>
  Object.entries(data).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));

/** For Twilio's own SDK: sends what it would send to the real origin to a stand-in. */
export function sdkHttpClient(origin: string, standInUrl: string) {
  const client = {
    request: async ({ method, uri, headers, params = {}, data = {}, username, password }: SdkRequest) => {
      if (!uri.startsWith(`${origin}/`)) throw new Error(`The SDK called ${uri}`);
      const url = new URL(uri.replace(origin, standInUrl));
      for (const [name, value] of pairs(params)) url.searchParams.set(name, value);
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
      const response = await fetch(url, {
        method,
        headers: { ...headers, authorization },
        ...(method === "post" ? { body: new URLSearchParams(pairs(data)) } : {}),
      });
      return { statusCode: response.status, body: await response.text(), headers: {} };
    },
  };
  return client as unknown as NonNullable<ClientOpts["httpClient"]>;
}
