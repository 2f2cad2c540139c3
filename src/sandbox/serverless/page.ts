/** One page of a list, as https://www.twilio.com/docs/usage/twilios-response#pagination describes. */
export function page(key: string, items: readonly unknown[], url: URL): unknown {
  const size = Math.min(Number(url.searchParams.get("PageSize") ?? 50), 1000);
  const number = Number(url.searchParams.get("Page") ?? 0);
  const pages = Math.max(Math.ceil(items.length / size), 1);
  const urlOf = (wanted: number) =>
    `https://serverless.twilio.com${url.pathname}?PageSize=${size}&Page=${wanted}`;
  return {
    [key]: items.slice(number * size, (number + 1) * size),
    meta: {
      key,
      page: number,
      page_size: size,
      url: urlOf(number),
      first_page_url: urlOf(0),
      previous_page_url: number > 0 ? urlOf(number - 1) : null,
      next_page_url: number + 1 < pages ? urlOf(number + 1) : null,
    },
  };
}
