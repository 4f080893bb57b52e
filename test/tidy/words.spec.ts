import { filesIn, sources } from './source';

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

/** What says nothing of what a file is about. */
const VAGUE = /(^|[/-])(helpers?|utils?|common|misc|manager|stuff)([/.-]|$)/;

describe('the words', () => {
  it.each(OUT)('%s is out, it is %s', (word) => {
    expect(sources.filter(({ text }) => word.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('of file names say what is in them', () => {
    expect(filesIn('libs', 'apps', 'test', 'bench').filter(({ path }) => VAGUE.test(path))).toEqual([]);
  });
});
