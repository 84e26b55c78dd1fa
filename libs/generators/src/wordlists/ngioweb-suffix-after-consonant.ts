/** The suffixes of Ngioweb's name parts after a consonant; two occur twice, as in the malware. */
export const NGIOWEB_SUFFIX_AFTER_CONSONANT =
  'able ant ate age ance ancy an ary al en ency er etn ed ese ern ize ify ing ish ity ion ian ism ist ic ical ible ive ite ish ian or ous ure';
