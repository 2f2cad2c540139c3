/**
 * Preloaded into a process (`node --require dist/sandbox/redirect.js …`) so that its HTTPS calls to the real hosts
 * reach local stand-ins, and nothing else leaves the machine. The product's code knows nothing of it: what runs in the
 * sandbox is byte for byte what is deployed.
 *
 * SANDBOX_REDIRECT holds a JSON object from host name to local port: `{"api.twilio.com":40101}`.
 */
import dns from "node:dns";
import net from "node:net";
import tls from "node:tls";

type Lookup = typeof dns.lookup;

const ports = new Map(
  Object.entries(JSON.parse(process.env.SANDBOX_REDIRECT ?? "{}") as Record<string, number>),
);

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(host);

function refusal(host: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(
    `The sandbox has no stand-in for ${host}, and nothing leaves this machine.`,
  );
  error.code = "ENOTFOUND";
  return error;
}

const connectByTls = tls.connect;

// https.Agent looks `tls.connect` up at every connection and passes one options object.
tls.connect = ((options: tls.ConnectionOptions, ...rest: never[]): net.Socket => {
  const port = ports.get(options.host ?? "");
  if (port === undefined) return connectByTls(options, ...rest);
  const socket = net.connect({ host: "127.0.0.1", port });
  // Some clients, the global fetch among them, wait for the handshake.
  return socket.once("connect", () => socket.emit("secureConnect"));
}) as unknown as typeof tls.connect;

const lookUp = dns.lookup;

dns.lookup = ((host: string, ...rest: unknown[]) => {
  if (isLoopback(host)) {
    (lookUp as (...all: unknown[]) => void)(host, ...rest);
    return;
  }
  const callback = rest.at(-1) as (error: Error) => void;
  process.nextTick(() => {
    callback(refusal(host));
  });
}) as unknown as Lookup;
