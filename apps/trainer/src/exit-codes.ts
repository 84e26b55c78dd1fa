/** Exit codes that scripts depend on. */
export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;
export const FOUND_DGA = 3;
