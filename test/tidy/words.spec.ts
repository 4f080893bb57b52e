import { filesIn, sources, type SourceFile } from './source';

/** What was called otherwise before, in code. The field's word stands beside it. */
const OUT: readonly [word: RegExp, instead: string][] = [
  [/\bKnowledge(Now|History)?\b/, 'SharedFacts'],
  [/\bCommonGround\b|\bgroundless\b/, 'JudgingContext'],
  [/\bsortOut\b/, 'partitionEvents'],
  [/\bunite\b|\bunionOf\b/, 'mergeClients'],
  [/\bisTouched\b|\btouchedBy\b/, 'isAffected'],
  [/\brecalls\b/, 'immediateRejudgements'],
  [/\bFamil(y|ies)[A-Z]/, 'MergeGroup'],
  [/\b[Ll]ikeness\b|\bAssetSide\b/, 'TypeMatch, TypeVariant'],
  [/\bRuling\b|\brulingBy/, 'RowOutcome'],
  [/\blookAtGroups\b|\baudible\b|\bkeepsUp\b|\bfirstWait/, 'flushGroups, unmuted, resends, groupWait'],
  [/\badopt(s|ed|ion|ions|ing)?\b/, 'activate'],
  [/\bSteady\b|\bgivingWay\b|\btakePicture\b/, 'StaleWhileRevalidate, yieldingToOthers, takeSnapshot'],
];

/**
 * What is out wherever something has a name of its own, with what it is instead, and what keeps it: columns of the database,
 * which `verify` names as they are, and fields that programs of others read or send.
 */
const NAMES_OUT: readonly [name: RegExp, instead: string, kept: RegExp][] = [
  [
    /knowledge/i,
    'sharedFacts, sharedPosition',
    /^(apps\/cli\/src\/verify\/.* knowledge|.* (no|third)?\w*acknowledge\w*)$/i,
  ],
  [
    /told|Told|TOLD/,
    'notified, sent, recorded, logSlice, dataSchema',
    /^(apps\/cli\/src\/verify\/.* told|.* toldByProvider)$/,
  ],
  [
    /standing/i,
    'perimeterStatus, unretracted, active, disclaimer',
    /^(libs\/store\/src\/governance|apps\/api\/src\/rejections)\/.* \w*standings?$/i,
  ],
  [/picture/i, 'snapshot', /^apps\/cli\/src\/verify\/job-columns\.ts picture$/],
  [
    /facet/i,
    'tag of a client, field of a matcher or of a filter; a facet is of an asset',
    new RegExp(
      [
        '^libs/(domain/src/(assets|policy|rules)/|domain/src/(words|index)\\.ts|contract/src/policy-pack)',
        // An alert and what is proved of it say by which facets a type is new.
        '^(libs/domain/src/alerts/alert|libs/evidence/src/derive|apps/api/src/alerts/differences-shown)\\.ts ',
        // A column, as it is called in rows that are kept and compared.
        '^(apps/cli/src/verify/|libs/rebuild/src/compare\\.ts).* facets$',
        // The name that a matcher's field has in requests and answers, and the operation that counts by filter.
        '^(apps/(api|notifier)/src/|libs/domain/src/alerts/alert-matching).* facets?$',
        '^apps/api/src/alerts/alerts\\.shapes\\.ts FACETS$',
      ].join('|'),
    ),
  ],
];

const NO_NAMES = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** Of comments and texts only what is put into a template stays: these are names, the rest is words. */
const code = ({ text }: SourceFile): string =>
  text.replace(NO_NAMES, (part) => (part.startsWith('`') ? (part.match(/\$\{[^}]*\}/g) ?? []).join(' ') : ''));

const namesWith = (word: RegExp, file: SourceFile): string[] => [
  ...new Set([...code(file).matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name).filter((name) => word.test(name))),
];

/** What says nothing of what a file is about. */
const VAGUE = /(^|[/-])(helpers?|utils?|common|misc|manager|stuff)([/.-]|$)/;

describe('the words', () => {
  it.each(OUT)('%s is out, it is %s', (word) => {
    expect(sources.filter(({ text }) => word.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it.each(NAMES_OUT)('no name is made of %s, it is %s', (word, _instead, kept) => {
    const named = sources
      .filter(({ text }) => word.test(text))
      .flatMap((file) => namesWith(word, file).map((name) => `${file.path} ${name}`));
    expect(named.filter((each) => !kept.test(each))).toEqual([]);
  });

  it('of files have not come back either', () => {
    const paths = filesIn('libs', 'apps', 'test', 'bench').map(({ path }) => path);
    expect(paths.filter((path) => /knowledge|told|standing|picture/.test(path))).toEqual([]);
  });

  it('of file names say what is in them', () => {
    expect(filesIn('libs', 'apps', 'test', 'bench').filter(({ path }) => VAGUE.test(path))).toEqual([]);
  });
});
