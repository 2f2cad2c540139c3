/** What becomes of messages, and not HTTP statuses: https://simonsays.atlassian.net/wiki/x/AYDqAg */
const meanings: Readonly<Record<string, string>> = {
  101: "Account temporarily disabled",
  102: "Feature not enabled on account",
  103: 'Invalid "from" number',
  104: "Account temporarily blocked",
  199: "Account permanently disabled",
  401: "Invalid message body",
  402: 'Invalid "to" number',
  403: "Invalid combination of arguments",
  406: "Invalid message type",
  407: "Invalid media type",
  501: "Destination not routable",
  503: "Recipient opted out or on DNC list",
  601: "Messaging rate limit exceeded",
  602: "API rate limit exceeded",
  603: "AT&T sending limit exceeded",
  701: "Blocked as spam - permanent",
  702: "Blocked as spam downstream - temporary",
  703: "Blocked as spam downstream - permanent",
  704: "Rejected by destination carrier",
  705: "Blocked as spam - temporary",
  706: "Undeliverable, possibly blocked as spam by the carrier",
  801: "Temporarily rejected by destination carrier",
  802: "Expired, handset possibly out of range",
  803: "Expired, message centre possibly overloaded",
  804: "Downstream provider unavailable",
  901: "Internal Volt error",
};

export const errorMeaning = (code: string) => meanings[code] ?? `Error ${code}`;

export interface ProviderError {
  code: string;
  title: string;
  detail: string;
  carrier: string;
}

const providerErrors: Readonly<Record<string, ProviderError>> = {
  702: {
    code: "40002",
    title: "Blocked as spam - temporary",
    detail: "The message was flagged by a SPAM filter and was not delivered. This is a temporary condition.",
    carrier: "T-MOBILE USA, INC.",
  },
};

/** What the provider downstream said, in its own numbering, where it was asked at all. */
export const providerError = (code: string): ProviderError | undefined => providerErrors[code];
