/** How Ngioweb ends a part that came to a vowel. */
export const ngiowebSuffixAfterVowel =
  'dom hood less like ly fy ful ness ment sion ssion ship ty th tion ward';
