const COMPANION =
  /^(?:readme|licen[cs]e|copying|notice|authors|changelog|changes|contributing|citation|sha\d*sums?|md5sums?|checksums?|manifest|metadata|datapackage|index)(?:\.(?:txt|md|rst|json|html?|cff|asc|sha\d+|md5))?$/i;
const OTHER_KIND =
  /\.(?:md|rst|html?|css|js|ts|py|ipynb|r|sh|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|ico|exe|dll|so|zone\.identifier|asc|sig|sha\d+|md5|pyc|sqlite3?|db|bin|onnx|pkl|npy|yml|yaml|toml|lock|ini)$/i;

/** Why a file in a folder or an archive is left out by its name, or null where it may hold names. */
export function clutterReason(name: string): string | null {
  const parts = name.split(/[/\\!]/);
  const base = parts.at(-1) ?? '';
  if (parts.includes('__MACOSX') || base.startsWith('._')) return "macOS' own data";
  if (parts.some((part) => part.startsWith('.') && part !== '.' && part !== '..')) return 'hidden';
  if (/^thumbs\.db$|^desktop\.ini$/i.test(base)) return "Windows' own data";
  if (COMPANION.test(base)) return 'about the files';
  return OTHER_KIND.test(base) ? 'no file of names' : null;
}
