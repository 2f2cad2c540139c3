import type { Vars } from "./parameters";

/** A basic route: github.com/Telerivet/telerivet-node-client, lib/telerivet/phone.js. Android's own fields are left out. */
export interface Phone {
  id: string;
  name: string;
  phone_number: string;
  /** `android`, `twilio`, … */
  phone_type: string;
  country: string;
  send_paused: boolean;
  time_created: number;
  last_active_time: number;
  vars: Vars;
  project_id: string;
}

/** Normalised as a phone in the US does it; undefined for short codes, names and whatever else is no number there. */
export function toE164(number: string): string | undefined {
  const digits = number.replace(/[^\d+]/g, "");
  if (/[A-Za-z]/.test(number)) return undefined;
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  return /^1\d{10}$/.test(digits) ? `+${digits}` : undefined;
}
