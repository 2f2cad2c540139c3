/** What a message becomes next, with what is told of an error. */
export interface Stage {
  status: string;
  errorMessage?: string;
}

/** https://telerivet.com/api/webhook, where they are the numbers of a Test Number route; here any route knows them. */
const testNumbers: Record<string, readonly Stage[]> = {
  "+15005550011": [{ status: "failed", errorMessage: "Example error message." }],
  "+15005550012": [{ status: "sent" }, { status: "delivered" }],
  "+15005550013": [
    { status: "sent" },
    { status: "not_delivered", errorMessage: "Example delivery failure message." },
  ],
  "+15005550014": [
    { status: "failed_queued", errorMessage: "Example temporary failure message." },
    { status: "sent" },
  ],
};

/** Without a delivery report `sent` is the last there ever is. */
export const stagesOf = (toNumber: string): Stage[] => [...(testNumbers[toNumber] ?? [{ status: "sent" }])];
