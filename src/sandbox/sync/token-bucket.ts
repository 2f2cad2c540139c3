export interface TokenBucketOptions {
  perSecond: number;
  /** How many seconds' worth may be taken at once after a quiet time. */
  burstSeconds: number;
  now: () => number;
}

export interface TokenBucket {
  /** Takes that many tokens; false takes none, because there are too few. */
  take: (count?: number) => boolean;
}

/** Starts full, as after a quiet time. */
export function createTokenBucket({ perSecond, burstSeconds, now }: TokenBucketOptions): TokenBucket {
  const capacity = perSecond * burstSeconds;
  let tokens = capacity;
  let filledAt = now();

  return {
    take: (count = 1) => {
      const at = now();
      // A clock that is set back drains nothing.
      tokens = Math.min(capacity, tokens + (Math.max(0, at - filledAt) / 1000) * perSecond);
      filledAt = at;
      // What is larger than the bucket passes when it is full, or it never could.
      const taken = Math.min(count, capacity);
      if (tokens < taken) return false;
      tokens -= taken;
      return true;
    },
  };
}
