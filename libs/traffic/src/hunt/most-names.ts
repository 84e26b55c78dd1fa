/** Names whose scores a hunt remembers: enough for the popular ones of a large network, in a quarter of a gigabyte. */
export const MOST_HUNTED_NAMES = 250_000;
