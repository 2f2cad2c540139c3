/** Beyond the year 5000 in seconds, and in 1973 in milliseconds. */
const SECONDS_END = 100_000_000_000;

const HAS_ZONE = /(Z|[+-]\d\d:?\d\d)$/i;

/** Epoch milliseconds of a time that Volt wrote: ISO 8601, UTC where it names no zone, or epoch seconds. */
export function epochMs(time: string | number | null | undefined): number | undefined {
  const at =
    typeof time === "number"
      ? time * (Math.abs(time) < SECONDS_END ? 1_000 : 1)
      : Date.parse(isoWithZone(time ?? ""));
  return Number.isNaN(new Date(at).getTime()) ? undefined : at;
}

/** The same as Insights wants it: `2022-04-07T22:21:04.259Z`. */
export function isoTime(time: string | number | null | undefined): string | undefined {
  const at = epochMs(time);
  return at === undefined ? undefined : new Date(at).toISOString();
}

function isoWithZone(time: string): string {
  return /T\d\d:\d\d/.test(time) && !HAS_ZONE.test(time) ? `${time}Z` : time;
}
