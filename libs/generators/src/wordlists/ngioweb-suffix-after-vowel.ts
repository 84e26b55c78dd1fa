/** The suffixes of Ngioweb's name parts after a vowel. */
export const NGIOWEB_SUFFIX_AFTER_VOWEL =
  'dom hood less like ly fy ful ness ment sion ssion ship ty th tion ward';
