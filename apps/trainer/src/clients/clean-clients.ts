import type { BenignMaterial } from './benign-material.ts';
import { type ClientDay, DayNames } from './client-day.ts';
import type { Draw } from './draw.ts';
import {
  advertiserNames,
  digitNames,
  initialsNames,
  ownerNames,
  pinyinNames,
  shortNames,
  spamNames,
  typoOf,
} from './made-up-names.ts';

/** The most names that an ordinary client asks for in a day. */
const MOST_NAMES = 2000;

/** One ordinary client in ten has a network in which many look-ups fail. */
const BROKEN_SHARE = 0.1;
const MOST_FAILING = 0.2;

/** Adds to an ordinary day what is hard about a client of the kind. */
type HardKind = (day: DayNames, material: BenignMaterial, draw: Draw) => void;

const addAll = (
  day: DayNames,
  names: readonly string[],
  failing: (name: string) => boolean,
): void => {
  for (const name of names) day.add(name, failing(name));
};

/** Names that all fail, none of them, or some: a filter answers NXDOMAIN, a campaign is over, a network is cut off. */
const failingShare = (draw: Draw): number => draw.pick([0, 0, draw.share() * 0.3, 1]);

const withShare =
  (
    make: (material: BenignMaterial, draw: Draw) => readonly string[],
    share = failingShare,
  ): HardKind =>
  (day, material, draw) => {
    const failing = share(draw);
    addAll(day, make(material, draw), () => draw.isTrue(failing));
  };

const allFail = (): number => 1;

/** Kinds of benign clients, from easy to hard; `ordinary` has nothing added. */
export const cleanKinds = {
  ordinary: () => undefined,
  'random names': withShare(
    ({ rare, popular }, draw) =>
      draw.sample(draw.isTrue(0.7) ? rare : popular, draw.magnitude(5, 80)),
    allFail,
  ),
  'one owner': withShare(({ owners, words, thirdParty }, draw) => {
    const style = draw.below(5);
    if (style === 0) return draw.sample(draw.pick(owners), draw.between(4, 25));
    if (style === 1) return draw.sample(thirdParty, draw.magnitude(5, 80));
    return ownerNames(draw, words, draw.magnitude(4, 60));
  }),
  typos: withShare(({ popular }, draw) => {
    const count = draw.magnitude(3, 40);
    return Array.from({ length: count }, () => typoOf(draw, draw.pickPopular(popular)));
  }, allFail),
  expired: withShare(({ expired }, draw) => draw.sample(expired, draw.magnitude(4, 60)), allFail),
  'content networks': withShare(
    ({ hosted, words }, draw) => {
      const suffix = draw.pick(hosted).replace(/^[^.]+/, '');
      const ofOne = hosted.filter((name) => name.endsWith(suffix));
      return [
        ...draw.sample(hosted, draw.magnitude(4, 120)),
        ...draw.sample(ofOne, draw.between(0, 40)),
        ...ownerNames(draw, words, draw.between(0, 20)),
      ];
    },
    (draw) => draw.pick([0, 0, draw.share() * 0.2]),
  ),
  digits: withShare(({ digits }, draw) =>
    draw.isTrue(0.4)
      ? draw.sample(digits, draw.magnitude(3, 40))
      : digitNames(draw, draw.magnitude(3, 60)),
  ),
  pinyin: withShare(({ international, countries }, draw) => {
    const count = draw.magnitude(4, 80);
    const style = draw.below(6);
    if (style === 0) return draw.sample(international, count);
    if (style === 1) return initialsNames(draw, count);
    if (style === 2) return draw.sample(draw.pick(countries), count);
    return pinyinNames(draw, count);
  }),
  'short names': withShare((_, draw) => shortNames(draw, draw.magnitude(4, 60))),
  'mail server': (day, { words, rare, expired, popular }, draw) => {
    const count = draw.magnitude(20, 300);
    for (const name of [
      ...spamNames(draw, words, Math.round(count * 0.6 * draw.share())),
      ...draw.sample(rare, Math.round(count * draw.share())),
      ...draw.sample(expired, Math.round(count * 0.3 * draw.share())),
      ...Array.from({ length: draw.between(0, 15) }, () => typoOf(draw, draw.pickPopular(popular))),
    ])
      day.add(name, draw.isTrue(0.7));
  },
  'developer machine': (day, { hosted, words }, draw) => {
    addAll(
      day,
      draw.sample(DEVELOPER_NAMES, draw.between(10, DEVELOPER_NAMES.length)),
      () => false,
    );
    addAll(day, draw.sample(hosted, draw.magnitude(5, 150)), () => draw.isTrue(0.05));
    addAll(day, ownerNames(draw, words, draw.between(0, 10)), () => draw.isTrue(0.5));
  },
  'start page': withShare(
    ({ countries }, draw) => draw.sample(draw.pick(countries), draw.magnitude(30, 400)),
    (draw) => draw.share() * 0.08,
  ),
  'search suffixes': (day, { words, popular }, draw) => {
    // A company's own names asked for from outside, and a search suffix behind those of others.
    const zones = Array.from(
      { length: draw.between(1, 5) },
      () => `${draw.pick(words)}${draw.pick(words)}`,
    );
    for (const zone of zones) day.add(`${zone}.${draw.pick(['com', 'net', 'org', 'eu'])}`, true);
    addAll(day, draw.sample(popular, draw.between(2, 20)), () => draw.isTrue(0.5));
  },
  scanner: (day, { rare, popular, thirdParty }, draw) => {
    const failing = 0.02 + draw.share() * 0.2;
    const count = draw.magnitude(300, 4000);
    addAll(day, draw.sample(rare, count), () => draw.isTrue(failing));
    addAll(day, draw.sample(popular, count), () => draw.isTrue(failing / 10));
    addAll(day, draw.sample(thirdParty, Math.round(count / 50)), () => draw.isTrue(failing));
  },
  /** A class of its own: what machines made for a purpose that is not malware's. */
  advertiser: withShare(({ advertisers }, draw) => {
    const count = draw.magnitude(4, 40);
    return draw.isTrue(0.5) ? draw.sample(advertisers, count) : advertiserNames(draw, count);
  }),
} as const satisfies Readonly<Record<string, HardKind>>;

export type CleanKind = keyof typeof cleanKinds;
export const cleanKindNames = Object.keys(cleanKinds) as CleanKind[];

/** Whose names malware might as well have made: false alerts are reported apart and bound no threshold. */
export const MACHINE_MADE: CleanKind = 'advertiser';

/** A clean client's day of the kind. */
export function cleanClient(kind: CleanKind, material: BenignMaterial, draw: Draw): ClientDay {
  const day = new DayNames();
  addOrdinary(day, material, draw);
  cleanKinds[kind](day, material, draw);
  return { kind, family: null, infected: 0, names: day.names, failed: day.failed };
}

/** What any client asks for: popular names mostly, rare ones, a content network's; a few that fail. */
export function addOrdinary(day: DayNames, material: BenignMaterial, draw: Draw): void {
  const { popular, rare, hosted, thirdParty, expired } = material;
  const count = draw.isTrue(0.05) ? 0 : draw.magnitude(3, MOST_NAMES);
  const failing = 0.002 + (draw.isTrue(BROKEN_SHARE) ? MOST_FAILING : 0.04) * draw.share() ** 2;
  const rareShare = 0.05 + 0.4 * draw.share();
  for (let i = 0; i < count; i++) {
    const at = draw.share();
    if (at < 0.03) day.add(draw.pick(hosted), draw.isTrue(failing / 2));
    else if (at < 0.05) day.add(draw.pick(thirdParty), draw.isTrue(failing));
    else if (at < 0.05 + rareShare) day.add(draw.pick(rare), draw.isTrue(2 * failing));
    else day.add(draw.pickPopular(popular), draw.isTrue(failing / 4));
  }
  // What fails on any day: slips of the hand, dead links.
  for (let i = draw.below(1 + draw.below(6)); i > 0; i--) {
    day.add(draw.isTrue(0.5) ? typoOf(draw, draw.pickPopular(popular)) : draw.pick(expired), true);
  }
}

const DEVELOPER_NAMES =
  'npmjs.org npmjs.com docker.io docker.com github.com githubusercontent.com pypi.org pythonhosted.org crates.io rust-lang.org golang.org maven.org sonatype.org gradle.org ghcr.io gcr.io pkg.dev quay.io k8s.io kubernetes.io debian.org ubuntu.com alpinelinux.org fedoraproject.org nodejs.org yarnpkg.com jsdelivr.net unpkg.com esm.sh deno.land vscode.dev visualstudio.com jetbrains.com gitlab.com bitbucket.org atlassian.com sentry.io datadoghq.com grafana.com hashicorp.com terraform.io amazonaws.com azure.com cloudflare.com digitalocean.com heroku.com vercel.com netlify.com stackoverflow.com huggingface.co anaconda.org conda.io nuget.org rubygems.org packagist.org circleci.com travis-ci.com codecov.io snyk.io'.split(
    ' ',
  );
