/** https://www.twilio.com/docs/glossary/what-is-a-sid */
export function isMessageSid(text: string): boolean {
  return /^(SM|MM)[0-9a-f]{32}$/i.test(text);
}
