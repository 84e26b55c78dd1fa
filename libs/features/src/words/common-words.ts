/** Words that people put into domain names, three letters and more; a hint in explanations, no part of the score. */
const WORDS = new Set(
  `able about above academy access account action active adult advance advice agency agent air all alpha america
  american analytics and animal answer any app apple apps area arm army around art article artist arts asia ask
  assist asset audio auto aviation away baby back bad bag ball band bank banking bar base basic bath beach bean bear
  beat beauty bed beer before bell best bet better beyond bid big bike bill bio bird birth bit black blog blood blue
  board boat body bold bone book books boot boss bot bottle bottom box boy brain brand bread break bright bring
  britain broad broker brother brown bud budget build builder building bus business but buy buyer cab cafe cake call
  camera camp can canada cancer candy cap capital car card cards care career cargo cars cart cart case cash casino
  cast cat center central centre chain chair change channel chat cheap check chef child china choice church cinema
  circle city class classic clean clear click client climate clinic clock close cloud club coach coast code coffee
  coin cold collect college color come comfort comic common community company compare computer connect construct
  consult contact content control cook cool copy core corner corp cost country county course court cover craft
  crazy create creative credit crew cross crown cruise crypto cup custom customer cut cyber daily dance dark data
  date dating day days deal deals dear deep defense delivery dental depot design desk detail device diet digital
  dinner direct directory discount dish doctor dog dogs doll domain door double down download dream dress drink
  drive driver drop drug dry eagle early earth east easy eat eco edge edit education egg electric elite email
  empire energy engine engineer english enjoy enter entry equal escape estate euro europe event events ever every
  exam exchange expert explore express extra eye face fact factory fair faith fall family fan farm fashion fast
  father fed feed feel film final finance find finder fire first fish fit fitness five fix flash flat fleet flight
  floor florida flow flower fly focus food foods foot football for force forest forex form forum forward found
  foundation four fox frame france free freedom fresh friend friends from front fruit full fun fund fund future
  galaxy gallery game games gaming garden gas gate gear general german get gift gifts girl girls give glass global
  gold golden golf good grand graph grass gray great green grid ground group groups grow growth guard guide guitar
  gun guru hack hair half hall hand happy hard hat have head heal health healthy hear heart heat heaven help her
  here hero high hill history hit hobby hold holiday holy home homes honey hope horse hospital host hosting hot
  hotel hotels hour house how hub human hunt ice icon idea ideas image imp income india info ink inn inside insight
  instant institute insurance int international internet invest island italia italy item japan jet jewel job jobs
  join joint journal joy judge juice jump just keep key kid kids kind king kingdom kit kitchen know lab label labs
  lady lake land lane language laser last law lawyer lead leader league learn learning leather left legal legend
  lemon less let letter level library life lifestyle lift light like limit line link links lion list lite little
  live living loan loans local lock log logic login logo london long look loop lost lot love low luck lucky lunch
  lux luxury machine made magazine magic mail main make maker male mall man manage manager map maps marine mark
  market marketing markets mart master match mate max meal media medical medicine meet member men menu metal meter
  method metro mexico mid mile milk mill mind mine mini mining mint mix mobile mode model modern mom money monitor
  month moon more motor motors mountain mouse move movie movies mud multi museum music nail name nano nation
  national native nature near need nest net network networks new news next nice night nine noble north note now
  number nurse nut oak object ocean off offer office official oil old olive one online only open opera option
  orange orbit order organic outdoor over own owner pack package page paint palace panel paper parent paris park
  part partner partners parts party pass past path pay payment peace people perfect pet pets pharma phone photo
  photos physics piano pick pics pilot pin pink pipe pixel pizza place plan planet plant plastic play player plus
  pocket point poker police polish poll pool pop port portal post power premium press price prime print private pro
  product products profile program project promo property protect proud public pulse pump pure push queen quest
  quick quiet quote race racing radio rail rain ranch rank rapid rate reach read reader ready real realty record
  red register rent rental repair report rescue research resort resource rest restaurant result retail review rice
  rich ride right ring rise river road robot rock roll roof room rose round royal rule run russia sad safe safety
  sail sale sales salon salt same sand save say scan scene school science score scout screen script sea search
  season seat second secret secure security see seed self sell send senior sense seo serve server service services
  set seven sex shadow shape share sharp shell shield ship shirt shoe shoes shop shopping short show side sign
  silver simple single site six skin sky sleep slim slot small smart smile smoke snow soap soccer social soft
  software solar sold solution solutions some song sound source south space spain spark speak special speed spirit
  sport sports spot spring square staff stage star stars start state station stay steel step stock stone stop store
  stores storm story strategy stream street strong student studio study stuff style sub success sugar suit summer
  sun super supply support sure surf sweet swim swiss switch system systems table tag take talent talk tank target
  task taste tax taxi tea teach team tech technology teen tele ten tennis test texas text the theme then theory
  think this thunder ticket tickets tiger time tiny tip tips tire title today together tool tools top total touch
  tour tours tower town toy toys track trade trader trading traffic trail train training transfer translate travel
  tree trend trends trip truck true trust try tube turbo turn type ultra union unique united unity universal
  university update urban use user vacation valley value van vault vegas vehicle venture very vet via video videos
  view villa village vintage violet virtual vision visit vital voice volt vote wage walk wall want war warm wash
  watch water wave way wealth wear weather web website wedding week weight well west what wheel white who whole
  wholesale wide wife wild will win wind window wine wing winner winter wire wise wish with wizard wolf woman women
  wonder wood word words work works workshop world worth write yacht yard year yellow yes yoga you young your youth
  zen zero zip zone zoo`.split(/\s+/),
);

const SHORTEST = 3;
const LONGEST = 13;

/** Common words in a label, found from the left, the longest first, none over another. */
export function wordsIn(label: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + SHORTEST <= label.length;) {
    let length = Math.min(LONGEST, label.length - at);
    while (length >= SHORTEST && !WORDS.has(label.slice(at, at + length))) length--;
    if (length >= SHORTEST) found.push(label.slice(at, at + length));
    at += length >= SHORTEST ? length : 1;
  }
  return found;
}
