import type { Rule } from "./parameters";

/** https://telerivet.com/api/webhook */
const allowedPorts = [80, 443, 8000, 8080, 8443];

export interface WebhookUrlOptions {
  /** Takes any port of this machine, which the real one does not. */
  anyLoopbackPort: boolean;
}

/** That a URL with another port is refused when it is given, and not in silence when it is called, is unconfirmed. */
export function webhookUrl({ anyLoopbackPort }: WebhookUrlOptions): Rule {
  return (value) => {
    if (typeof value !== "string" || !URL.canParse(value)) return "must be a URL";
    const { protocol, hostname, port } = new URL(value);
    if (!/^https?:$/.test(protocol)) return "must begin with https:// or http://";
    const isFree = anyLoopbackPort && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
    const isAllowed = isFree || port === "" || allowedPorts.includes(Number(port));
    return isAllowed ? undefined : `must have one of the ports ${allowedPorts.join(", ")}`;
  };
}
