/** Hides all but the last two digits of every phone number in a text: `+15550001234` becomes `+*********34`. */
export function maskNumbers(text: string): string {
  return text.replace(/\+\d{5,}/g, (number) => "+" + "*".repeat(number.length - 3) + number.slice(-2));
}
