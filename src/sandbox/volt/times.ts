/** `2022-04-07T22:21:04.259+00:00`, as Volt writes times. */
export const voltTime = (epochMs: number) => new Date(epochMs).toISOString().replace("Z", "+00:00");

export const voltTimeOrNull = (epochMs: number | null) => (epochMs === null ? null : voltTime(epochMs));
