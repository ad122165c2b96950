/** How long to wait before the next attempt to connect. */

const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * Milliseconds before attempt number `attempt` (from 0): twice as long each time, and
 * anywhere in its upper half, so that a thousand readers do not return at once.
 * `random` is in [0, 1).
 */
export function delayMs(attempt: number, random: number): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** attempt);
  return most / 2 + (most / 2) * random;
}
