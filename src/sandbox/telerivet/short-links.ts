import type { Media, Message, ShortUrl } from "./message-resource";

type Shortened = Pick<Message, "content"> & Partial<Pick<Message, "short_urls" | "media" | "time_clicked">>;

/** Puts short links for the URLs in the text where clicks are tracked, and at its end for the media of an SMS. */
export function shorten(
  content: string | null,
  options: {
    trackClicks: boolean;
    mediaUrls: readonly string[];
    messageType: string;
    expiration: number | null;
    newShortUrl: () => string;
  },
): Shortened {
  const { trackClicks, mediaUrls, messageType, expiration, newShortUrl } = options;
  const shortUrls: ShortUrl[] = [];
  const link = (details: Pick<ShortUrl, "link_type" | "destination_url" | "media_index">) => {
    const shortUrl = newShortUrl();
    shortUrls.push({ short_url: shortUrl, time_clicked: null, expiration_time: expiration, ...details });
    return shortUrl;
  };
  const tracked =
    trackClicks && content !== null
      ? content.replace(/https?:\/\/\S+/g, (url) => link({ link_type: "redirect", destination_url: url }))
      : content;
  const appended =
    messageType === "sms"
      ? mediaUrls.map((_, index) => link({ link_type: "media", media_index: index }))
      : [];
  return {
    content: appended.length === 0 ? tracked : [tracked, ...appended].filter(Boolean).join("\n"),
    ...(shortUrls.length > 0 ? { short_urls: shortUrls, time_clicked: null } : {}),
    ...(mediaUrls.length > 0 ? { media: mediaUrls.map(mediaOf) } : {}),
  };
}

const mediaOf = (url: string): Media => ({ url, type: null, filename: null, size: null });
