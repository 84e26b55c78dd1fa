/** How Ngioweb ends a part that came to a vowel. */
export const NGIOWEB_SUFFIX_AFTER_VOWEL =
  'dom hood less like ly fy ful ness ment sion ssion ship ty th tion ward';
