const gsm7 = /^[\n\r !-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ]*$/;

export const isGsm7 = (body: string) => gsm7.test(body);

/** Near enough to Twilio's and the others' count; characters of GSM-7's extension table count as UCS-2 here. */
export function countSegments(body: string): number {
  const [alone, joined] = isGsm7(body) ? [160, 153] : [70, 67];
  return body.length <= alone ? 1 : Math.ceil(body.length / joined);
}
